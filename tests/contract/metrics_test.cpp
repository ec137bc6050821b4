// Metrics and their points by way of the API (contract §7).
#include "contract/story.h"
#include "metrics/metric_actions.h"
#include "metrics/metric_store.h"

namespace daymark::contract {
namespace {

class Metrics : public OnTestApp {
protected:
    // A whole day of the calendar, in milliseconds: 2026-02-02T00:00:00Z.
    static constexpr Millis day = 1'769'990'400'000;

    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/metrics" + rest); }

    Answer create(const std::string& text = R"({"name":"Response time","suffix":"ms"})") {
        return app->post("bob", path(), text);
    }
    Answer put_point(const Answer& metric, Millis at, double value) {
        return app->post("bob", path("/" + metric.word("id")), body({{"timestamp", at}, {"value", value}}));
    }
    Answer put_points(const Answer& metric, const json::value& points) {
        return app->post("bob", path("/" + metric.word("id") + "/data"), json::text(points));
    }
    [[nodiscard]] static json::object point(Millis at, double value) { return {{"timestamp", at}, {"value", value}}; }
    Answer change(const Answer& metric, const json::object& members) {
        return app->put("bob", path("/" + metric.word("id")), body(members));
    }
    [[nodiscard]] Answer seen(const Answer& metric) const { return app->get("vera", path("/" + metric.word("id"))); }
    /// "60000=1.5" for each point of an answer's `data`, times after `day`.
    [[nodiscard]] static Strings points_in(const json::value& list) {
        Strings points;
        for (const json::value& one : list.as_array()) {
            points.push_back(std::to_string(one.at("timestamp").as_int64() - day) + "=" + json::text(one.at("value")));
        }
        return points;
    }
    [[nodiscard]] Strings points_of(const Answer& metric) const { return points_in(seen(metric).at("data")); }
    [[nodiscard]] static std::vector<metrics::Fold> folds_of(db::Tx& tx, const Answer& metric, metrics::Span span) {
        return metrics::list_folds(tx, metric.word("id"), span, 0, 1'000'000);
    }
    /// "0: 2 points, 3 in all, 1 to 2" for each stored day, counted from `day`.
    [[nodiscard]] Strings days_of(const Answer& metric) const {
        const auto text = [](double number) { return json::text(json::value(number)); };
        Strings days;
        for (const auto& one : app->db().read([&](db::Tx& tx) { return folds_of(tx, metric, metrics::Span::Day); })) {
            days.push_back(std::to_string(one.number - day / one_day) + ": " + std::to_string(one.points) +
                           " points, " + text(one.total) + " in all, " + text(one.lowest) + " to " + text(one.highest));
        }
        return days;
    }
    void expect_refused(const Answer& refused, const std::string& field) {
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_EQ(refused.error_field(), field) << refused.text;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Metrics, test::both(), test::kind_name);

TEST_P(Metrics, CreateAnswersAnActiveMetricAtTheEndWithoutPoints) {
    const Answer made = create();
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.text, R"({"id":")" + made.word("id") +
                             R"(","name":"Response time","active":true,"order":1,"suffix":"ms",)" +
                             R"("lastDataAt":null,"data":[]})");
    EXPECT_EQ(create().at("order").as_int64(), 2);
    EXPECT_EQ(seen(made).text, made.text);
}

TEST_P(Metrics, CreateTakesTheOldSubdomainAndWhatElseAMetricHas) {
    const Answer made =
        create(R"({"name":"Load","suffix":"","subdomain":"acme","active":false,"order":-3,"lastDataAt":5,"data":[1]})");
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_FALSE(made.at("active").as_bool());
    EXPECT_EQ(made.at("order").as_int64(), -3);
    EXPECT_TRUE(made.at("lastDataAt").is_null());
    EXPECT_EQ(made.word("suffix"), "");
    expect_refused(create(R"({"suffix":"ms"})"), "name");
    expect_refused(create(R"({"name":"A","order":2147483648})"), "order");
    expect_refused(change(made, {{"order", -2147483648}}), "order");
}

TEST_P(Metrics, UpdateChangesOnlyWhatItNames) {
    const Answer made = create();
    EXPECT_EQ(differences(made, change(made, {{"name", "B"}})), Strings{"name"});
    EXPECT_EQ(differences(made, change(made, {{"suffix", "s"}, {"name", nullptr}})), (Strings{"name", "suffix"}));
    EXPECT_EQ(differences(made, change(made, {{"active", false}, {"order", 7}})),
              (Strings{"name", "active", "order", "suffix"}));
}

TEST_P(Metrics, ListsAreInOrderInPages) {
    for (const char* name : {"A", "B", "C"}) create(body({{"name", name}, {"suffix", ""}}));
    change(create(R"({"name":"D"})"), {{"order", 0}});
    EXPECT_EQ(words_of(app->get("vera", path()).body, "name"), (Strings{"D", "A", "B", "C"}));
    EXPECT_EQ(words_of(app->get("vera", path("?per_page=3&page=2")).body, "name"), Strings{"C"});
    EXPECT_EQ(app->get("vera", path("?page=3")).text, "[]");
    EXPECT_EQ(app->get("vera", "/v2/" + app->id("acme") + "/metrics").text, app->get("vera", path()).text);
}

TEST_P(Metrics, DeleteAnswersIdAndNameAndTakesThePointsAlong) {
    const Answer made = create();
    put_point(made, day, 1);
    EXPECT_EQ(app->erase("bob", path("/" + made.word("id"))).text,
              body({{"id", made.word("id")}, {"name", "Response time"}}));
    EXPECT_EQ(seen(made).status, 404);
    EXPECT_EQ(put_point(made, day, 1).status, 404);
    EXPECT_EQ(count_of(*app, "metric_points") + count_of(*app, "metric_days"), 0);
}

TEST_P(Metrics, APointIsAnsweredWithItsIdAndShownInTheMetric) {
    const Answer made = create();
    const Answer put = put_point(made, day + 60'000, 182.5);
    EXPECT_EQ(put.status, 200) << put.text;
    EXPECT_FALSE(put.word("id").empty());
    EXPECT_EQ(put.at("timestamp").as_int64(), day + 60'000);
    EXPECT_EQ(put.at("value").to_number<double>(), 182.5);
    const Answer after = seen(made);
    EXPECT_EQ(after.at("lastDataAt").as_int64(), day + 60'000);
    EXPECT_EQ(after.at("data.0"), put.body);
    EXPECT_EQ(app->get("vera", path()).at("0"), after.body);
}

TEST_P(Metrics, PointsAreShownOldestFirstHoweverTheyCame) {
    const Answer made = create();
    for (const int minutes : {3, 1, 2}) put_point(made, day + minutes * one_minute, minutes);
    EXPECT_EQ(points_of(made), (Strings{"60000=1", "120000=2", "180000=3"}));
    EXPECT_EQ(seen(made).at("lastDataAt").as_int64(), day + 3 * one_minute);
}

TEST_P(Metrics, OfTwoPointsInOneSlotTheLastIsKept) {
    const Answer made = create();
    const Answer first = put_point(made, day, 1);
    put_point(made, day + 30'000, 5);
    const Answer second = put_point(made, day + 29'999, 2);
    EXPECT_EQ(points_of(made), (Strings{"29999=2", "30000=5"}));
    EXPECT_EQ(second.word("id"), first.word("id")) << "the slot is the same";
    put_point(made, day + 1, 3);
    EXPECT_EQ(points_of(made), (Strings{"1=3", "30000=5"}));
}

TEST_P(Metrics, ReplacingTheLastPointMovesItsTimeToo) {
    const Answer made = create();
    put_point(made, day + 20'000, 1);
    put_point(made, day + 10'000, 2);
    EXPECT_EQ(seen(made).at("lastDataAt").as_int64(), day + 10'000);
}

TEST_P(Metrics, ManyPointsComeAsAnObjectOrAsABareArray) {
    const Answer made = create();
    const json::array points{point(day + 60'000, 2), point(day, 1), point(day + 60'001, 3)};
    const Answer put = put_points(made, json::object{{"data", points}});
    EXPECT_EQ(put.status, 200) << put.text;
    EXPECT_EQ(points_in(put.body), (Strings{"0=1", "60001=3"}));
    EXPECT_EQ(points_of(made), (Strings{"0=1", "60001=3"}));
    const Answer other = create();
    EXPECT_EQ(points_in(put_points(other, points).body), (Strings{"0=1", "60001=3"}));
    EXPECT_EQ(points_of(other), (Strings{"0=1", "60001=3"}));
}

TEST_P(Metrics, HoursAreFoldedBesideDays) {
    const Answer made = create();
    put_points(made, json::array{point(day, 1), point(day + one_hour - 1, 3), point(day + one_hour, 8)});
    put_point(made, day, 2);
    const auto hours = app->db().read([&](db::Tx& tx) { return folds_of(tx, made, metrics::Span::Hour); });
    ASSERT_EQ(hours.size(), 2U);
    EXPECT_EQ(hours[0].number, day / one_hour);
    EXPECT_EQ(hours[0].points, 2);
    EXPECT_EQ(hours[0].mean(), 2.5);
    EXPECT_EQ(hours[1].total, 8);
}

TEST_P(Metrics, AYearThatIsBroughtAlongIsKeptAsHoursAndDaysOnly) {
    const Answer made = create();
    const Millis old = day - 100 * one_day;
    put_points(made, json::array{point(old, 4), point(old + one_hour, 6), point(day, 1)});
    put_point(made, old + one_minute, 1);
    EXPECT_EQ(points_of(made), Strings{"0=1"});
    EXPECT_EQ(days_of(made), (Strings{"-100: 3 points, 11 in all, 1 to 6", "0: 1 points, 1 in all, 1 to 1"}));
    EXPECT_EQ(seen(made).at("lastDataAt").as_int64(), day);
}

TEST_P(Metrics, RawPointsGoAfterAWhileAndTheirFoldsStay) {
    const Answer made = create();
    put_points(made, json::array{point(day, 1), point(day + one_day, 2)});
    app->clock().set(day + 33 * one_day);
    metrics::drop_old_points(app->db(), app->clock().now());
    EXPECT_EQ(points_of(made), Strings{"86400000=2"});
    EXPECT_EQ(days_of(made).size(), 2U);
    put_point(made, day + 1, 5);
    EXPECT_EQ(days_of(made)[0], "0: 2 points, 6 in all, 1 to 5");
    EXPECT_EQ(seen(made).at("lastDataAt").as_int64(), day + one_day);
}

TEST_P(Metrics, TimesMayBeWrittenInEveryForm) {
    const Answer made = create();
    for (const char* form : {"1770107415250", R"("2026-02-03T08:30:15.250Z")", R"("2026-02-03 08:30:15.250")",
                             R"("2026-02-03T08:30:15.250999+00:00")"}) {
        const Answer put =
            app->post("bob", path("/" + made.word("id")), R"({"timestamp":)" + std::string(form) + R"(,"value":1})");
        EXPECT_EQ(put.at("timestamp").as_int64(), 1'770'107'415'250) << form;
    }
}

TEST_P(Metrics, WhatIsNoPointIsRefusedByNameAndChangesNothing) {
    const Answer made = create();
    put_point(made, day, 1);
    const std::string before = app->dump();
    const auto post = [&](const std::string& text) { return app->post("bob", path("/" + made.word("id")), text); };
    expect_refused(post(R"({"value":1})"), "timestamp");
    expect_refused(post(R"({"timestamp":5})"), "value");
    expect_refused(post(R"({"timestamp":5,"value":null})"), "value");
    expect_refused(post(R"({"timestamp":-5,"value":1})"), "timestamp");
    expect_refused(post(R"({"timestamp":5,"value":"1"})"), "value");
    expect_refused(post(R"({"timestamp":5,"value":1.1e300})"), "value");
    expect_refused(post(R"({"timestamp":5,"value":-1e308})"), "value");
    expect_refused(put_points(made, json::array{point(day + 60'000, 1), {{"timestamp", 5}}}), "data[1].value");
    expect_refused(put_points(made, json::array{point(day + 60'000, 1), point(day, 1e301)}), "data[1].value");
    expect_refused(put_points(made, json::array()), "data");
    expect_refused(put_points(made, json::object{{"data", json::array(5'001, point(day, 1))}}), "data");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Metrics, NumbersComeBackExactly) {
    const Answer made = create();
    const std::vector<double> numbers{0, -1.5, 0.1, 1e300, -1e300, 5e-324, 123456789.123456, 1e21};
    json::array points;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        points.emplace_back(point(day + static_cast<Millis>(i) * one_minute, numbers[i]));
    }
    EXPECT_EQ(put_points(made, points).status, 200);
    const Answer after = seen(made);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        EXPECT_EQ(after.at("data").as_array().at(i).at("value").to_number<double>(), numbers[i]);
    }
}

TEST_P(Metrics, EachDayIsFoldedFromItsPoints) {
    const Answer made = create();
    put_points(made, json::array{point(day, 1), point(day + one_day - 1, 4), point(day + one_day, 7)});
    EXPECT_EQ(days_of(made), (Strings{"0: 2 points, 5 in all, 1 to 4", "1: 1 points, 7 in all, 7 to 7"}));
    put_point(made, day + one_hour, -2);
    EXPECT_EQ(days_of(made), (Strings{"0: 3 points, 3 in all, -2 to 4", "1: 1 points, 7 in all, 7 to 7"}));
    // The highest and the lowest are replaced: neither may be remembered.
    put_points(made, json::array{point(day + one_day - 2, 2), point(day + one_hour, 0.5)});
    EXPECT_EQ(days_of(made), (Strings{"0: 3 points, 3.5 in all, 0.5 to 2", "1: 1 points, 7 in all, 7 to 7"}));
}

TEST_P(Metrics, ADayFullOfTheLargestNumbersHasASum) {
    const Answer made = create();
    json::array points;
    for (std::int64_t i = 0; i < one_day / metrics::slot_length; ++i) {
        points.emplace_back(point(day + i * metrics::slot_length, 1e300));
    }
    EXPECT_EQ(put_points(made, points).status, 200);
    EXPECT_EQ(days_of(made).size(), 1U);
    EXPECT_EQ(put_points(made, points).status, 200) << "the same once more";
    EXPECT_EQ(count_of(*app, "metric_points"), one_day / metrics::slot_length);
}

TEST_P(Metrics, AnAnswerHoldsTheNewestPointsOnly) {
    const Answer made = create();
    json::array points;
    for (int i = 0; i < 501; ++i) points.emplace_back(point(day + i * one_minute, i));
    EXPECT_EQ(put_points(made, points).body.as_array().size(), 501U);
    const Strings shown = points_of(made);
    ASSERT_EQ(shown.size(), 500U);
    EXPECT_EQ(shown.front(), "60000=1");
    EXPECT_EQ(shown.back(), "30000000=500");
}

TEST_P(Metrics, ClearingRemovesAllPointsOfThisMetricOnly) {
    const Answer made = create();
    const Answer other = create();
    put_point(made, day, 1);
    put_point(other, day, 2);
    EXPECT_EQ(app->erase("bob", path("/" + made.word("id") + "/data")).text,
              body({{"name", "Response time"},
                    {"order", 1},
                    {"suffix", "ms"},
                    {"site", {{"id", app->id("acme")}, {"subdomain", "acme"}}}}));
    EXPECT_EQ(seen(made).text, made.text);
    EXPECT_EQ(days_of(made), Strings{});
    EXPECT_EQ(points_of(other), Strings{"0=2"});
    EXPECT_EQ(days_of(other).size(), 1U);
}

TEST_P(Metrics, PointsAreNeitherLoggedNorToldToReaders) {
    const Answer made = create();
    EXPECT_EQ(last_logged(*app).event, "metrics.create");
    (void)app->changed_pages();
    put_point(made, day, 1);
    EXPECT_EQ(last_logged(*app).event, "metrics.create");
    EXPECT_TRUE(app->changed_pages().empty());
    app->erase("bob", path("/" + made.word("id") + "/data"));
    EXPECT_EQ(last_logged(*app).event, "metrics.clear");
    EXPECT_FALSE(app->changed_pages().empty());
}

}  // namespace
}  // namespace daymark::contract
