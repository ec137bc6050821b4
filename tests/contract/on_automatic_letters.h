// A fixture for cases on what people who look after a page are told by itself.
#pragma once

#include "contract/story.h"
#include "notify/reminders.h"
#include "notify/weekly_report.h"
#include "platform/base/time_text.h"
#include "support/told.h"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

namespace daymark::contract {

[[nodiscard]] inline Millis at(std::string_view text) { return parse_time(text).value(); }

class AutomaticLetters : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (app) told = std::make_unique<test::Told>(*app);
    }
    [[nodiscard]] std::string mine() const { return "/x/" + app->id("acme") + "/my-notifications"; }
    std::string open(const std::string& more = R"("notify":false)") {
        const Answer made = app->post("edna", app->acme("/incidents"),
                                      R"({"name":"Slow","message":"m","status":"INVESTIGATING",)" + more + "}");
        EXPECT_EQ(made.status, 200) << made.text;
        return made.word("id");
    }
    int remind() { return notify::remind(app->db(), app->world()); }
    int report() { return notify::send_reports(app->db(), app->world()); }
    Strings mails() {
        told->run();
        return told->mailer.take_receivers();
    }
    /// The mail to them, of all that is due.
    std::string mail_to(const std::string& address) {
        told->run();
        for (mail::Letter& letter : told->mailer.take()) {
            if (letter.to == address) return std::move(letter.bytes);
        }
        ADD_FAILURE() << "nothing for " << address;
        return {};
    }
    std::int64_t letters(const std::string& kind) {
        return app->db().read([&](db::Tx& tx) {
            return tx.one("test.letters", "select count(*) from events where kind = $1", kind)->integer(0);
        });
    }
    void wait(Millis time) { app->clock().tick(time); }
    /// What all workers together did.
    static int all_at_once(const std::function<int()>& work) {
        std::atomic<int> done = 0;
        std::vector<std::thread> workers;
        for (int i = 0; i < 4; ++i) workers.emplace_back([&] { done += work(); });
        for (std::thread& worker : workers) worker.join();
        return done;
    }

    std::unique_ptr<test::Told> told;
    const Strings editors{"alice@acme.test", "bob@acme.test", "edna@acme.test"};
    const Strings seers{"alice@acme.test", "bob@acme.test", "edna@acme.test", "vera@acme.test"};
};

}  // namespace daymark::contract
