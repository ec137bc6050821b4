// The public site's door.
#include "site/site.h"

#include "site/compile.h"
#include "site/live.h"
#include "site/local_path.h"
#include "site/render_words.h"
#include "site/uploaded.h"
#include "site/widgets.h"

#include <algorithm>

namespace daymark::site {
namespace {

/// "/a/b/" → "a/b"
std::string_view below_root(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

/// Links hold from the right address only: the page's own ends in a slash, "/" or "/de/", all others in none.
bool ends_rightly(std::string_view path) {
    const std::string_view wanted = below_root(path);
    return wanted.empty() || path.ends_with('/') == (Words::find(wanted) != nullptr);
}

/// To the same address with the right end; relative, so that it leads nowhere else whatever was asked for.
http::Response to_right_end(std::string_view path) {
    const std::string_view wanted = below_root(path);
    const std::size_t slash = wanted.rfind('/');
    const std::string last(slash == std::string_view::npos ? wanted : wanted.substr(slash + 1));
    const std::string location = path.ends_with('/') ? "../" + last : "./" + last + "/";
    return {301, {{"location", location}, {"cache-control", "public, max-age=300"}}, {}, {}};
}

/// What stands ready for an address below the page's root. A badge in another style than the usual does not.
const Variants* ready_document(const CompiledPage& page, std::string_view path, bool has_query, Mount mount) {
    return has_query && path == badge_path ? nullptr : page.find(kept_path(path), mount);
}

http::Response no_page(MissingReason reason, int status, const http::Request& request) {
    // In brotli too: an answer about a hidden page comes from the shelf, and this one must look the same.
    const Variants variants = with_brotli(pack(render_missing(nullptr, reason), status, Caching::None));
    http::Response response = respond(variants, request);
    if (status == 503) response.headers.emplace_back("retry-after", "5");
    return response;
}

http::Response only_for_reading() {
    return {
        405, {{"allow", "GET, HEAD"}, {"content-type", "text/plain; charset=utf-8"}}, "Pages can only be read.\n", {}};
}

}  // namespace

Site::Site(db::Db& db, const World& world, SiteOptions options)
    : db_(db),
      world_(world),
      address_(pages::Address::of(options.base_url, options.base_host)),
      means_(std::move(options.oauth)),
      snapshots_(options.data_dir + "/snapshots", world.key),
      compiler_(db, world, shelf_, snapshots_, address_, options.broadcast),
      exporter_({db, world.clock, shelf_, compiler_}, address_, options.export_dir),
      on_demand_(db, address_, means_),
      public_data_(db, world.clock, address_),
      visitors_(db, world, address_, options.base_url, means_),
      entrance_(db, world, address_),
      intercom_({db, [this](const std::string& subdomain) { return hold(subdomain); }}, address_,
                options.base_url + "/integrations/intercom/", options.intercom_secret),
      oauth_(db, world, address_, options.base_url, means_) {}

void Site::load() {
    for (auto& page : snapshots_.load()) shelf_.put(std::move(page));
}

void Site::start() {
    compiler_.start();
    exporter_.start();
}

void Site::stop() {
    exporter_.stop();
    compiler_.stop();
}

std::optional<http::Ready> Site::ready(std::string_view subdomain, std::string_view path, const http::RequestHead& head,
                                       Mount mount) const {
    if (head.method != http::Method::Get && head.method != http::Method::Head) return std::nullopt;
    const std::string_view wanted = below_root(path);
    if (is_widget_script(wanted)) return choose(widget_bytes(), head);
    const CompiledPage* page = shelf_.find(subdomain);
    if (page == nullptr || !ends_rightly(path)) return std::nullopt;
    if (page->gate) page = ready_room(*page, wanted, head, mount);
    if (page == nullptr) return std::nullopt;
    const Variants* document = ready_document(*page, wanted, !head.query.empty(), mount);
    if (document == nullptr) return std::nullopt;
    return choose(*document, head);
}

const CompiledPage* Site::ready_room(const CompiledPage& page, std::string_view path, const http::RequestHead& head,
                                     Mount mount) const {
    const auto admitted = page.gate->admit(entrance_.reader_of(head, path, mount), world_.clock.now());
    if (!admitted) return nullptr;
    const auto room = page.rooms.find(admitted->audience.key());
    return room == page.rooms.end() ? nullptr : room->second.get();
}

std::optional<http::Stream> Site::stream(std::string_view subdomain, std::string_view path,
                                         const http::RequestHead& head, Mount mount) const {
    if (head.method != http::Method::Get || !is_events(below_root(path)) || !ends_rightly(path)) return std::nullopt;
    const CompiledPage* page = shelf_.find(subdomain);
    if (page != nullptr && page->gate) page = ready_room(*page, events_path, head, mount);
    if (page == nullptr || page->documents.empty()) return std::nullopt;
    return stream_of(*page, head.header("last-event-id"));
}

http::Response Site::handle(std::string_view subdomain, std::string_view path, const http::Request& request,
                            Mount mount) {
    const bool reads = request.method == http::Method::Get || request.method == http::Method::Head;
    if (!reads && request.method != http::Method::Post) return only_for_reading();
    if (reads && !ends_rightly(path)) return to_right_end(path);
    const std::string_view wanted = below_root(path);
    if (reads && is_widget_script(wanted)) return respond(widget_bytes(), request);
    try {
        if (reads) {
            if (auto picture = uploaded(db_, shelf_.find(subdomain), wanted)) return *std::move(picture);
        }
        const auto page = hold(subdomain);
        if (!page) return no_page(MissingReason::NoSuchPage, 404, request);
        return page->gate ? answer_private(*page, wanted, request, mount) : answer(*page, wanted, request, mount, {});
    } catch (const Error&) {
        return no_page(MissingReason::NotReady, 503, request);
    }
}

http::Response Site::answer(const CompiledPage& page, std::string_view path, const http::Request& request, Mount mount,
                            const std::string& programs_token) {
    const bool reads = request.method != http::Method::Post;
    if (page.documents.empty()) return reads ? respond(*page.missing, request) : only_for_reading();
    if (auto told = visitors_.answer(page, path, request, programs_token)) return *std::move(told);
    if (!reads) return only_for_reading();
    const Variants* document = ready_document(page, path, !request.query.empty(), mount);
    if (document != nullptr) return respond(*document, request);
    if (auto past = Entrance::past(path)) return *std::move(past);
    if (is_events(path)) {
        // Whoever is known by their address only never gets a stream: it would come again and again in vain.
        const bool by_address = !page.audience.is_everybody() && programs_token.empty();
        return by_address ? http::Response{204, {{"cache-control", "no-store"}}, {}, {}} : come_again();
    }
    return on_demand(page, path, request, mount);
}

http::Response Site::answer_private(const CompiledPage& page, std::string_view path, const http::Request& request,
                                    Mount mount) {
    if (auto visit = entrance_.begin(page, path, request, mount)) return *std::move(visit);
    if (const auto admitted = page.gate->admit(entrance_.reader_of(request, path, mount), world_.clock.now())) {
        const auto room = compiler_.room(page, admitted->audience);
        if (!room) return respond(*page.missing, request);
        const auto& pass = admitted->pass;
        return answer(*room, path, request, mount, pass ? page.gate->token_of(*pass, PassUse::Programs, 0) : "");
    }
    // Whoever holds the link out of a message may say yes, or end their subscription.
    if (auto told = visitors_.answer(page, path, request, {})) return *std::move(told);
    return entrance_.refuse(page, path, request);
}

std::shared_ptr<const CompiledPage> Site::hold(std::string_view subdomain) {
    auto page = shelf_.hold(subdomain);
    return page ? page : compiler_.compile_now(std::string(subdomain));
}

http::Response Site::on_demand(const CompiledPage& page, std::string_view path, const http::Request& request,
                               Mount mount) {
    try {
        const auto made = on_demand_.find(page, path, request, mount);
        return respond(made ? *made : *page.missing, request);
    } catch (const Error&) {
        // The database is away: the page in another language or look than the one asked for is better than none.
        if (const Variants* own = page.find(kept_path(local_path(path).path), mount)) return respond(*own, request);
        throw;
    }
}

http::Response Site::public_data(std::string_view subdomain, std::string_view path, const http::Request& request) {
    const auto page = hold(subdomain);
    if (!page || page->documents.empty()) throw Error::not_found("Page");
    const std::string_view wanted = below_root(path);
    if (wanted.ends_with(".json")) {
        if (const Variants* document = page->find(wanted, Mount::MainHost)) return respond(*document, request);
    }
    return respond(*public_data_.find(*page, wanted, request), request);
}

SiteCounts Site::counts() const { return {shelf_.size(), compiler_.compiled(), compiler_.caught_up()}; }

}  // namespace daymark::site
