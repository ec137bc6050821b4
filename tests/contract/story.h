// What contract cases look up behind the API: stored outages, the activity log, times of the story.
#pragma once

#include "support/test_app.h"

#include <string>
#include <vector>

namespace daymark::contract {

using test::Answer;
using test::OnTestApp;
using test::TestApp;
using Strings = std::vector<std::string>;

/// The wire form of an instant of the story: minutes after the clock's start. The story's first act is at minute 1.
[[nodiscard]] std::string minute(double count);

/// "PARTIALOUTAGE 1..10 incident": the stored outages of a component in their order, in minutes after the clock's
/// start; an open one has no end, "person" stands for an empty cause.
[[nodiscard]] std::vector<std::string> outages(TestApp& app, const std::string& component_id);

/// One row of Acme's activity log.
struct Logged {
    std::string event, subject, actor, kind, address;
    bool announced = false;
    json::value detail;
};
/// All of them, oldest first.
[[nodiscard]] std::vector<Logged> activity_log(TestApp& app);
/// The newest one.
[[nodiscard]] Logged last_logged(TestApp& app);

/// Rows of a table.
[[nodiscard]] std::int64_t count_of(TestApp& app, const std::string& table);

/// `dump()` with the keys, except for the time of their last use.
[[nodiscard]] std::string dump_with_keys(TestApp& app);

/// Status words as the API shows them: of a component, and of Acme ("HASISSUES ONEPARTIALOUTAGE").
[[nodiscard]] std::string component_status(TestApp& app, const std::string& name);
[[nodiscard]] std::string page_status(TestApp& app);

/// A request as the server would hand it over, for cases that say their own headers.
[[nodiscard]] http::Response send(TestApp& app, http::Request request);

/// The member `name` of each element of a list.
[[nodiscard]] std::vector<std::string> words_of(const json::value& list, std::string_view name);

/// Names of the properties in which two answers differ.
[[nodiscard]] Strings differences(const Answer& left, const Answer& right);

/// A body from members, for cases that put ids into it: body({{"components", {id}}}).
[[nodiscard]] std::string body(const json::object& members);

}  // namespace daymark::contract
