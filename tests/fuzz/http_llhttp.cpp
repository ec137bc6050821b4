// Compares our parser with llhttp on the same bytes: the table of cases, then pseudo-random mutations of it. Every
// class of difference stands on one of two lists with its reason; any other difference fails. Usage: http_llhttp
// [mutations] [seed]. Built with llhttp's own strict mode on.
#include "platform/http/parser_cases.h"
#include "platform/http/parser_judge.h"

#include <llhttp/llhttp.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

using namespace daymark::http;

namespace {

struct Reading {
    std::vector<std::string> messages;  // as `judge_all` tells them
    std::string error;                  // empty when nothing was refused
};

struct Collector {
    std::string url;
    std::string body;
    bool has_body = false;
    Reading reading;
};

Collector& collector_of(llhttp_t* parser) { return *static_cast<Collector*>(parser->data); }

int on_begin(llhttp_t* parser) {
    collector_of(parser).url.clear();
    collector_of(parser).body.clear();
    return 0;
}

int on_url(llhttp_t* parser, const char* at, std::size_t length) {
    collector_of(parser).url.append(at, length);
    return 0;
}

int on_headers_complete(llhttp_t* parser) {
    collector_of(parser).has_body = (parser->flags & F_CHUNKED) != 0 || parser->content_length > 0;
    // Upgrades are not followed, so that both sides read on.
    parser->upgrade = 0;
    return 0;
}

int on_body(llhttp_t* parser, const char* at, std::size_t length) {
    collector_of(parser).body.append(at, length);
    return 0;
}

int on_complete(llhttp_t* parser) {
    Collector& now = collector_of(parser);
    std::string message = llhttp_method_name(static_cast<llhttp_method_t>(parser->method));
    message += " " + now.url;
    if (now.has_body) message += " [" + now.body + "]";
    now.reading.messages.push_back(message);
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
    if (error != HPE_OK) collector.reading.error = llhttp_errno_name(error);
    return collector.reading;
}

// The predicates of the lists see the bytes from the message on where the readings part.
bool always(std::string_view) { return true; }

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool has_lone_line_end(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) return true;
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] != '\n') return true;
    }
    return false;
}

bool has_odd_request_line(std::string_view text) {
    if (text.starts_with("\r\n")) text.remove_prefix(2);
    const std::string_view line = text.substr(0, text.find("\r\n"));
    const bool usual = !line.starts_with('\r') && std::ranges::count(line, ' ') == 2 && line.size() > 9 &&
                       line[line.size() - 9] == ' ' && has(line, " HTTP/");
    return !usual;
}

bool has_tab(std::string_view text) { return has(text, "\t"); }
bool has_empty_name(std::string_view text) { return has(text, "\r\n:"); }
bool has_fold(std::string_view text) { return has(text, "\r\n ") || has(text, "\r\n\t"); }
bool is_long(std::string_view text) {
    return text.size() > max_header_line || static_cast<std::size_t>(std::ranges::count(text, '\n')) > max_headers;
}
bool has_long_number(std::string_view text) {
    std::size_t digits = 0;
    for (const char c : text) {
        digits = c >= '0' && c <= '9' ? digits + 1 : 0;
        if (digits > 18) return true;
    }
    return false;
}
bool has_many_parameters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count(text, '&')) >= max_query_parameters;
}
bool is_chunked(std::string_view text) { return has(to_lower(text), "chunked"); }

/// A class of requests that we refuse although llhttp takes them.
struct Stricter {
    const Refusal* refusal;
    bool (*applies)(std::string_view bytes);
    const char* why;
};
constexpr std::array stricter = {
    Stricter{&refusal::line_end, has_lone_line_end, "it takes LF for CR LF, and CR LF CR for the end of the headers"},
    Stricter{&refusal::request_line, has_odd_request_line,
             "it takes HTTP/0.9, several spaces, line ends in front, and other protocols (ICE, RTSP)"},
    Stricter{&refusal::version, always, "it takes 0.9 and 2.0"},
    Stricter{&refusal::method_not_allowed, always, "TRACE and CONNECT are never wanted here"},
    Stricter{&refusal::unknown_method, always, "it knows WebDAV and others"},
    Stricter{&refusal::target, always,
             "it does not look into escapes, nor at fragments, quotes, other schemes, userinfo, or a star for GET"},
    Stricter{&refusal::dot_segments, always, "it does not look at path segments"},
    Stricter{&refusal::parameters, has_many_parameters, "it has no limits"},
    Stricter{&refusal::target_too_long, is_long, "it has no limits"},
    Stricter{&refusal::headers_too_large, is_long, "it has no limits"},
    Stricter{&refusal::body_too_large, always, "it has no limits"},
    Stricter{&refusal::header_name, has_empty_name, "it takes an empty header name"},
    Stricter{&refusal::folded, has_fold, "it joins folded headers"},
    Stricter{&refusal::content_length, has_fold, "it joins folded headers"},
    Stricter{&refusal::content_length, has_long_number, "it takes more than 18 digits when they do not overflow"},
    Stricter{&refusal::host, always, "it does not look at Host"},
    Stricter{&refusal::expectation, always, "it does not look at Expect"},
    Stricter{&refusal::transfer_encoding, always,
             "it takes lists that end in chunked, chunked on HTTP/1.0, an empty coding, and several headers"},
    Stricter{&refusal::unknown_coding, always, "it looks at the last Transfer-Encoding only"},
    Stricter{&refusal::chunk, is_chunked,
             "it takes sizes of more digits, quoted or empty extension values, any length of extensions and trailers, "
             "and folds or bare LF in trailers"},
};

/// A class of requests that we take although llhttp refuses them.
struct Looser {
    const char* error;
    bool (*applies)(std::string_view bytes);
    const char* why;
};
constexpr std::array looser = {
    Looser{"HPE_INVALID_CONTENT_LENGTH", is_chunked, "in trailers, which we drop unread (RFC 9110, section 6.5.1)"},
    Looser{"HPE_INVALID_CONTENT_LENGTH", has_tab,
           "a tab behind the length is optional white space (RFC 9110, section 5.5)"},
    Looser{"HPE_UNEXPECTED_CONTENT_LENGTH", is_chunked, "in trailers, likewise"},
    Looser{"HPE_INVALID_TRANSFER_ENCODING", is_chunked, "in trailers, likewise"},
    Looser{"HPE_INVALID_CHUNK_SIZE", is_chunked, "it refuses another extension behind one that has a value"},
};

/// We show an absolute target in its origin form.
bool is_same(const std::string& ours, const std::string& theirs) {
    if (ours == theirs) return true;
    const std::size_t target = ours.find(' ') + 1;
    const std::string shown = to_lower(theirs.substr(std::min(target, theirs.size())));
    const bool absolute = shown.starts_with("http://") || shown.starts_with("https://");
    const bool same_method = theirs.starts_with(ours.substr(0, target));
    const bool without_path = ours.substr(target, 1) == "/" && theirs.ends_with(ours.substr(target + 1));
    return absolute && same_method && (theirs.ends_with(ours.substr(target)) || without_path);
}

void print_bytes(std::string_view bytes) {
    for (const char c : bytes) {
        if (c >= ' ' && c < 0x7f) {
            std::putchar(c);
        } else {
            std::printf("\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        }
    }
    std::putchar('\n');
}

class Comparison {
public:
    void compare(std::string_view bytes) {
        const Judged ours = judge_all(bytes);
        const Reading theirs = read_by_llhttp(bytes);
        const std::size_t both = std::min(ours.messages.size(), theirs.messages.size());
        for (std::size_t i = 0; i < both; ++i) {
            if (!is_same(ours.messages[i], theirs.messages[i])) return fail(bytes, "a message differs");
        }
        const std::string_view rest = bytes.substr(both == 0 ? 0 : ours.ends[both - 1]);
        if (theirs.messages.size() > both) return note_stricter(ours, rest);
        if (ours.messages.size() > both) note_looser(theirs, rest);
    }

    [[nodiscard]] bool report() const {
        for (const auto& [reason, count] : counts_) std::printf("%9ld  %s\n", count, reason.c_str());
        std::printf("%9ld  unlisted differences\n", failures_);
        return failures_ == 0;
    }

private:
    void note_stricter(const Judged& ours, std::string_view rest) {
        if (ours.refusal == nullptr) return fail(rest, "we wait for more, llhttp has a whole message");
        const auto reason = std::ranges::find_if(
            stricter, [&](const Stricter& one) { return one.refusal == ours.refusal && one.applies(rest); });
        if (reason == stricter.end()) return fail(rest, std::string("only we refuse: ") + ours.refusal->message.data());
        ++counts_[std::string("we refuse: ") + reason->why];
    }

    void note_looser(const Reading& theirs, std::string_view rest) {
        const auto reason = std::ranges::find_if(
            looser, [&](const Looser& one) { return one.error == theirs.error && one.applies(rest); });
        if (reason == looser.end()) return fail(rest, "only llhttp refuses: " + theirs.error);
        ++counts_[std::string("we take: ") + reason->why];
    }

    void fail(std::string_view bytes, const std::string& what) {
        if (++failures_ > 20) return;
        std::printf("%s\n    ", what.c_str());
        print_bytes(bytes.substr(0, 500));
    }

    std::map<std::string, long> counts_;
    long failures_ = 0;
};

class Mutator {
public:
    explicit Mutator(unsigned long seed) : random_(seed), table_(parser_cases()) {}

    [[nodiscard]] const std::vector<ParserCase>& table() const { return table_; }
    [[nodiscard]] std::string make() {
        std::string bytes = any_case().substr(0, 2000);
        for (std::size_t edits = 1 + below(4); edits > 0; --edits) edit(bytes);
        return bytes;
    }

private:
    void edit(std::string& bytes) {
        constexpr std::string_view spice("\r\n\r\n \t\0:;,=/?#%\x7f\x80\xff\x30\x31\x39\x61\x46+-_\"", 27);
        const std::size_t at = below(bytes.size() + 1);
        const char one = spice[below(spice.size())];
        switch (below(5)) {
            case 0:
                bytes.insert(at, 1, one);
                break;
            case 1:
                bytes.replace(at, at < bytes.size() ? 1 : 0, 1, one);
                break;
            case 2:
                bytes.erase(at, 1 + below(3));
                break;
            case 3:
                bytes.insert(at, 1, static_cast<char>(below(256)));
                break;
            default: {
                const std::string& other = any_case();
                bytes.insert(at, other.substr(below(other.size() + 1), 1 + below(200)));
            }
        }
    }
    [[nodiscard]] std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
    [[nodiscard]] const std::string& any_case() { return table_[below(table_.size())].bytes; }

    std::mt19937_64 random_;
    std::vector<ParserCase> table_;
};

}  // namespace

int main(int count, char** arguments) {
    const long mutations = count > 1 ? std::atol(arguments[1]) : 500'000;
    const unsigned long seed = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : std::random_device()();
    std::printf("seed %lu\n", seed);
    Mutator mutator(seed);
    Comparison comparison;
    for (const ParserCase& one : mutator.table()) comparison.compare(one.bytes);
    for (long i = 0; i < mutations; ++i) comparison.compare(mutator.make());
    return comparison.report() ? 0 : 1;
}
