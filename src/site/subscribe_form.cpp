// Ways to hear of changes, and what people fill in.
#include "site/subscribe_form.h"

#include "platform/base/error.h"
#include "platform/base/id.h"
#include "site/render_frame.h"
#include "site/render_words.h"

#include <algorithm>

namespace daymark::site {
namespace {

using subscribers::Channel;

constexpr std::array<Way, 12> all_ways = {{
    {"email", "", "channel_email", Channel::Email},
    {"sms", "SMS", "", Channel::Sms},
    {"webhook", "Webhook", "", Channel::Webhook},
    {"slack", "Slack", "", Channel::Slack},
    {"microsoft-teams", "Microsoft Teams", "", Channel::MicrosoftTeams},
    {"discord", "Discord", "", Channel::Discord},
    {"google-chat", "Google Chat", "", Channel::GoogleChat},
    {"x", "X", "", {}},
    {"rss", "RSS", "", {}, "history.rss"},
    {"atom", "Atom", "", {}, "history.atom"},
    {"json", "JSON Feed", "", {}, "history.json"},
    {"calendar", "", "calendar", {}, "calendar.ics"},
}};

bool is_offered(const PageFace& face, const Way& way) {
    if (way.channel == Channel::Sms) return face.tells_by_sms;
    return way.path != "x" || !twitter_name(face.twitter).empty();
}

std::vector<std::string> ids_among(std::vector<std::string> given) {
    std::erase_if(given, [](const std::string& id) { return !looks_like_id(id); });
    return given;
}

/// Of the field "address", by what it is an address of.
std::string_view address_error(const Way* way) {
    if (way == nullptr || way->channel == Channel::Email) return "error_email";
    if (way->channel == Channel::Sms) return "error_phone";
    return way->channel == Channel::Webhook ? "error_webhook" : "error_chat";
}

}  // namespace

std::vector<const Way*> ways_of(const PageFace& face) {
    std::vector<const Way*> offered;
    for (const Way& way : all_ways) {
        if (is_offered(face, way)) offered.push_back(&way);
    }
    return offered;
}

const Way* find_way(const PageFace& face, std::string_view path) {
    if (path.empty()) return &all_ways.front();
    const auto* found = std::ranges::find(all_ways, path, &Way::path);
    return found != all_ways.end() && is_offered(face, *found) ? found : nullptr;
}

void SubscribeForm::read(const Form& sent) {
    constexpr std::size_t longest = 2'048;
    address = sent.value("address").value_or("").substr(0, longest);
    webhook_email = sent.value("webhook-email").value_or("").substr(0, longest);
    choice.all = sent.value("scope") != "some";
    if (!choice.all) choice.components = ids_among(sent.values("component"));
    choice.notices = ids_among(sent.values("notice"));
    if (!choice.notices.empty() && sent.value("scope") == "notice") choice.all = false;
    if (const auto language = sent.value("language"); language && Words::find(*language) != nullptr)
        choice.language = *language;
    choice.time_zone = sent.value("zone");
}

void SubscribeForm::note(const Error& error) {
    const std::string& field = error.field();
    if (field == "webhookEmail") {
        errors["webhook-email"] = "error_email";
    } else if (field.starts_with("components")) {
        errors["components"] = "error_components";
    } else {
        errors["address"] = address_error(way);
    }
}

}  // namespace daymark::site
