// Mails handed to a client, and its answers waited for.
#pragma once

#include "platform/mail/smtp.h"
#include "support/smtp_sink.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace daymark::mail {

using Fault = SmtpAnswer::Fault;
using test::SmtpSink;
using Then = SmtpSink::Act::Then;

inline SmtpClient::Options options_for(const SmtpSink& sink, std::size_t connections = 1) {
    SmtpClient::Options options;
    options.url = sink.url();
    options.connections = connections;
    options.own_name = "status.example.com";
    return options;
}

inline Letter letter(const std::string& to = "kim@example.org") {
    return {"bounces@example.com", to, "Subject: Hello " + to + "\r\n\r\nHello\r\n"};
}

/// The answer comes once: a second one would throw.
inline std::future<SmtpAnswer> start(SmtpClient& client, Letter mail) {
    auto promise = std::make_shared<std::promise<SmtpAnswer>>();
    auto future = promise->get_future();
    client.send(std::move(mail), [promise](SmtpAnswer answer) { promise->set_value(std::move(answer)); });
    return future;
}

inline SmtpAnswer give(SmtpClient& client, Letter mail = letter()) { return start(client, std::move(mail)).get(); }

}  // namespace daymark::mail
