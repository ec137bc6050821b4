// Bars as run-length drawings, and what is told of them in words.
#include "site/render_bar.h"

#include <algorithm>
#include <string_view>

namespace daymark::site {
namespace {

using components::Status;

/// Draws each run of equal days into the path of its letter; the last gap of a run is left out.
std::map<char, std::string> paths_of(const std::vector<uptime::Day>& bar) {
    std::map<char, std::string> paths;
    for (const uptime::Run& run : uptime::runs(bar)) {
        paths[letter_of(run.worst)] += "M" + std::to_string(run.from * 5) + " 14h" + std::to_string(run.length * 5 - 2);
    }
    return paths;
}

void append_path(std::string& out, char letter, const std::string& path) {
    if (!path.empty()) (((out += "<path class=\"") += letter) += "\" d=\"" + path) += "\"/>";
}

}  // namespace

char letter_of(std::optional<Status> status) {
    if (!status) return 'n';
    switch (*status) {
        case Status::Operational:
            return 'o';
        case Status::UnderMaintenance:
            return 'm';
        case Status::DegradedPerformance:
            return 'd';
        case Status::PartialOutage:
            return 'p';
        case Status::MinorOutage:
            return 'i';
        case Status::MajorOutage:
            return 'x';
    }
    return 'n';
}

std::vector<uptime::Day> bar_of(const std::vector<uptime::Day>& days) {
    std::vector<uptime::Day> bar(bar_days);
    const std::size_t kept = std::min(days.size(), bar_days);
    std::copy(days.end() - static_cast<std::ptrdiff_t>(kept), days.end(),
              bar.end() - static_cast<std::ptrdiff_t>(kept));
    return bar;
}

std::string bar_paths(const std::vector<uptime::Day>& bar) {
    // The calm line runs on below exceptional days, which keeps it one short command.
    std::vector<uptime::Day> calm = bar;
    for (uptime::Day& day : calm) {
        if (day.worst) day.worst = Status::Operational;
    }
    std::string out;
    for (const auto& [letter, path] : paths_of(calm)) append_path(out, letter, path);
    const auto paths = paths_of(bar);
    for (const char letter : std::string_view("mdpix")) {
        if (const auto found = paths.find(letter); found != paths.end()) append_path(out, letter, found->second);
    }
    return out;
}

std::map<std::size_t, long> bar_minutes(const std::vector<uptime::Day>& bar) {
    std::map<std::size_t, long> minutes;
    for (std::size_t i = 0; i < bar.size(); ++i) {
        // Part of a minute counts as one: a day with downtime never shows none.
        const Millis down = (bar[i].down_ms + one_minute - 1) / one_minute;
        if (down > 0) minutes[i] = static_cast<long>(down);
    }
    return minutes;
}

BarCounts bar_counts(const std::vector<uptime::Day>& bar) {
    BarCounts counts;
    for (const uptime::Day& day : bar) {
        if (day.worst) ++counts.measured;
        if (day.worst && *day.worst != Status::Operational) ++counts.eventful;
    }
    return counts;
}

}  // namespace daymark::site
