// The chunked decoder: a state machine over single bytes, with the data of a chunk taken in one piece.
#include "platform/http/chunked.h"

#include "platform/http/characters.h"

#include <algorithm>

namespace daymark::http {
namespace {

unsigned hex_value(char c) {
    if (c <= '9') return static_cast<unsigned>(c - '0');
    return static_cast<unsigned>((c | 0x20) - 'a') + 10;
}

}  // namespace

ChunkedDecoder::State ChunkedDecoder::feed(std::string_view& bytes, std::string& body) {
    while (!bytes.empty() && step_ != Step::End && step_ != Step::Bad) {
        if (step_ == Step::Data) {
            const std::size_t part = static_cast<std::size_t>(std::min<std::uint64_t>(size_, bytes.size()));
            body.append(bytes.substr(0, part));
            bytes.remove_prefix(part);
            size_ -= part;
            if (size_ == 0) step_ = Step::DataReturn;
            continue;
        }
        step_ = after(bytes.front());
        bytes.remove_prefix(1);
        // Judged when the size is known, before any of the chunk is kept.
        if (step_ == Step::Data && size_ > max_body_ - std::min(max_body_, body.size())) return State::TooLarge;
    }
    if (step_ == Step::End) return State::Done;
    return step_ == Step::Bad ? State::Malformed : State::NeedMore;
}

ChunkedDecoder::Step ChunkedDecoder::after(char c) {
    switch (step_) {
        case Step::SizeFirst:
        case Step::Size:
            return after_size(c);
        case Step::ExtensionName:
        case Step::ExtensionValue:
            return after_extension(c);
        case Step::SizeLineFeed:
            return c == '\n' ? begin_data() : Step::Bad;
        case Step::DataReturn:
            return c == '\r' ? Step::DataLineFeed : Step::Bad;
        case Step::DataLineFeed:
            return c == '\n' ? Step::SizeFirst : Step::Bad;
        case Step::EndLineFeed:
            return c == '\n' ? Step::End : Step::Bad;
        case Step::TrailerStart:
        case Step::TrailerName:
        case Step::TrailerValue:
        case Step::TrailerLineFeed:
            return after_trailer(c);
        case Step::Data:
        case Step::End:
        case Step::Bad:
            break;
    }
    return Step::Bad;
}

ChunkedDecoder::Step ChunkedDecoder::after_size(char c) {
    if (step_ == Step::SizeFirst) {
        size_ = 0;
        digits_ = 0;
    }
    if (is_in(c, IsHex)) {
        size_ = size_ * 16 + hex_value(c);
        return ++digits_ <= 8 ? Step::Size : Step::Bad;
    }
    if (digits_ == 0) return Step::Bad;
    token_begun_ = false;
    if (c == ';') return ++extension_bytes_ <= max_chunk_extension_bytes ? Step::ExtensionName : Step::Bad;
    return c == '\r' ? Step::SizeLineFeed : Step::Bad;
}

/// ";name" or ";name=token". Quoted values are refused: a line end inside one is where parsers disagree.
ChunkedDecoder::Step ChunkedDecoder::after_extension(char c) {
    if (++extension_bytes_ > max_chunk_extension_bytes) return Step::Bad;
    if (is_in(c, InToken)) {
        token_begun_ = true;
        return step_;
    }
    if (!token_begun_) return Step::Bad;
    token_begun_ = false;
    if (c == '=' && step_ == Step::ExtensionName) return Step::ExtensionValue;
    if (c == ';') return Step::ExtensionName;
    return c == '\r' ? Step::SizeLineFeed : Step::Bad;
}

ChunkedDecoder::Step ChunkedDecoder::after_trailer(char c) {
    if (++trailer_bytes_ > max_trailer_bytes) return Step::Bad;
    switch (step_) {
        case Step::TrailerStart:
            if (c == '\r') return Step::EndLineFeed;
            return is_in(c, InToken) ? Step::TrailerName : Step::Bad;
        case Step::TrailerName:
            if (c == ':') return Step::TrailerValue;
            return is_in(c, InToken) ? Step::TrailerName : Step::Bad;
        case Step::TrailerValue:
            if (c == '\r') return Step::TrailerLineFeed;
            return is_in(c, InValue) ? Step::TrailerValue : Step::Bad;
        default:
            return c == '\n' ? Step::TrailerStart : Step::Bad;
    }
}

}  // namespace daymark::http
