// Packing of documents and choice of an encoding.
#include "site/compiled_page.h"

#include "platform/crypto/secret_key.h"
#include "platform/text/compress.h"
#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr std::array<std::string_view, encoding_count> encoding_names{"", "gzip", "br"};
constexpr std::array<std::string_view, encoding_count> etag_marks{"", "-g", "-b"};

std::string_view cache_control(Caching caching) {
    switch (caching) {
        case Caching::Public:
            return "public, max-age=5, stale-while-revalidate=60, stale-if-error=86400";
        case Caching::Minute:
            return "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400";
        case Caching::Hour:
            return "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=86400";
        case Caching::Private:
            return "private, no-store";
        case Caching::None:
            break;
    }
    return "no-store";
}

constexpr std::string_view open_to_all_sites = "Access-Control-Allow-Origin: *\r\n";

/// The headers that 200 and 304 share.
std::string common_headers(const std::string& etag, Caching caching) {
    std::string head = "Cache-Control: " + std::string(cache_control(caching)) + "\r\nVary: Accept-Encoding";
    // No cache keeps such an answer; one that does all the same must not take it for another reader's.
    if (caching == Caching::Private) head += ", Cookie, Authorization";
    head += "\r\n";
    if (caching != Caching::None) head += "ETag: " + etag + "\r\n";
    return head;
}

/// Status line and headers that do not depend on the encoding.
std::string shared_lines(const Document& document, int status) {
    std::string lines = "HTTP/1.1 " + std::to_string(status) + " " + std::string(http::reason_of(status)) + "\r\n";
    lines += "Content-Type: " + document.content_type + "\r\n";
    lines += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n";
    if (!document.content_security_policy.empty()) {
        lines += "Content-Security-Policy: " + document.content_security_policy + "\r\n";
    }
    // Contract §8: public data may be read from any site. It carries no cookie and no secret. The same holds for the
    // news that there is none, or a browser would report to its console that a widget was refused.
    if (!document.content_type.starts_with("text/html") || status >= 400) lines += open_to_all_sites;
    return lines;
}

void add(Variants& variants, Encoding encoding, std::string body) {
    const auto i = static_cast<std::size_t>(encoding);
    const std::string etag = "\"" + variants.hash + std::string(etag_marks[i]) + "\"";
    const std::string common = common_headers(etag, variants.caching);
    std::string head = variants.shared_lines + "Content-Length: " + std::to_string(body.size()) + "\r\n";
    if (encoding != Encoding::Identity) head += "Content-Encoding: " + std::string(encoding_names[i]) + "\r\n";
    head += common;
    variants.full[i] = std::make_shared<const http::ReadyBytes>(http::ReadyBytes{std::move(head), std::move(body)});
    variants.not_modified[i] =
        std::make_shared<const http::ReadyBytes>(http::ReadyBytes{"HTTP/1.1 304 Not Modified\r\n" + common, {}});
    // An error is sent again each time: a client must never hold it for the page.
    if (variants.caching != Caching::None) variants.etags[i] = etag;
}

/// Calls `use` for each item of a comma-separated header value.
template <class Use>
void each_item(std::string_view list, Use use) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        use(text::trimmed(list.substr(0, comma)));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
}

/// Whether "gzip;q=0.5" allows the coding; q=0 forbids it.
bool is_allowed(std::string_view parameters) {
    const std::size_t q = parameters.find("q=");
    if (q == std::string_view::npos) return true;
    const std::string_view weight = text::trimmed(parameters.substr(q + 2));
    return weight.find_first_not_of("0.") != std::string_view::npos;
}

bool matches(std::string_view if_none_match, std::string_view etag) {
    bool found = false;
    each_item(if_none_match, [&](std::string_view item) {
        if (item.starts_with("W/")) item.remove_prefix(2);
        found = found || item == etag || item == "*";
    });
    return found;
}

/// Ready bytes as a worker's answer: the head is taken apart again, since the server writes heads of workers itself.
http::Response response_of(const std::shared_ptr<const http::ReadyBytes>& ready) {
    http::Response response;
    std::string_view head = ready->head;
    response.status = 100 * (head[9] - '0') + 10 * (head[10] - '0') + (head[11] - '0');
    head.remove_prefix(head.find("\r\n") + 2);
    while (!head.empty()) {
        const std::size_t end = head.find("\r\n");
        const std::string_view line = head.substr(0, end);
        const std::size_t colon = line.find(": ");
        const std::string_view name = line.substr(0, colon);
        if (name != "Content-Length") response.headers.emplace_back(name, line.substr(colon + 2));
        head.remove_prefix(end + 2);
    }
    response.shared_body = std::shared_ptr<const std::string>(ready, &ready->body);
    return response;
}

struct Choice {
    const std::shared_ptr<const http::ReadyBytes>& bytes;
    bool not_modified;
};

Choice choice_of(const Variants& variants, std::string_view accept_encoding, std::string_view if_none_match) {
    const auto i = static_cast<std::size_t>(choose_encoding(accept_encoding, variants.has_brotli()));
    const std::string& etag = variants.etags[i];
    const bool same = !if_none_match.empty() && !etag.empty() && matches(if_none_match, etag);
    return {same ? variants.not_modified[i] : variants.full[i], same};
}

}  // namespace

Variants pack(const Document& document, int status, Caching caching) {
    Variants variants;
    variants.shared_lines = shared_lines(document, status);
    variants.hash = crypto::short_hash(document.body + document.content_security_policy);
    variants.caching = caching;
    add(variants, Encoding::Identity, document.body);
    add(variants, Encoding::Gzip, text::gzip(document.body));
    return variants;
}

Variants with_brotli(const Variants& variants) {
    Variants whole = variants;
    add(whole, Encoding::Brotli, text::brotli(variants.full[static_cast<std::size_t>(Encoding::Identity)]->body));
    return whole;
}

Variants kept_private(const Variants& variants) {
    if (variants.caching == Caching::Private || variants.caching == Caching::None) return variants;
    Variants own = variants;
    own.caching = Caching::Private;
    const std::size_t open = own.shared_lines.find(open_to_all_sites);
    if (open != std::string::npos) own.shared_lines.erase(open, open_to_all_sites.size());
    own.shared_lines += "X-Robots-Tag: noindex\r\n";
    for (std::size_t i = 0; i < encoding_count; ++i) {
        if (variants.full[i]) add(own, static_cast<Encoding>(i), variants.full[i]->body);
    }
    return own;
}

Encoding choose_encoding(std::string_view accept_encoding, bool has_brotli) {
    bool gzip = false;
    bool brotli = false;
    each_item(accept_encoding, [&](std::string_view item) {
        const std::size_t semicolon = std::min(item.find(';'), item.size());
        const std::string_view name = text::trimmed(item.substr(0, semicolon));
        const bool allowed = is_allowed(item.substr(semicolon));
        if (name == "br")
            brotli = allowed && has_brotli;
        else if (name == "gzip" || name == "x-gzip" || name == "*")
            gzip = allowed;
    });
    if (brotli) return Encoding::Brotli;
    return gzip ? Encoding::Gzip : Encoding::Identity;
}

http::Ready choose(const Variants& variants, const http::RequestHead& head) {
    const Choice choice = choice_of(variants, head.header("accept-encoding"), head.header("if-none-match"));
    return {choice.bytes, !choice.not_modified && head.method != http::Method::Head};
}

http::Response respond(const Variants& variants, const http::Request& request) {
    return response_of(choice_of(variants, request.header("accept-encoding"), request.header("if-none-match")).bytes);
}

const Variants* CompiledPage::find(std::string_view path, Mount mount) const {
    if (mount == Mount::MainHost) {
        if (const auto stand_in = inert.find(path); stand_in != inert.end()) return stand_in->second.get();
    }
    const auto found = documents.find(path);
    return found == documents.end() ? nullptr : found->second.get();
}

}  // namespace daymark::site
