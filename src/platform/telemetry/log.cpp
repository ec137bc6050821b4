// Structured log lines through spdlog; the only file that sees its headers.
#include "platform/telemetry/log.h"

#include "platform/json/json.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <regex>

namespace daymark::telemetry {
namespace {

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto made = std::make_shared<spdlog::logger>("daymark", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%v");
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::Debug:
            return spdlog::level::debug;
        case Level::Info:
            return spdlog::level::info;
        case Level::Warning:
            return spdlog::level::warn;
        case Level::Error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

std::string now_text() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

}  // namespace

void set_log_level(Level level) { logger().set_level(spdlog_level(level)); }

void log(Level level, std::string_view event, std::initializer_list<Detail> details) {
    if (!logger().should_log(spdlog_level(level))) return;
    const auto name = spdlog::level::to_string_view(spdlog_level(level));
    json::object line;
    line["time"] = now_text();
    line["level"] = std::string_view(name.data(), name.size());
    line["event"] = event;
    for (const auto& [key, text] : details) line[key] = redact(text);
    logger().log(spdlog_level(level), spdlog::string_view_t("{}"), json::text(line));
}

std::string redact(std::string_view text) {
    // Long values are cut first: a regular expression over a megabyte of a caller's text would be an attack on
    // ourselves.
    constexpr std::size_t longest = 2000;
    static const std::regex secrets(
        R"((dmk_)[A-Za-z0-9]+|([Bb]earer\s+)[^\s"]+|((?:token|key|password|secret|signature)=)[^&\s"]+|(://[^:/@\s]+:)[^@/\s]+(?=@))");
    std::string shown(text.substr(0, longest));
    if (text.size() > longest) shown += "…";
    return std::regex_replace(shown, secrets, "$1$2$3$4***");
}

}  // namespace daymark::telemetry
