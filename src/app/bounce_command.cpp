// The command on mails that came back, and their metrics.
#include "app/bounce_command.h"

#include "app/people_commands.h"
#include "notify/bounce_actions.h"
#include "notify/bounce_store.h"
#include "platform/telemetry/log.h"

#include <algorithm>
#include <iostream>

namespace daymark::app {
namespace {

/// The beginning of what comes; the rest is read and dropped, or the mail server would think that we died.
std::string beginning_of(std::istream& in) {
    std::string text(mail::longest_report, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    while (in) in.ignore(std::streamsize{1} << 20U);
    return text;
}

std::string word_in_lower_case(notify::BounceKind kind) {
    std::string word(json::word_of(kind));
    std::ranges::transform(word, word.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    return word;
}

void tell_operator(const notify::BounceOutcome& outcome, const std::string& status) {
    const bool ours = outcome.kind == notify::BounceKind::Policy && outcome.done == notify::BounceOutcome::Done::Noted;
    telemetry::log(ours ? telemetry::Level::Warning : telemetry::Level::Info, "bounce",
                   {{"kind", word_in_lower_case(outcome.kind)},
                    {"done", std::string(json::word_of(outcome.done))},
                    {"page", outcome.page_id},
                    {"status", status},
                    {"why", ours ? outcome.why : std::string()}});
}

json::value given(const std::string& text) { return text.empty() ? json::value() : json::value(text); }

}  // namespace

json::object read_bounce(std::istream& mail, const std::string& receiver) {
    return json::write(notify::bounce_of(mail::read_report(beginning_of(mail)), receiver));
}

json::object read_bounce_from_input(const json::object& arguments) {
    return read_bounce(std::cin, argument(arguments, "to"));
}

json::object take_in_bounce(Program& program, const json::object& arguments) {
    program.ensure_migrated();
    const auto bounce = json::read<notify::Bounce>(arguments);
    const auto outcome =
        program.db().write([&](db::Tx& tx) { return notify::take_bounce(tx, program.command_act(), bounce); });
    tell_operator(outcome, bounce.status);
    return {{"kind", json::word_of(outcome.kind)},
            {"done", json::word_of(outcome.done)},
            {"subscriberId", given(outcome.subscriber_id)},
            {"siteId", given(outcome.page_id)},
            {"why", given(outcome.why)}};
}

void collect_bounces(telemetry::Metrics& metrics, Program& program) {
    static const telemetry::Measure bounces{
        "daymark_bounces_total",
        "Mails that came back, by kind, since the beginning of the database: the same on each node"};
    if (!program.migrated()) return;
    try {
        for (const auto& [kind, count] : program.db().read([](db::Tx& tx) { return notify::list_bounce_counts(tx); }))
            metrics.count_up_to(bounces, {{"kind", word_in_lower_case(kind)}}, static_cast<double>(count));
    } catch (const Error&) {
        // The collector comes again.
    }
}

}  // namespace daymark::app
