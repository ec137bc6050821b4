// Decodes a chunked body as its bytes arrive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace daymark::http {

inline constexpr std::size_t max_chunk_extension_bytes = 1024;  // of one body
inline constexpr std::size_t max_trailer_bytes = 8 * 1024;

/// One body. Trailers are read and dropped.
class ChunkedDecoder {
public:
    enum class State { NeedMore, Done, Malformed, TooLarge };

    explicit ChunkedDecoder(std::size_t max_body) : max_body_(max_body) {}

    /// Takes bytes from the front of `bytes`, which is shortened by them, and appends decoded ones to `body`.
    /// After Done, what is left in `bytes` belongs to the next message.
    [[nodiscard]] State feed(std::string_view& bytes, std::string& body);

private:
    enum class Step {
        SizeFirst,
        Size,
        ExtensionName,
        ExtensionValue,
        SizeLineFeed,
        Data,
        DataReturn,
        DataLineFeed,
        TrailerStart,
        TrailerName,
        TrailerValue,
        TrailerLineFeed,
        EndLineFeed,
        End,
        Bad,
    };

    [[nodiscard]] Step after(char c);
    [[nodiscard]] Step after_size(char c);
    [[nodiscard]] Step after_extension(char c);
    [[nodiscard]] Step after_trailer(char c);
    [[nodiscard]] Step begin_data() const { return size_ == 0 ? Step::TrailerStart : Step::Data; }

    std::size_t max_body_;
    Step step_ = Step::SizeFirst;
    unsigned digits_ = 0;
    bool token_begun_ = false;  // of an extension or a trailer's name: it must not be empty
    std::uint64_t size_ = 0;    // of the present chunk, then what is left of it
    std::size_t extension_bytes_ = 0;
    std::size_t trailer_bytes_ = 0;
};

}  // namespace daymark::http
