// What is known of whether mails arrive, on the wire (extension).
#pragma once

#include "deliverability/watch.h"
#include "platform/json/fields.h"

namespace daymark::deliverability {

enum class WatchState { Looking, Done };

}  // namespace daymark::deliverability

template <>
struct daymark::json::EnumWords<daymark::deliverability::WatchState> {
    using State = daymark::deliverability::WatchState;
    static constexpr std::array table{std::pair{std::string_view("CHECKING"), State::Looking},
                                      std::pair{std::string_view("DONE"), State::Done}};
};
template <>
struct daymark::json::EnumWords<daymark::deliverability::Topic> {
    static constexpr auto table = daymark::deliverability::topic_words;
};
template <>
struct daymark::json::EnumWords<daymark::deliverability::Verdict> {
    static constexpr auto table = daymark::deliverability::verdict_words;
};

namespace daymark::deliverability {

struct RecordView {
    std::string name, type, value;

    static constexpr std::string_view schema_name = "DnsRecord";
    static constexpr auto fields = std::tuple{
        json::field("name", &RecordView::name),
        json::field("type", &RecordView::type),
        json::field("value", &RecordView::value).described("One text; zone files want it in parts of 255 bytes"),
    };
};

struct FindingView {
    Topic topic = Topic::Relay;
    Verdict verdict = Verdict::Unknown;
    std::string asked, found, meaning;
    std::optional<std::string> advice;
    std::optional<RecordView> record;

    static constexpr std::string_view schema_name = "DeliverabilityFinding";
    static constexpr auto fields = std::tuple{
        json::field("topic", &FindingView::topic),
        json::field("verdict", &FindingView::verdict)
            .described("BAD: mails will be refused or taken for spam. UNKNOWN: it cannot be told from here"),
        json::field("asked", &FindingView::asked).described("What was looked up"),
        json::field("found", &FindingView::found),
        json::field("meaning", &FindingView::meaning),
        json::field("advice", &FindingView::advice).described("null: there is nothing to do"),
        json::field("record", &FindingView::record).described("To be published in the DNS"),
    };
};

struct DeliverabilityView {
    WatchState state = WatchState::Looking;
    std::optional<json::Time> checked;
    std::optional<bool> fine;
    std::vector<FindingView> findings;

    static constexpr std::string_view schema_name = "Deliverability";
    static constexpr auto fields = std::tuple{
        json::field("state", &DeliverabilityView::state).described("CHECKING: ask again in some seconds"),
        json::field("checkedAt", &DeliverabilityView::checked).described("null: there was no check yet"),
        json::field("fine", &DeliverabilityView::fine).described("Whether nothing is BAD"),
        json::field("findings", &DeliverabilityView::findings),
    };
};

[[nodiscard]] inline std::vector<FindingView> views_of(const Report& report) {
    std::vector<FindingView> views;
    for (const Finding& one : report.findings) {
        views.push_back({one.topic, one.verdict, one.asked, one.found, one.meaning,
                         one.advice.empty() ? std::nullopt : std::optional(one.advice), std::nullopt});
        if (one.record) views.back().record = RecordView{one.record->name, one.record->type, one.record->value};
    }
    return views;
}

}  // namespace daymark::deliverability
