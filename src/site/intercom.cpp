// Requests of Intercom's Canvas Kit.
#include "site/intercom.h"

#include "pages/page_store.h"
#include "platform/crypto/signature.h"
#include "platform/text/trim.h"
#include "site/compile.h"
#include "site/render_canvas.h"
#include "site/render_words.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr std::string_view json_type = "application/json; charset=utf-8";

/// A text somewhere in the request: "canvas.stored_data.page"; "" when there is none.
std::string text_at(const json::value& body, std::string_view path) {
    const json::value* at = &body;
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        const json::object* object = at->if_object();
        at = object == nullptr ? nullptr : object->if_contains(name);
        if (at == nullptr) return {};
        path.remove_prefix(std::min(name.size() + 1, path.size()));
    }
    return at->is_string() ? std::string(at->get_string()) : std::string();
}

/// "de" for "de-AT"; nothing when there are no words in the language.
const Words* words_near(std::string_view locale) {
    const std::string wanted = http::to_lower(locale);
    const Words* words = Words::find(wanted);
    return words != nullptr ? words : Words::find(wanted.substr(0, wanted.find('-')));
}

/// People enter the subdomain, or copy the page's address.
std::string subdomain_in(std::string_view given) {
    given = text::trimmed(given);
    const std::size_t scheme = given.find("://");
    if (scheme != std::string_view::npos) given.remove_prefix(scheme + 3);
    return http::to_lower(given.substr(0, given.find_first_of("./:")));
}

http::Response answer_with(std::string body) {
    return {200, {{"content-type", std::string(json_type)}, {"cache-control", "no-store"}}, std::move(body), {}};
}

}  // namespace

struct Intercom::Asked {
    std::string page;     // as it was entered or configured
    const Words* locale;  // of the messenger; null: in none that we speak

    explicit Asked(const json::value& body) : locale(words_near(text_at(body, "context.locale"))) {
        // Where each of the steps tells it.
        for (const char* path : {"input_values.page", "card_creation_options.page", "canvas.stored_data.page",
                                 "current_canvas.stored_data.page"}) {
            if (page.empty()) page = text_at(body, path);
        }
    }
    [[nodiscard]] const Words& words() const { return locale != nullptr ? *locale : Words::of("en"); }
};

Intercom::Intercom(Parts parts, Address address, std::string root, std::string secret)
    : parts_(std::move(parts)), address_(std::move(address)), root_(std::move(root)), secret_(std::move(secret)) {}

http::Response Intercom::answer(std::string_view step, const http::Request& request) {
    const bool known = step == "configure" || step == "initialize" || step == "submit" || step == "content";
    if (secret_.empty() || !known) throw Error::not_found("Path");
    if (request.method != http::Method::Post) throw Error(ErrorCode::MethodNotAllowed, "Intercom asks with POST");
    if (!crypto::is_signature(request.header("x-body-signature"), request.body, secret_)) {
        throw Error(ErrorCode::Unauthorized, "X-Body-Signature is not that of this app and body");
    }
    const Asked asked(json::parse(request.body));
    if (step == "content") return answer_with(content(asked));
    return answer_with(json::text(step == "configure" ? configure(asked) : card(asked)));
}

json::object Intercom::configure(const Asked& asked) {
    if (const auto page = find_public(asked.page)) return {{"results", {{"page", page->subdomain}}}};
    return {{"canvas", {{"content", canvas_of_question(asked.words(), asked.page)}}}};
}

/// What is on the card is asked for each time that somebody looks at it.
json::object Intercom::card(const Asked& asked) {
    return {{"canvas", {{"content_url", root_ + "content"}, {"stored_data", {{"page", subdomain_in(asked.page)}}}}}};
}

std::string Intercom::content(const Asked& asked) {
    const auto page = find_public(asked.page);
    if (!page) return json::text(json::object{{"content", canvas_of_nothing(asked.words())}});
    const std::string key = page->page_id + "/" + (asked.locale == nullptr ? "" : asked.locale->code());
    const std::string version = std::to_string(page->revision) + "/" + std::to_string(page->compiled_at);
    if (const auto kept = recent_.find(key, version)) return kept->full.front()->body;
    std::string made = content_of(*page, asked);
    recent_.keep(key, version,
                 std::make_shared<const Variants>(pack({std::string(json_type), made, {}}, 200, Caching::None)));
    return made;
}

std::shared_ptr<const CompiledPage> Intercom::find_public(const std::string& given) const {
    const std::string subdomain = subdomain_in(given);
    auto page = subdomain.empty() ? nullptr : parts_.find_page(subdomain);
    return page && !page->documents.empty() ? page : nullptr;
}

std::string Intercom::content_of(const CompiledPage& page, const Asked& asked) const {
    return parts_.db.read([&](db::Tx& tx) {
        const auto record = pages::find(tx, page.page_id);
        if (!record || !is_shown_to(*record, page.audience))
            return json::text(json::object{{"content", canvas_of_nothing(asked.words())}});
        const std::string& language = asked.locale == nullptr ? record->settings.language : asked.locale->code();
        const PageView view = gather(tx, *record, page.compiled_at, address_, page.audience, language);
        return json::text(json::object{{"content", canvas_content(view)}});
    });
}

}  // namespace daymark::site
