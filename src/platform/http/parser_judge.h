// For tests: runs raw bytes through the head parser and the chunked decoder, and tells what came out.
#pragma once

#include "platform/http/chunked.h"
#include "platform/http/head_parser.h"

#include <string>
#include <vector>

namespace daymark::http {

/// What bytes amount to.
struct Judged {
    std::vector<std::string> messages;  // whole ones: "POST /a [body]"
    const Refusal* refusal = nullptr;   // of what follows them
    bool unfinished = false;            // what follows them needs more bytes
    std::vector<std::size_t> ends;      // of each of them in the bytes
};

/// Takes one body off the front of `bytes`, at most `step` bytes at a time. Bodies above 1 MiB are refused.
inline void judge_body(const Framing& framing, std::string_view& bytes, std::size_t step, Judged& judged,
                       std::string& body) {
    constexpr std::size_t max_body = 1 << 20;
    if (!framing.chunked) {
        if (framing.content_length > max_body) judged.refusal = &refusal::body_too_large;
        judged.unfinished = judged.refusal == nullptr && bytes.size() < framing.content_length;
        if (judged.refusal != nullptr || judged.unfinished) return;
        body = bytes.substr(0, static_cast<std::size_t>(framing.content_length));
        bytes.remove_prefix(body.size());
        return;
    }
    ChunkedDecoder decoder(max_body);
    ChunkedDecoder::State state = ChunkedDecoder::State::NeedMore;
    while (state == ChunkedDecoder::State::NeedMore && !bytes.empty()) {
        std::string_view part = bytes.substr(0, step);
        const std::size_t given = part.size();
        state = decoder.feed(part, body);
        bytes.remove_prefix(given - part.size());
    }
    judged.unfinished = state == ChunkedDecoder::State::NeedMore;
    if (state == ChunkedDecoder::State::Malformed) judged.refusal = &refusal::chunk;
    if (state == ChunkedDecoder::State::TooLarge) judged.refusal = &refusal::body_too_large;
}

[[nodiscard]] inline Judged judge_all(const std::string_view bytes, std::size_t step = std::string_view::npos) {
    HeadParser parser;
    Judged judged;
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const HeadParser::State state = parser.parse(rest);
        judged.unfinished = state == HeadParser::State::NeedMore;
        if (state == HeadParser::State::Refused) judged.refusal = &parser.refusal();
        if (state != HeadParser::State::Done) return judged;
        rest.remove_prefix(parser.size());
        std::string message = std::string(method_name(parser.head().method)) + " " + std::string(parser.head().target);
        std::string body;
        if (parser.framing().has_body()) {
            judge_body(parser.framing(), rest, step, judged, body);
            if (judged.refusal != nullptr || judged.unfinished) return judged;
            message += " [" + body + "]";
        }
        judged.messages.push_back(message);
        judged.ends.push_back(bytes.size() - rest.size());
    }
    return judged;
}

/// The same as one line: the messages, then the status of a refusal or "more", joined by " | ".
[[nodiscard]] inline std::string judge(std::string_view bytes, std::size_t step = std::string_view::npos) {
    Judged judged = judge_all(bytes, step);
    if (judged.unfinished) judged.messages.push_back("more");
    if (judged.refusal != nullptr) judged.messages.push_back(std::to_string(judged.refusal->status));
    std::string told;
    for (const std::string& one : judged.messages) told += (told.empty() ? "" : " | ") + one;
    return told;
}

}  // namespace daymark::http
