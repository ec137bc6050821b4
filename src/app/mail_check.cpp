// From settings to a report, and from there to words for people.
#include "app/mail_check.h"

#include "app/notifications.h"
#include "deliverability/check.h"
#include "deliverability/deliverability_json.h"
#include "platform/http/message.h"
#include "platform/mail/address.h"
#include "platform/net/own_addresses.h"

#include <iostream>

namespace daymark::app {
namespace {

using deliverability::Finding;
using deliverability::Report;
using deliverability::Verdict;

constexpr Millis relay_patience = 5 * one_second;

std::string domain_of(const std::string& address) {
    const std::string ascii = mail::with_ascii_host(address);
    return http::to_lower(ascii.substr(ascii.rfind('@') + 1));
}

deliverability::Setup setup_of(const Config& config) {
    deliverability::Setup setup;
    setup.from_domain = domain_of(config.mail_from);
    setup.bounce_domain = domain_of(config.mail_bounces.empty() ? config.mail_from : config.mail_bounces);
    if (!config.smtp_url.empty()) setup.relay = mail::read_smtp_url(config.smtp_url);
    setup.greet = [name = config.base_host](const mail::SmtpUrl& url) {
        return mail::probe(url, name, {}, relay_patience);
    };
    setup.signer = signer_of(config);
    setup.own_addresses = net::own_addresses();
    return setup;
}

std::string_view mark_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Good:
            return "ok      ";
        case Verdict::Unknown:
            return "unknown ";
        case Verdict::Warning:
            return "warning ";
        case Verdict::Bad:
            break;
    }
    return "BAD     ";
}

/// As a zone file has it: texts in parts of 255 bytes.
std::string zone_line(const deliverability::Record& record) {
    std::string line = record.name + ". " + record.type;
    for (std::size_t at = 0; at < record.value.size(); at += 255) {
        line += " \"";
        for (const char c : record.value.substr(at, 255))
            line += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
        line += '"';
    }
    return line;
}

void print(std::ostream& out, const Finding& finding) {
    out << mark_of(finding.verdict) << deliverability::word_in(deliverability::topic_words, finding.topic) << "\n"
        << "    looked at: " << finding.asked << "\n";
    if (!finding.found.empty()) out << "    found:     " << finding.found << "\n";
    out << "    means:     " << finding.meaning << "\n";
    if (!finding.advice.empty()) out << "    to do:     " << finding.advice << "\n";
    if (finding.record) out << "    publish:   " << zone_line(*finding.record) << "\n";
    out << "\n";
}

std::string json_of(const Report& report) {
    json::array findings;
    for (const auto& view : deliverability::views_of(report)) findings.push_back(json::write(view));
    return json::text(json::object{{"fine", report.fine()}, {"findings", std::move(findings)}});
}

}  // namespace

Report look_at_mail(const Config& config, std::stop_token stop) {
    const auto resolver = dns::make_resolver({.servers = config.dns_servers, .stop = std::move(stop)});
    return deliverability::check(setup_of(config), *resolver);
}

int check_mail(const Config& config, const json::object& arguments) {
    const Report report = look_at_mail(config);
    if (arguments.contains("json")) {
        std::cout << json_of(report) << "\n";
    } else {
        for (const Finding& finding : report.findings) print(std::cout, finding);
        std::cout << (report.fine() ? "Nothing was found that keeps mails from arriving.\n"
                                    : "Mails will not arrive everywhere: see what is BAD.\n");
    }
    return report.fine() ? 0 : 1;
}

}  // namespace daymark::app
