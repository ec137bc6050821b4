// Many subscribers at once: tables that are brought along and taken away. On both databases.
#include "contract/story.h"
#include "people/import.h"
#include "platform/text/csv.h"
#include "support/told.h"

namespace daymark::contract {
namespace {

class People : public OnTestApp {
protected:
    [[nodiscard]] std::string extension(const std::string& rest) const { return "/x/" + app->id("acme") + rest; }
    [[nodiscard]] std::string import_path() const { return extension("/subscribers/import"); }
    Answer import(const std::string& table) { return app->post("bob", import_path(), table); }
    [[nodiscard]] std::string exported() { return app->get("bob", extension("/subscribers/export")).text; }
    [[nodiscard]] json::value subscriber(const std::string& search) {
        return app->get("bob", app->acme("/subscribers?search=" + search)).at("0");
    }
    /// "added known suppressed failed"
    static std::string counts(const Answer& answer) {
        std::string text;
        for (const char* name : {"added", "known", "suppressed", "failed"})
            text += (text.empty() ? "" : " ") + json::text(answer.at(name));
        return text;
    }
    /// "3 email: email must be …"
    static Strings errors(const Answer& answer) {
        Strings found;
        for (const json::value& one : answer.at("errors").as_array()) {
            const json::value& column = one.at("column");
            found.push_back(json::text(one.at("line")) + " " +
                            (column.is_null() ? std::string("-") : std::string(column.as_string())));
        }
        return found;
    }
    void expect_refused(const std::string& table, const std::string& field) {
        const std::string before = app->dump();
        const Answer refused = import(table);
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_EQ(refused.error_field(), field) << refused.text;
        EXPECT_LT(refused.text.size(), 500U);
        EXPECT_EQ(app->dump(), before);
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, People, test::both(), test::kind_name);

TEST_P(People, ATableIsImportedAndNobodyIsTold) {
    (void)app->changed_pages();
    const auto logged_before = activity_log(*app).size();
    const Answer done = import(
        "email,phone,webhook,webhookEmail,name,company,language,components,confirmed,consentedAt,consentedFrom,consent,"
        "shoe size\n"
        "Kim@Example.com,,,,Kim,Acme Ltd,pt_BR,API;Mail,yes,2024-05-07T10:00:00Z,203.0.113.9,Signed the contract,42\n"
        ",+1 (415) 555-0100,,,,,,,,,,,\n"
        ",,https://hooks.example.com/in,Ops@Example.com,,,,,,,,,\n"
        "lee@example.com,,,,,,,,no,,,,\n");
    EXPECT_EQ(counts(done), "4 0 0 0") << done.text;
    EXPECT_EQ(json::text(done.at("unknownColumns")), R"(["shoe size"])");
    EXPECT_EQ(done.at("rows"), 4);
    const json::value kim = subscriber("kim");
    EXPECT_EQ(kim.at("email"), "kim@example.com");
    EXPECT_EQ(kim.at("name"), "Kim");
    EXPECT_EQ(kim.at("company"), "Acme Ltd");
    EXPECT_EQ(kim.at("language"), "pt-br");
    EXPECT_TRUE(kim.at("confirmed").as_bool());
    EXPECT_EQ(words_of(kim.at("components"), "name"), (Strings{"API", "Mail"}));
    EXPECT_FALSE(kim.at("all").as_bool());
    EXPECT_FALSE(subscriber("lee").at("confirmed").as_bool());
    EXPECT_EQ(app->get("bob", app->acme("/subscribers")).word("2.webhookEmail"), "ops@example.com");
    EXPECT_EQ(app->get("bob", app->acme("/subscribers")).word("1.phone"), "14155550100");
    EXPECT_NE(exported().find(",2024-05-07T10:00:00.000Z,203.0.113.9,Signed the contract,"), std::string::npos)
        << exported();
    EXPECT_EQ(count_of(*app, "events"), 0);
    EXPECT_TRUE(app->changed_pages().empty());
    EXPECT_EQ(activity_log(*app).size(), logged_before + 1);
    EXPECT_EQ(last_logged(*app).event, "subscribers.import");
    EXPECT_EQ(last_logged(*app).detail.at("added"), 4);
    EXPECT_EQ(json::text(last_logged(*app).detail).find("kim"), std::string::npos);
}

TEST_P(People, WhoIsImportedHearsOfWhatTheyChose) {
    import("email,components\nkim@example.com,API\nlee@example.com," + app->id("mail") + "\nmax@example.com,\n");
    app->post("edna", app->acme("/incidents"),
              R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true,"components":[")" +
                  app->id("api") + "\"]}");
    test::Told told(*app);
    told.run();
    EXPECT_EQ(told.mailer.take_receivers(), (Strings{"kim@example.com", "max@example.com"}));
}

TEST_P(People, WhoIsKnownKeepsWhatTheyHave) {
    import("email,language,components\nkim@example.com,de,API\n");
    const std::string before = json::text(subscriber("kim"));
    const Answer again = import("email,language\nKIM@example.com,fr\nlee@example.com,fr\nlee@example.com,de\n");
    EXPECT_EQ(counts(again), "1 2 0 0") << again.text;
    EXPECT_EQ(json::text(subscriber("kim")), before);
    EXPECT_EQ(subscriber("lee").at("language"), "fr");
}

TEST_P(People, SuppressedAndErasedAddressesAreNotBroughtBack) {
    app->post("bob", extension("/suppressions"), R"({"address":"kim@example.com"})");
    app->post("bob", extension("/people/erase"), R"({"address":"lee@example.com","suppress":true})");
    const Answer done = import("email\nkim@example.com\nlee@example.com\nmax@example.com\n");
    EXPECT_EQ(counts(done), "1 0 2 0") << done.text;
    EXPECT_EQ(count_of(*app, "subscribers"), 1);
}

TEST_P(People, RowsThatCannotBeAreNamedAndTheOthersTaken) {
    const Answer done = import(
        "email,phone,slack,language,timezone,components,confirmed,consentedAt,all\n"
        "kim at example.com,,,,,,,,\n"
        "good@example.com,,,,Europe/Berlin,,,,\n"
        ",12,,,,,,,\n"
        ",,https://example.com/hook,,,,,,\n"
        "a@example.com,,,e n,,,,,\n"
        "b@example.com,,,,Nowhere/Town,,,,\n"
        "c@example.com,,,,,API;Lair,,,\n"
        "d@example.com,,,,," +
        app->id("mallorys_component") +
        ",,,\n"
        "e@example.com,,,,,,perhaps,,\n"
        "f@example.com,,,,,,,yesterday,\n"
        "g@example.com,,,,,,,,no\n"
        ",,,,,,,,\n"
        "h@example.com,,,,,,,,,more\n");
    EXPECT_EQ(errors(done),
              (Strings{"2 email", "4 phone", "5 slack", "6 language", "7 timezone", "8 components", "9 components",
                       "10 confirmed", "11 consentedAt", "12 components", "13 -", "14 -"}))
        << done.text;
    EXPECT_EQ(counts(done), "1 0 0 12");
    EXPECT_EQ(count_of(*app, "subscribers"), 1);
    EXPECT_EQ(done.text.find("Lair"), std::string::npos) << "errors do not repeat what was sent";
}

TEST_P(People, AHundredErrorsAreListedAndAllAreCounted) {
    std::string table = "email\n";
    for (int i = 0; i < 250; ++i) table += "nobody\n";
    const Answer done = import(table + "kim@example.com\n");
    EXPECT_EQ(counts(done), "1 0 0 250");
    EXPECT_EQ(done.at("errors").as_array().size(), 100U);
}

TEST_P(People, ADryRunSaysTheSameAndChangesNothing) {
    import("email\nkim@example.com\n");
    const std::string table = "email\nkim@example.com\nlee@example.com\nlee@example.com\nnobody\n";
    const std::string before = app->dump();
    const Answer dry = app->post("bob", import_path() + "?dryRun=true", table);
    EXPECT_TRUE(dry.at("dryRun").as_bool());
    EXPECT_EQ(app->dump(), before);
    const Answer done = import(table);
    EXPECT_EQ(counts(done), "1 2 0 1");
    EXPECT_EQ(counts(dry), counts(done));
    EXPECT_EQ(json::text(dry.at("errors")), json::text(done.at("errors")));
    EXPECT_EQ(app->post("bob", import_path() + "?dryRun=1", table).error_field(), "dryRun");
}

TEST_P(People, TablesOfOtherProductsAreUnderstood) {
    const Answer done = import(
        "\xEF\xBB\xBF\"Email\";\"Phone Number\";\"Phone Country\";\"Confirmed At\";\"Quarantined At\";\"Mode\"\r\n"
        "\"kim@example.com\";;;\"2020-02-03 10:00:00 UTC\";;\"email\"\r\n"
        "\"lee@example.com\";;;;;\"email\"\r\n"
        "\"max@example.com\";;;\"2020-02-03 10:00:00 UTC\";\"2021-02-03 10:00:00 UTC\";\"email\"\r\n"
        ";\"4155550100\";\"US\";;;\"sms\"\r\n"
        ";\"+14155550101\";\"US\";\"2020-02-03 10:00:00 UTC\";;\"sms\"\r\n");
    EXPECT_EQ(counts(done), "4 0 0 1") << done.text;
    EXPECT_EQ(errors(done), Strings{"5 phone"}) << "a national number without its country's code";
    EXPECT_EQ(json::text(done.at("unknownColumns")), R"(["Mode"])");
    EXPECT_TRUE(subscriber("kim").at("confirmed").as_bool());
    EXPECT_FALSE(subscriber("lee").at("confirmed").as_bool());
    app->post("edna", app->acme("/incidents"), R"({"name":"A","message":"m","status":"IDENTIFIED","notify":true})");
    test::Told told(*app);
    told.run();
    EXPECT_EQ(told.mailer.take_receivers(), Strings{"kim@example.com"}) << "a quarantined one stays paused";
}

TEST_P(People, ARowWithTwoAddressesIsTwoSubscribers) {
    EXPECT_EQ(counts(import("name,email,phone\nKim,kim@example.com,+14155550100\n")), "2 0 0 0");
    EXPECT_EQ(subscriber("kim").at("name"), "Kim");
    EXPECT_EQ(subscriber("14155550100").at("name"), "Kim");
}

TEST_P(People, ComponentsOfOneNameMustBeNamedByTheirId) {
    const std::string second = app->post("alice", app->acme("/components"), R"({"name":"API"})").word("id");
    EXPECT_EQ(errors(import("email,components\nkim@example.com,API\n")), Strings{"2 components"});
    EXPECT_EQ(counts(import("email,components\nkim@example.com," + second + "\n")), "1 0 0 0");
    EXPECT_NE(exported().find(second), std::string::npos);
}

TEST_P(People, AComponentWhoseNamePartsACellIsExportedByItsId) {
    const std::string id = app->post("alice", app->acme("/components"), R"({"name":"API; Mail"})").word("id");
    import("email,components\nkim@example.com," + id + "\n");
    const std::string table = exported();
    app->post("bob", extension("/people/erase"), R"({"address":"kim@example.com"})");
    EXPECT_EQ(counts(import(table)), "1 0 0 0");
    EXPECT_EQ(words_of(subscriber("kim").at("components"), "name"), Strings{"API; Mail"});
}

TEST_P(People, TablesThatCannotBeReadLeaveNothingBehind) {
    expect_refused("", "line 1");
    expect_refused("kim@example.com\nlee@example.com\n", "line 1");
    expect_refused("name\nKim\n", "line 1");
    expect_refused("email,Email address\nkim@example.com,\n", "line 1");
    expect_refused("email\nkim@example.com\n\"lee@example.com\n", "line 3");
    expect_refused("email\nkim@example.com\n" + std::string("lee\0@example.com\n", 17), "line 3");
    expect_refused("email\nkim@example.com\n\xFF\n", "line 3");
    expect_refused("email\n" + std::string(1 << 20, 'x') + "\n", "line 2");
    std::string wide = "email";
    for (int i = 0; i < 100'000; ++i) wide += ",x";
    expect_refused(wide + "\n", "line 1");
    expect_refused(R"({"email":"kim@example.com"})", "line 1");
}

TEST_P(People, ATableThatIsBrokenBehindItsFirstPortionLeavesNothingBehind) {
    std::string table = "email\n";
    for (std::size_t i = 0; i < people::import_portion; ++i) table += "r" + std::to_string(i) + "@example.com\n";
    expect_refused(table + "\"lee@example.com\n", "line " + std::to_string(people::import_portion + 2));
}

TEST_P(People, ATableHasAtMostAHundredThousandRows) {
    std::string table = "email\n";
    for (int i = 0; i < 100'001; ++i) table += "x\n";
    expect_refused(table, "line 100002");
}

TEST_P(People, AColumnsNameIsNotRepeatedAtAnyLength) {
    const Answer done = import("email," + std::string(60'000, 'n') + "\nkim@example.com,x\n");
    EXPECT_EQ(done.status, 200);
    EXPECT_LT(done.text.size(), 500U);
}

TEST_P(People, ManyComeInPortions) {
    std::string table = "email,components\n";
    for (int i = 0; i < 5'050; ++i)
        table += "r" + std::to_string(i) + "@example.com," + (i % 50 == 0 ? "API" : "") + "\n";
    const auto logged = activity_log(*app).size() + 5'050 / people::import_portion + 1;
    EXPECT_EQ(counts(import(table)), "5050 0 0 0");
    EXPECT_EQ(activity_log(*app).size(), logged);
    EXPECT_EQ(app->get("bob", app->acme("/subscribers?page=51&per_page=100")).word("49.email"), "r5049@example.com")
        << "in the order of the table, and counted by blocks";
    EXPECT_EQ(counts(import(table)), "0 5050 0 0");
    EXPECT_EQ(activity_log(*app).size(), logged) << "nothing was changed";
}

TEST_P(People, OnlyThoseWhoMayEditThePageBringOrTake) {
    const std::string before = app->dump();
    for (const char* who : {"", "mallory", "mina", "vera", "edna"}) {
        const int refused = *who == '\0' ? 401 : 403;
        EXPECT_EQ(app->post(who, import_path(), "email\nkim@example.com\n").status, refused) << who;
        EXPECT_EQ(app->get(who, extension("/subscribers/export")).status, refused) << who;
        EXPECT_EQ(app->post(who, extension("/people/erase"), R"({"address":"kim@example.com"})").status, refused);
        EXPECT_EQ(app->get(who, extension("/deliveries?address=kim@example.com")).status, refused) << who;
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(People, AnIdempotencyKeyDoesNotHoldAnImportInOneTransaction) {
    http::Request request;
    request.method = http::Method::Post;
    request.target = request.path = import_path();
    request.body = "email\nkim@example.com\n";
    request.headers = {{"authorization", "Bearer " + app->key_of("bob")}, {"idempotency-key", "k"}};
    EXPECT_EQ(json::parse(send(*app, request).body).at("added"), 1);
    EXPECT_EQ(json::parse(send(*app, request).body).at("known"), 1) << "carried out again, which changes nothing";
    EXPECT_EQ(count_of(*app, "idempotency_keys"), 0);
}

TEST_P(People, WhatIsExportedCanBeImportedOnAnotherPage) {
    app->clock().tick(one_minute);
    import(
        "email,phone,webhook,slack,webhookEmail,name,company,language,timezone,components,confirmed,consentedAt,"
        "consent,pausedAt,pausedReason\n"
        "+kim@example.com,,,,,=Kim,'Acme,de,Europe/Berlin,Website,no,,\"He said \"\"yes\"\", twice\",,\n"
        ",14155550100,,,,-,,,,,yes,2024-05-07T10:00:00Z,,,\n"
        ",,https://hooks.example.com/in,,ops@example.com,,,,,,yes,,,2025-01-01,Full\n"
        ",,,https://hooks.slack.com/services/T/B/x,,,,,,,yes,,,,\n");
    const std::string table = exported();
    EXPECT_NE(table.find("'+kim@example.com"), std::string::npos) << table;
    EXPECT_NE(table.find("'=Kim"), std::string::npos);
    EXPECT_EQ(table.find("unsubscribe"), std::string::npos);
    const std::string other =
        app->post("alice", "/v1/pages",
                  R"({"email":"a@acme.test","name":"B","subdomain":"b","components":["Website"]})")
            .word("id");
    const Answer brought = app->post("alice", "/x/" + other + "/subscribers/import", table);
    EXPECT_EQ(counts(brought), "4 0 0 0") << brought.text;
    const std::string again = app->get("alice", "/x/" + other + "/subscribers/export").text;
    const auto without_ids = [](const std::string& text) {
        std::string kept;
        text::read_csv(text, {}, [&](text::CsvRow row) {
            row.cells.front().clear();
            row.cells.back().clear();
            kept += text::csv_line(row.cells);
        });
        return kept;
    };
    EXPECT_EQ(without_ids(again), without_ids(table));
}

TEST_P(People, AnExportShowsWebhooksAsListsDoAndNoSecrets) {
    import("webhook\nhttps://hooks.example.com/in\n");
    const std::string listed = app->get("bob", app->acme("/subscribers")).word("0.webhook");
    EXPECT_NE(exported().find(listed), std::string::npos);
    http::Request request;
    request.path = request.target = extension("/subscribers/export");
    request.headers = {{"authorization", "Bearer " + app->key_of("bob")}};
    const http::Response response = send(*app, request);
    const auto has = [&](const std::string& name, const std::string& value) {
        return std::ranges::find(response.headers, std::pair{name, value}) != response.headers.end();
    };
    EXPECT_TRUE(has("content-type", "text/csv; charset=utf-8"));
    EXPECT_TRUE(has("cache-control", "no-store"));
    EXPECT_TRUE(has("x-content-type-options", "nosniff"));
    EXPECT_TRUE(std::ranges::none_of(response.headers, [](const auto& header) { return header.first == "link"; }));
    EXPECT_EQ(app->get("bob", extension("/subscribers/export?after=x")).error_field(), "after");
    EXPECT_EQ(app->get("bob", extension("/subscribers/export?after=-1")).error_field(), "after");
}

}  // namespace
}  // namespace daymark::contract
