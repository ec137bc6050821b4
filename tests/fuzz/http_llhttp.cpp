// Compares our parser with llhttp on the same bytes: the table of cases and pseudo-random mutations of them.
// Every class of difference stands on a list with its reason; any other difference fails.
// Usage: http_llhttp [mutations] [seed]
#include "platform/http/parser_cases.h"
#include "platform/http/parser_judge.h"

#include <llhttp/llhttp.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

using namespace daymark::http;

namespace {

/// What a parser made of the bytes.
struct Reading {
    std::vector<std::string> messages;  // whole ones, as `judge` tells them
    std::string end;                    // "" exactly behind a message, "more", or why it was refused
};

Reading read_by_us(std::string_view bytes) {
    Reading reading;
    std::string told = judge(bytes);
    while (!told.empty()) {
        const std::size_t bar = told.find(" | ");
        reading.messages.push_back(told.substr(0, bar));
        told = bar == std::string::npos ? "" : told.substr(bar + 3);
    }
    if (reading.messages.empty()) return reading;
    const std::string& last = reading.messages.back();
    const bool refused = last.size() == 3 && last[0] >= '4' && last[0] <= '5';
    if (!refused && last != "more") return reading;
    reading.end = last;
    reading.messages.pop_back();
    return reading;
}

/// Collects what llhttp tells about the message at hand.
struct Collector {
    std::string url, body;
    bool has_body = false;
    bool in_message = false;
    Reading reading;
};

Collector& of(llhttp_t* parser) { return *static_cast<Collector*>(parser->data); }

int on_begin(llhttp_t* parser) {
    Collector& now = of(parser);
    now.url.clear();
    now.body.clear();
    now.in_message = true;
    return 0;
}

int on_url(llhttp_t* parser, const char* at, std::size_t length) {
    of(parser).url.append(at, length);
    return 0;
}

int on_headers_complete(llhttp_t* parser) {
    of(parser).has_body = (parser->flags & F_CHUNKED) != 0 || parser->content_length > 0;
    // Upgrades are not followed here, so that both sides read on.
    parser->upgrade = 0;
    return 0;
}

int on_body(llhttp_t* parser, const char* at, std::size_t length) {
    of(parser).body.append(at, length);
    return 0;
}

int on_complete(llhttp_t* parser) {
    Collector& now = of(parser);
    std::string message =
        std::string(llhttp_method_name(static_cast<llhttp_method_t>(parser->method))) + " " + now.url;
    if (now.has_body) message += " [" + now.body + "]";
    now.reading.messages.push_back(message);
    now.in_message = false;
    return 0;
}

Reading read_by_llhttp(std::string_view bytes) {
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_message_begin = on_begin;
    settings.on_url = on_url;
    settings.on_headers_complete = on_headers_complete;
    settings.on_body = on_body;
    settings.on_message_complete = on_complete;
    Collector collector;
    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    // "Connection: close" is the server's business: both sides read what follows.
    llhttp_set_lenient_keep_alive(&parser, 1);
    parser.data = &collector;
    const llhttp_errno_t error = llhttp_execute(&parser, bytes.data(), bytes.size());
    if (error != HPE_OK) {
        collector.reading.end = llhttp_errno_name(error);
    } else if (collector.in_message) {
        collector.reading.end = "more";
    }
    return collector.reading;
}

bool contains_between(std::string_view text, std::string_view wanted) { return text.find(wanted) != text.npos; }

bool any_of_bytes(std::string_view text, bool (*wanted)(unsigned char)) {
    for (const char c : text) {
        if (wanted(static_cast<unsigned char>(c))) return true;
    }
    return false;
}

std::string lower(std::string_view text) { return to_lower(text); }

/// One class of difference that is meant. `applies` looks at the bytes from the message on where readings part.
struct Reason {
    const char* name;
    const char* why;
    bool (*applies)(std::string_view bytes, const std::string& our_end);
};

PLACEHOLDER
}  // namespace
