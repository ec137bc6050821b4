// Gates of private pages.
#include "site/gate.h"

#include "audience_groups/audience_group_store.h"
#include "components/component_store.h"
#include "pages/page_actions.h"
#include "platform/crypto/signature.h"
#include "platform/text/number.h"
#include "platform/text/trim.h"
#include "team/teammate_store.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace daymark::site {
namespace {

using audience_groups::AudienceGroup;

/// All there are: a page's groups and a workspace's team fit into memory.
constexpr std::int64_t all = 1'000'000;

constexpr std::array<std::pair<char, Pass::Way>, 4> way_letters = {
    {{'l', Pass::Way::Link}, {'p', Pass::Way::Password}, {'t', Pass::Way::Teammate}, {'e', Pass::Way::EmailDomain}}};

char letter_of(Pass::Way way) {
    return std::ranges::find(way_letters, way, &std::pair<char, Pass::Way>::second)->first;
}

/// A group of components stands for what is in it, now and later.
void add_with_children(const std::vector<components::Component>& all_components, const std::string& id,
                       std::set<std::string>& ids) {
    ids.insert(id);
    for (const auto& component : all_components) {
        if (component.group_id == id) add_with_children(all_components, component.id, ids);
    }
}

/// The components of each teammate who is in a group, by the teammate's id.
std::map<std::string, std::set<std::string>> components_by_teammate(
    const std::vector<AudienceGroup>& groups, const std::vector<components::Component>& all_components) {
    std::map<std::string, std::set<std::string>> found;
    for (const AudienceGroup& group : groups) {
        std::set<std::string> ids;
        for (const auto& link : group.components) add_with_children(all_components, link.target_id, ids);
        for (const auto& link : group.teammates) found[link.target_id].insert(ids.begin(), ids.end());
    }
    return found;
}

}  // namespace

Gate Gate::of(db::Tx& tx, const World& world, const pages::Page& page) {
    Gate gate;
    gate.key_ = &world.key;
    gate.page_id_ = page.id;
    if (page.settings.use_allow_list) gate.allow(page.settings.allow_list);
    gate.domains_ = page.settings.allowed_email_domains;
    if (const auto token = pages::secure_token_of(world, page)) gate.link_mark_ = world.key.hash("site.link/" + *token);
    if (const auto password = pages::password_of(tx, world, page.id))
        gate.password_mark_ = world.key.hash("site.password/" + *password);

    const auto groups = audience_groups::list_of_page(tx, page.id, {.limit = all, .after = {}});
    const auto parts = components_by_teammate(groups, components::list_of_page(tx, page.id));
    // Guess: where there are groups, whoever is in none sees nothing that is of a component; who works on the page
    // sees all of it.
    gate.others_ = groups.empty() ? Audience::insiders() : Audience::of({});
    std::map<std::string, std::size_t> known;  // by key
    for (const team::Teammate& teammate : team::list_of_workspace(tx, page.workspace_id, {.limit = all, .after = {}})) {
        const auto in_groups = parts.find(teammate.id);
        Audience audience = gate.others_;
        if (team::may(teammate.permission, team::Needs::SeePage))
            audience = Audience::insiders();
        else if (in_groups != parts.end())
            audience = Audience::of({in_groups->second.begin(), in_groups->second.end()});
        const auto [at, is_new] = known.try_emplace(audience.key(), gate.audiences_.size());
        if (is_new) gate.audiences_.push_back(std::move(audience));
        gate.teammates_[teammate.id] = at->second;
    }
    return gate;
}

void Gate::allow(const std::vector<std::string>& networks) {
    allow_list_ = networks;
    for (const std::string& text : networks) {
        if (const auto network = http::Network::of(text)) networks_.push_back(*network);
    }
}

std::string Gate::text() const {
    json::array audiences;
    for (const Audience& audience : audiences_) audiences.emplace_back(audience.text());
    json::object teammates;
    for (const auto& [id, at] : teammates_) teammates[id] = at;
    return json::text(json::object{{"page", page_id_},
                                   {"allowList", json::array(allow_list_.begin(), allow_list_.end())},
                                   {"domains", json::array(domains_.begin(), domains_.end())},
                                   {"link", link_mark_},
                                   {"password", password_mark_},
                                   {"others", others_.text()},
                                   {"audiences", std::move(audiences)},
                                   {"teammates", std::move(teammates)}});
}

Gate Gate::from_text(std::string_view text, const crypto::SecretKey& key) {
    const json::object stored = json::parse(text, {.values = 10'000'000, .string_bytes = 1 << 24}).as_object();
    const auto word = [&](std::string_view name) { return std::string(stored.at(name).as_string()); };
    const auto words = [&](std::string_view name) {
        std::vector<std::string> list;
        for (const json::value& one : stored.at(name).as_array()) list.emplace_back(one.as_string());
        return list;
    };
    Gate gate;
    gate.key_ = &key;
    gate.page_id_ = word("page");
    gate.allow(words("allowList"));
    gate.domains_ = words("domains");
    gate.link_mark_ = word("link");
    gate.password_mark_ = word("password");
    gate.others_ = Audience::from_text(word("others"));
    for (const std::string& one : words("audiences")) gate.audiences_.push_back(Audience::from_text(one));
    for (const auto& [id, at] : stored.at("teammates").as_object())
        gate.teammates_[id] = std::min(at.to_number<std::size_t>(), gate.audiences_.size() - 1);
    return gate;
}

const Audience* Gate::audience_of(const Pass& pass) const {
    switch (pass.way) {
        case Pass::Way::Link:
            return link_mark_.empty() ? nullptr : &others_;
        case Pass::Way::Password:
            return password_mark_.empty() ? nullptr : &others_;
        case Pass::Way::EmailDomain:
            return welcomes_domain(pass.holder) ? &others_ : nullptr;
        case Pass::Way::Teammate:
            break;
    }
    const auto found = teammates_.find(pass.holder);
    return found == teammates_.end() ? nullptr : &audiences_[found->second];
}

std::optional<Gate::Admission> Gate::admit(const Reader& reader, Millis now) const {
    // A pass may show more than the address does.
    if (auto pass = pass_of(reader, now)) return Admission{*audience_of(*pass), std::move(pass)};
    const auto holds = [&](const http::Network& network) { return network.holds(reader.address); };
    if (std::ranges::none_of(networks_, holds)) return std::nullopt;
    return Admission{others_, std::nullopt};
}

std::optional<Pass> Gate::by_link(std::string_view token) const {
    if (link_mark_.empty() || key_->hash("site.link/" + std::string(token)) != link_mark_) return std::nullopt;
    return Pass{Pass::Way::Link, {}};
}

std::optional<Pass> Gate::by_password(std::string_view typed) const {
    if (password_mark_.empty() || key_->hash("site.password/" + std::string(typed)) != password_mark_)
        return std::nullopt;
    return Pass{Pass::Way::Password, {}};
}

bool Gate::welcomes_domain(std::string_view domain) const {
    return std::ranges::any_of(domains_,
                               [&](const std::string& known) { return http::same_ignoring_case(known, domain); });
}

const std::string& Gate::mark_of(Pass::Way way) const {
    static const std::string none;
    if (way == Pass::Way::Link) return link_mark_;
    return way == Pass::Way::Password ? password_mark_ : none;
}

std::string Gate::proof_of(std::string_view said, PassUse use, const std::string& mark) const {
    return key_
        ->hash("site.pass/" + std::to_string(static_cast<int>(use)) + "/" + page_id_ + "/" + std::string(said) + "/" +
               mark)
        .substr(0, 40);
}

std::string Gate::token_of(const Pass& pass, PassUse use, Millis expires_at) const {
    const std::string said =
        std::string(1, letter_of(pass.way)) + "." + std::to_string(expires_at / one_second) + "." + pass.holder;
    return proof_of(said, use, mark_of(pass.way)) + "." + said;
}

std::optional<Pass> Gate::pass_of(std::string_view token, PassUse use, Millis now) const {
    const std::string_view proof = text::take_until(token, '.');
    const std::string_view said = token;
    const std::string_view letter = text::take_until(token, '.'), seconds = text::take_until(token, '.');
    const auto way =
        std::ranges::find(way_letters, letter.empty() ? '\0' : letter.front(), &std::pair<char, Pass::Way>::first);
    if (way == way_letters.end() || letter.size() != 1) return std::nullopt;
    if (!crypto::same_proof(proof, proof_of(said, use, mark_of(way->second)))) return std::nullopt;
    const Millis expires_at = text::whole_number<Millis>(seconds).value_or(1) * one_second;
    if (expires_at != 0 && expires_at <= now) return std::nullopt;
    const Pass pass{way->second, std::string(token)};
    return audience_of(pass) != nullptr ? std::optional(pass) : std::nullopt;
}

std::optional<Pass> Gate::pass_of(const Reader& reader, Millis now) const {
    if (!reader.programs.empty()) {
        if (auto pass = pass_of(reader.programs, PassUse::Programs, now)) return pass;
    }
    return reader.visit.empty() ? std::nullopt : pass_of(reader.visit, PassUse::Visit, now);
}

}  // namespace daymark::site
