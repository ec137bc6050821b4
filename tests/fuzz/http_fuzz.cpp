// libFuzzer target over the head parser and the chunked decoder: no crash, no dependence on how bytes are cut, and what
// is accepted obeys the rules that everything behind the parser relies on.
#include "platform/http/characters.h"
#include "platform/http/parser_judge.h"
#include "platform/http/target_check.h"

#include <cstdlib>
#include <cstring>
#include <memory>

using namespace daymark::http;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool lies_in(std::string_view part, std::string_view whole) {
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_head(const HeadParser& parser, std::string_view bytes) {
    const RequestHead& head = parser.head();
    require(parser.size() <= bytes.size() && bytes.substr(0, parser.size()).ends_with("\r\n\r\n"));
    require(head.headers.size() >= 1 && head.headers.size() <= max_headers);
    require(!head.host.empty() && lies_in(head.host, bytes) && lies_in(head.query, bytes));
    require(head.path.starts_with('/') || (head.path == "*" && head.method == Method::Options));
    require(decodes_to_utf8(head.path) && decodes_to_utf8(head.query) && !climbs(head.path));
    require(!parser.framing().chunked || (parser.framing().content_length == 0 && !head.http_1_0));
    for (const HeaderView& header : head.headers) {
        require(lies_in(header.name, bytes) && lies_in(header.value, bytes) && !header.name.empty());
        require(skip_while(header.name, 0, InToken) == header.name.size());
        require(skip_while(header.value, 0, InValue) == header.value.size());
    }
    const Request request = to_request(head);
    require(request.headers.size() == head.headers.size() && request.query.size() <= max_query_parameters);
}

/// A refusal of a part must be the refusal of the whole, and a whole head must not change by what follows it.
void check_prefix(std::string_view bytes, std::size_t length) {
    HeadParser part;
    HeadParser whole;
    const HeadParser::State of_part = part.parse(bytes.substr(0, length));
    const HeadParser::State of_whole = whole.parse(bytes);
    if (of_part == HeadParser::State::NeedMore) return;
    require(of_part == of_whole);
    if (of_part == HeadParser::State::Done) require(part.size() == whole.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // A copy of the exact size, so that reading one byte too far is seen.
    const std::unique_ptr<char[]> copy(new char[size]);
    if (size > 0) std::memcpy(copy.get(), data, size);
    const std::string_view bytes(copy.get(), size);

    HeadParser parser;
    if (parser.parse(bytes) == HeadParser::State::Done) check_head(parser, bytes);
    if (size > 0) check_prefix(bytes, data[size - 1] * size / 256);
    require(judge(bytes) == judge(bytes, 1));

    std::string_view chunks = bytes;
    std::string body;
    ChunkedDecoder decoder(1000);
    static_cast<void>(decoder.feed(chunks, body));
    require(body.size() <= 1000);
    return 0;
}
