// Who sends from a database, and whose work is taken over. On both databases.
#include "notify/senders.h"

#include "notify/delivery_store.h"
#include "notify/event_store.h"
#include "notify/spread.h"
#include "support/told.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using Strings = std::vector<std::string>;

class AmongSenders : public test::OnTestApp {
protected:
    /// Another that has a message to Kim under way, and has given a sign of life just now.
    void add_other() {
        app->post("alice", app->acme("/subscribers"), R"({"autoConfirm":true,"email":"kim@example.com"})");
        app->post("alice", app->acme("/incidents"),
                  R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true})");
        spread_some(app->db(), app->world(), 0);
        app->db().write([&](db::Tx& tx) {
            insert_sender(tx, "other");
            const auto event = list_due(tx, app->id("acme"), app->clock().now(), 1).at(0);
            EXPECT_EQ(take(tx, event.id, {"other", 1}, app->clock().now(), 10, {}).size(), 1U);
        });
    }
    /// What somebody sends who starts now, and to whom a sender is dead after that time without a sign.
    Strings mails(const std::string& worker, Millis lost_after) {
        test::Told told(*app, [&](DispatcherOptions& options) {
            options.sender.worker = worker;
            options.sender.lost_after = lost_after;
        });
        told.run();
        return told.mailer.take_receivers();
    }
    [[nodiscard]] Strings senders() {
        return app->db().read([](db::Tx& tx) {
            Strings names;
            for (const Sender& sender : list_senders(tx)) names.push_back(sender.worker);
            std::ranges::sort(names);
            return names;
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, AmongSenders, test::both(), test::kind_name);

TEST_P(AmongSenders, WhoseBeatStandsStillTooLongIsGivenUpAndAnotherSendsWhatItHad) {
    add_other();
    EXPECT_EQ(mails("we", 0), Strings{"kim@example.com"});
    EXPECT_EQ(senders(), Strings{"we"});
}

TEST_P(AmongSenders, NobodyIsGivenUpBeforeThatTime) {
    add_other();
    app->clock().tick(one_hour);
    EXPECT_EQ(mails("we", one_hour), Strings{}) << "clocks of the wall say nothing of it";
    EXPECT_EQ(senders(), (Strings{"other", "we"}));
}

TEST_P(AmongSenders, WhoGivesSignsOfLifeIsNotGivenUp) {
    Senders we(app->db(), app->world(), {.worker = "we", .lost_after = 1, .beat_every = 0});
    app->db().write([](db::Tx& tx) { insert_sender(tx, "other"); });
    for (int i = 0; i < 20; ++i) {
        we.look_after();
        app->db().write([](db::Tx& tx) { EXPECT_TRUE(beat(tx, "other")); });
    }
    EXPECT_EQ(senders(), (Strings{"other", "we"}));
}

}  // namespace
}  // namespace daymark::notify
