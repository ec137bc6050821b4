// MessageCards, whose texts are HTML.
#include "notify/channels/microsoft_teams_connector.h"

#include "notify/channel.h"
#include "notify/chat_text.h"
#include "platform/text/html.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr std::size_t in_title = 250;

std::string with_breaks(std::string_view html) {
    std::string broken;
    for (const char c : html) c == '\n' ? broken += "<br>" : broken += c;
    return broken;
}

}  // namespace

bool is_connector(std::string_view url) {
    url.remove_prefix(std::min(url.find("://") + 3, url.size()));
    const std::string_view host = url.substr(0, url.find_first_of("/?#:"));
    return host.ends_with(".webhook.office.com") || host == "outlook.office.com";
}

json::object message_card(const Notice& notice, std::size_t most_text) {
    const std::string title = text::escape_html(shortened(notice.title, in_title));
    std::string told;
    for (const std::string& part : {state_line(notice), shortened(notice.text, most_text), affected_lines(notice)}) {
        if (!part.empty()) told += "<p>" + with_breaks(text::escape_html(part)) + "</p>";
    }
    json::array targets{json::object{{"os", "default"}, {"uri", notice.url}}};
    json::object open{{"@type", "OpenUri"}, {"name", link_label(notice)}, {"targets", std::move(targets)}};
    return {{"@type", "MessageCard"},
            {"@context", "https://schema.org/extensions"},
            {"themeColor", color_text(notice.tone).substr(1)},
            {"summary", shortened(notice.headline, in_title)},
            {"title", title},
            {"sections", json::array{json::object{{"text", std::move(told)}, {"markdown", false}}}},
            {"potentialAction", json::array{std::move(open)}}};
}

}  // namespace daymark::notify
