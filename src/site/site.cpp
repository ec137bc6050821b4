// The public site's door.
#include "site/site.h"

#include "site/compile.h"

#include <algorithm>

namespace daymark::site {
namespace {

/// "/a/b/" → "a/b"
std::string_view below_root(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

/// "/incident/<id>/": links of a document below the root hold without the slash at the end only.
bool has_surplus_slash(std::string_view path) { return path.ends_with('/') && !below_root(path).empty(); }

/// To the same address without the slash; relative, so that it leads nowhere else whatever was asked for.
http::Response without_slash(std::string_view path) {
    const std::string_view wanted = below_root(path);
    const std::size_t slash = wanted.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? wanted : wanted.substr(slash + 1);
    return {301, {{"location", "../" + std::string(last)}, {"cache-control", "public, max-age=300"}}, {}, {}};
}

http::Response answer(MissingReason reason, int status, const http::Request& request) {
    // In brotli too: an answer about a hidden page comes from the shelf, and this one must look the same.
    const Variants variants = with_brotli(pack(render_missing(nullptr, reason), status, Caching::None));
    http::Response response = respond(variants, request);
    if (status == 503) response.headers.emplace_back("retry-after", "5");
    return response;
}

}  // namespace

Site::Site(db::Db& db, const Clock& clock, SiteOptions options)
    : address_(pages::Address::of(options.base_url, options.base_host)),
      snapshots_(options.data_dir + "/snapshots"),
      compiler_(db, clock, shelf_, snapshots_, address_),
      old_notices_(db, address_),
      public_data_(db, clock, address_) {}

void Site::load() {
    for (auto& page : snapshots_.load()) shelf_.put(std::move(page));
}

void Site::start() { compiler_.start(); }

void Site::stop() { compiler_.stop(); }

std::optional<http::Ready> Site::ready(std::string_view subdomain, std::string_view path, const http::RequestHead& head,
                                       Mount mount) const {
    if (head.method != http::Method::Get && head.method != http::Method::Head) return std::nullopt;
    const CompiledPage* page = shelf_.find(subdomain);
    if (page == nullptr || has_surplus_slash(path)) return std::nullopt;
    const Variants* document = page->find(below_root(path), mount);
    if (document == nullptr) return std::nullopt;
    return choose(*document, head);
}

http::Response Site::handle(std::string_view subdomain, std::string_view path, const http::Request& request,
                            Mount mount) {
    if (request.method != http::Method::Get && request.method != http::Method::Head) {
        return {405,
                {{"allow", "GET, HEAD"}, {"content-type", "text/plain; charset=utf-8"}},
                "Pages can only be read.\n",
                {}};
    }
    if (has_surplus_slash(path)) return without_slash(path);
    try {
        auto page = shelf_.hold(subdomain);
        if (!page) page = compiler_.compile_now(std::string(subdomain));
        if (!page) return answer(MissingReason::NoSuchPage, 404, request);
        if (const Variants* document = page->find(below_root(path), mount)) return respond(*document, request);
        if (page->documents.empty()) return respond(*page->missing, request);
        if (const auto notice = old_notices_.find(*page, below_root(path))) return respond(*notice, request);
        return respond(*page->missing, request);
    } catch (const Error&) {
        return answer(MissingReason::NotReady, 503, request);
    }
}

http::Response Site::public_data(std::string_view subdomain, std::string_view path, const http::Request& request) {
    auto page = shelf_.hold(subdomain);
    if (!page) page = compiler_.compile_now(std::string(subdomain));
    if (!page || page->documents.empty()) throw Error::not_found("Page");
    const std::string_view wanted = below_root(path);
    if (wanted.ends_with(".json")) {
        if (const Variants* document = page->find(wanted, Mount::MainHost)) return respond(*document, request);
    }
    return respond(*public_data_.find(*page, wanted, request), request);
}

SiteCounts Site::counts() const { return {shelf_.size(), compiler_.compiled(), compiler_.caught_up()}; }

}  // namespace daymark::site
