// The calendar as readers and calendar programs get it, and what was removed.
#include "site/on_public_site.h"

namespace daymark::test {
namespace {

// The story's clock stands in February 2026.
class Calendar : public OnPublicSite {
protected:
    [[nodiscard]] bool has(const std::string& path, const std::string& text) {
        return page(path).find(text) != std::string::npos;
    }
    [[nodiscard]] int status(const std::string& path) { return read(path).status; }
    std::string plan(const std::string& name, const std::string& start, const std::string& end,
                     const std::string& component = "api") {
        return app
            ->post("alice", app->acme("/maintenances"),
                   R"({"name":")" + name + R"(","start":")" + start + R"(","end":")" + end + R"(","components":[")" +
                       app->id(component) + R"("]})")
            .word("id");
    }
    /// The lines of the event of that id, unfolded.
    [[nodiscard]] std::string event(const std::string& path, const std::string& id) {
        std::string text = page(path);
        for (std::size_t at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at))
            text.erase(at, 3);
        const std::size_t uid = text.find("UID:" + id);
        if (uid == std::string::npos) return {};
        const std::size_t begin = text.rfind("BEGIN:VEVENT", uid);
        return text.substr(begin, text.find("END:VEVENT", uid) - begin);
    }
    [[nodiscard]] static int sequence(const std::string& event) {
        return std::stoi(event.substr(event.find("SEQUENCE:") + 9));
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Calendar, both(), kind_name);

TEST_P(Calendar, ShowsTheMonthWithWhatLiesInIt) {
    const std::string id = plan("Bigger disks", "2026-02-20T22:00:00Z", "2026-02-21T02:00:00Z");
    const std::string text = page("/calendar");
    EXPECT_NE(text.find("February 2026"), std::string::npos);
    const std::string link = "<a href=\"./maintenance/" + id + "\">";
    const std::size_t first = text.find(link), second = text.find(link, first + 1);
    ASSERT_NE(second, std::string::npos) << "on both of its days";
    EXPECT_EQ(text.find(link, second + 1), std::string::npos);
    EXPECT_LT(text.find("Friday, February 20"), first);
    EXPECT_LT(text.find("Saturday, February 21"), second);
    EXPECT_LT(first, text.find("Saturday, February 21"));
    EXPECT_LT(text.find("abbr=\"Sunday\""), text.find("abbr=\"Monday\"")) << "American weeks";
    const std::string german = page("/de/calendar");
    EXPECT_LT(german.find("abbr=\"Montag\""), german.find("abbr=\"Sonntag\""));
}

TEST_P(Calendar, CutsDaysInThePagesZone) {
    app->put("alice", app->acme(), R"({"timezone":"Asia/Tokyo"})");
    plan("Bigger disks", "2026-02-20T16:00:00Z", "2026-02-20T17:00:00Z");
    const std::string text = page("/calendar");
    EXPECT_LT(text.find("Saturday, February 21"), text.find("Bigger disks"));
}

TEST_P(Calendar, LeadsOnlyToMonthsThatTellSomething) {
    EXPECT_FALSE(has("/calendar", "rel=\"next\""));
    EXPECT_FALSE(has("/calendar", "rel=\"prev\""));
    EXPECT_TRUE(has("/calendar", "No notices in this month."));
    EXPECT_EQ(status("/calendar/2026-03"), 404);
    plan("Bigger disks", "2026-04-20T10:00:00Z", "2026-04-20T11:00:00Z");
    EXPECT_TRUE(has("/calendar", "href=\"./calendar/2026-03\""));
    EXPECT_EQ(status("/calendar/2026-03"), 200) << "on the way";
    EXPECT_TRUE(has("/calendar/2026-03", "href=\"../calendar/2026-04\""));
    EXPECT_TRUE(has("/calendar/2026-04", "href=\"../maintenance/"));
    EXPECT_EQ(status("/calendar/2026-05"), 404);
    for (const char* none : {"/calendar/2026-13", "/calendar/1969-12", "/calendar/x", "/calendars", "/calendar/"}) {
        EXPECT_NE(status(none), 200) << none;
    }
}

TEST_P(Calendar, IsNotMisledByGeneralNotices) {
    const std::string general = "/x/" + app->id("acme") + "/general-notices";
    plan("Bigger disks", "2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z");
    const std::string id =
        app->post("alice", general, R"({"name":"Moved","message":"m","started":"2026-01-20T10:00:00Z"})").word("id");
    EXPECT_TRUE(has("/calendar", "href=\"./calendar/2026-01\"")) << "the newest one before is none that is shown";
    EXPECT_FALSE(has("/calendar/2026-01", "Moved"));
    app->erase("alice", general + "/" + id);
    EXPECT_EQ(event("/calendar.ics", id), "");
}

TEST_P(Calendar, GivesProgramsAnEventThatFollowsChanges) {
    const std::string id = plan("Bigger disks; all of them", "2026-02-20T22:00:00Z", "2026-02-21T02:00:00Z");
    const std::string before = event("/calendar.ics", id);
    for (const char* line :
         {"DTSTART:20260220T220000Z", "DTEND:20260221T020000Z", "SUMMARY:Bigger disks\\; all of them",
          "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "CATEGORIES:Maintenance", "Affected components: API"}) {
        EXPECT_NE(before.find(line), std::string::npos) << line << "\n" << before;
    }
    EXPECT_NE(before.find("URL:https://acme.status.test/" + id), std::string::npos) << before;
    app->clock().tick(one_minute);
    app->put("alice", app->acme("/maintenances/" + id), R"({"start":"2026-02-20T23:00:00Z"})");
    const std::string after = event("/calendar.ics", id);
    EXPECT_NE(after.find("DTSTART:20260220T230000Z"), std::string::npos) << after;
    EXPECT_GT(sequence(after), sequence(before));
}

TEST_P(Calendar, TakesBackWhatWasRemovedWithoutAWordOfIt) {
    const std::string id = plan("Secret project", "2026-02-20T22:00:00Z", "2026-02-21T02:00:00Z");
    const int before = sequence(event("/calendar.ics", id));
    app->clock().tick(one_minute);
    app->erase("alice", app->acme("/maintenances/" + id));
    const std::string after = event("/calendar.ics", id);
    EXPECT_NE(after.find("STATUS:CANCELLED"), std::string::npos) << after;
    EXPECT_NE(after.find("DTSTART:20260220T220000Z"), std::string::npos);
    EXPECT_EQ(page("/calendar.ics").find("Secret"), std::string::npos);
    EXPECT_GT(sequence(after), before);
    EXPECT_NE(event("/c/" + app->id("api") + "/calendar.ics", id), "");
    EXPECT_EQ(event("/c/" + app->id("mail") + "/calendar.ics", id), "");
}

TEST_P(Calendar, OfAComponentHasOnlyWhatTouchesIt) {
    const std::string api = plan("For the API", "2026-02-20T22:00:00Z", "2026-02-21T02:00:00Z");
    const std::string mail = plan("For the mail", "2026-02-20T22:00:00Z", "2026-02-21T02:00:00Z", "mail");
    const std::string path = "/c/" + app->id("api") + "/calendar.ics";
    EXPECT_NE(event(path, api), "");
    EXPECT_EQ(event(path, mail), "");
    EXPECT_TRUE(has(path, "X-WR-CALNAME:Calendar · Acme · API"));
    EXPECT_EQ(status("/c/" + app->id("mallorys_component") + "/calendar.ics"), 404);
}

TEST_P(Calendar, LetsAnOpenIncidentLastUntilNow) {
    const std::string id = open_incident(R"(,"started":"2026-02-03T08:00:00Z")");
    const std::string open = event("/calendar.ics", id);
    EXPECT_NE(open.find("DTSTART:20260203T080000Z"), std::string::npos) << open;
    EXPECT_NE(open.find("DTEND:2026"), std::string::npos) << open;
    EXPECT_TRUE(has("/calendar", "Checkout is slow"));
}

TEST_P(Calendar, KeepsControlCharactersOut) {
    plan("Bell \\u0007 and\\nline", "2026-02-20T22:00:00Z", "2026-02-21T02:00:00Z");
    const std::string text = page("/calendar.ics");
    EXPECT_EQ(text.find('\x07'), std::string::npos);
    EXPECT_NE(text.find("SUMMARY:Bell  and"), std::string::npos) << text;
}

TEST_P(Calendar, RemovedNoticesSayThatTheyAreGone) {
    const std::string id = open_incident();
    app->post("alice", app->acme("/incidents"), R"({"name":"Draft","status":"INVESTIGATING","shouldPublish":false})");
    app->erase("alice", app->acme("/incidents/" + id));
    for (const std::string& path : {"/" + id, "/incident/" + id, "/de/incident/" + id}) {
        EXPECT_EQ(status(path), 410) << path;
        EXPECT_FALSE(has(path, "Checkout")) << path;
    }
    EXPECT_TRUE(has("/" + id, "This notice was removed"));
    EXPECT_EQ(read("/" + id, "mallory").status, 404) << "none of theirs";
}

TEST_P(Calendar, OfWhatNobodySawNothingIsSaid) {
    const std::string draft = app->post("alice", app->acme("/incidents"),
                                        R"({"name":"Draft","status":"INVESTIGATING","shouldPublish":false})")
                                  .word("id");
    app->erase("alice", app->acme("/incidents/" + draft));
    EXPECT_EQ(status("/" + draft), 404);
    const std::string later = app->post("alice", "/x/" + app->id("acme") + "/general-notices",
                                        R"({"name":"Later","message":"m","started":"2027-01-01T00:00:00Z"})")
                                  .word("id");
    app->erase("alice", "/x/" + app->id("acme") + "/general-notices/" + later);
    EXPECT_EQ(status("/notice/" + later), 404);
}

}  // namespace
}  // namespace daymark::test
