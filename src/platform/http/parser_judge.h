// For tests: runs raw bytes through the head parser and the chunked decoder, and tells what came out as one line.
#pragma once

#include "platform/http/chunked.h"
#include "platform/http/head_parser.h"

#include <string>

namespace daymark::http {

/// What bytes amount to: each whole message ("POST /a [body]"), then how it ended when not exactly behind one
/// ("400" and such for a refusal, "more" when a message is unfinished), joined by " | ". At most `step` bytes are given
/// to the decoder at a time. Bodies above 1 MiB are refused.
[[nodiscard]] inline std::string judge(std::string_view bytes, std::size_t step = std::string_view::npos) {
    constexpr std::size_t max_body = 1 << 20;
    HeadParser parser;
    std::string told;
    const auto tell = [&told](const std::string& what) { told += (told.empty() ? "" : " | ") + what; };
    while (!bytes.empty()) {
        const HeadParser::State state = parser.parse(bytes);
        if (state == HeadParser::State::NeedMore) return tell("more"), told;
        if (state == HeadParser::State::Refused) return tell(std::to_string(parser.refusal().status)), told;
        bytes.remove_prefix(parser.size());
        std::string message = std::string(method_name(parser.head().method)) + " " + std::string(parser.head().target);
        std::string body;
        if (parser.framing().chunked) {
            ChunkedDecoder decoder(max_body);
            ChunkedDecoder::State outcome = ChunkedDecoder::State::NeedMore;
            while (outcome == ChunkedDecoder::State::NeedMore && !bytes.empty()) {
                std::string_view part = bytes.substr(0, step);
                const std::size_t given = part.size();
                outcome = decoder.feed(part, body);
                bytes.remove_prefix(given - part.size());
            }
            if (outcome == ChunkedDecoder::State::Malformed) return tell("400"), told;
            if (outcome == ChunkedDecoder::State::TooLarge) return tell("413"), told;
            if (outcome == ChunkedDecoder::State::NeedMore) return tell("more"), told;
        } else {
            if (parser.framing().content_length > max_body) return tell("413"), told;
            const std::size_t length = static_cast<std::size_t>(parser.framing().content_length);
            if (bytes.size() < length) return tell("more"), told;
            body = bytes.substr(0, length);
            bytes.remove_prefix(length);
        }
        if (parser.framing().has_body()) message += " [" + body + "]";
        tell(message);
    }
    return told;
}

}  // namespace daymark::http
