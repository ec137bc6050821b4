// Many requests at once, connections that are kept, and a client that goes away.
#include "platform/net/http_client.h"

#include "support/loopback_client.h"

#include <atomic>
#include <future>
#include <latch>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace daymark::net {
namespace {

using namespace test;
using Peer = RudeServer::Peer;

/// Answers with the request's body.
void echo(Peer& peer) {
    while (const auto request = peer.read()) {
        if (!peer.send(http_answer("200 OK", request->body))) return;
    }
}

std::string at_host(const std::string& host, const RudeServer& server) {
    return "http://" + host + ":" + std::to_string(server.port());
}

TEST(ManyRequests, AreAllAnsweredEachWithItsOwn) {
    constexpr int count = 500;
    RudeServer server(echo);
    HttpClient client(loopback_allowed(), wide_limits());
    std::vector<std::atomic<int>> answers(count);
    std::latch left(count);
    for (int i = 0; i < count; ++i) {
        client.send(post(server.url(), std::to_string(i)), [&, i](const HttpAnswer& answer) {
            if (answer.status == 200 && answer.body == std::to_string(i)) ++answers[static_cast<std::size_t>(i)];
            left.count_down();
        });
    }
    left.wait();
    for (const auto& each : answers) EXPECT_EQ(each, 1);
    EXPECT_LE(server.accepted(), 64U) << "connections are used again";
}

TEST(ManyRequests, MayComeFromManyThreads) {
    constexpr int threads = 4, each = 50;
    RudeServer server(echo);
    HttpClient client(loopback_allowed(), wide_limits());
    std::atomic<int> good = 0;
    std::vector<std::thread> senders;
    for (int i = 0; i < threads; ++i) {
        senders.emplace_back([&] {
            for (int k = 0; k < each; ++k) good += client.send_and_wait(post(server.url(), "y")).body == "y" ? 1 : 0;
        });
    }
    for (std::thread& sender : senders) sender.join();
    EXPECT_EQ(good, threads * each);
    EXPECT_LE(server.accepted(), static_cast<std::size_t>(threads));
}

TEST(Answers, ComeOnOneThreadWhichMaySendAgain) {
    RudeServer server(echo);
    HttpClient client(loopback_allowed(), wide_limits());
    std::set<std::thread::id> seen;
    std::promise<void> finished;
    int left = 10;
    std::function<void(HttpAnswer)> again = [&](const HttpAnswer& answer) {
        EXPECT_EQ(answer.status, 200);
        seen.insert(std::this_thread::get_id());
        if (--left == 0) return finished.set_value();
        client.send(post(server.url()), again);
    };
    client.send(post(server.url()), again);
    finished.get_future().wait();
    EXPECT_EQ(seen.size(), 1U);
    EXPECT_FALSE(seen.contains(std::this_thread::get_id()));
}

TEST(Connections, ToOneHostAreLimited) {
    Gate gate;
    RudeServer server([&](Peer& peer) {
        while (peer.read()) {
            gate.wait();
            peer.send(http_answer("200 OK"));
        }
    });
    auto limits = wide_limits();
    limits.connections_per_host = 4;
    HttpClient client(loopback_allowed(), limits);
    std::latch left(20);
    for (int i = 0; i < 20; ++i) {
        client.send(post(server.url()), [&](const HttpAnswer& answer) {
            EXPECT_EQ(answer.status, 200);
            left.count_down();
        });
    }
    gate.wait_for(4);
    gate.open();
    left.wait();
    EXPECT_EQ(server.accepted(), 4U);
}

TEST(Connections, OfAHostThatHangsDoNotKeepOthersWaiting) {
    RudeServer hanging([](Peer& peer) { peer.wait_for_end(); });
    RudeServer server(echo);
    auto limits = wide_limits();
    limits.connections_per_host = 2;
    std::atomic<int> given_up = 0;
    {
        HttpClient client(loopback_allowed(), limits);
        for (int i = 0; i < 50; ++i) {
            client.send(post(hanging.url()), [&](const HttpAnswer& answer) {
                EXPECT_FAULT(answer, TimedOut);
                ++given_up;
            });
        }
        EXPECT_EQ(client.send_and_wait(post(server.url())).status, 200);
        EXPECT_EQ(given_up, 0);
    }
    EXPECT_EQ(given_up, 50);
}

TEST(Connections, AltogetherAreLimited) {
    Gate gate;
    RudeServer server([&](Peer& peer) {
        while (peer.read()) {
            gate.wait();
            peer.send(http_answer("200 OK"));
        }
    });
    auto limits = wide_limits();
    limits.connections = 3;
    HttpClient client(loopback_allowed(), limits);
    std::latch left(12);
    for (int i = 0; i < 12; ++i) {
        client.send(post(at_host("h" + std::to_string(i) + ".localhost", server)), [&](const HttpAnswer& answer) {
            EXPECT_EQ(answer.status, 200);
            left.count_down();
        });
    }
    gate.wait_for(3);
    EXPECT_EQ(server.accepted(), 3U);
    gate.open();
    left.wait();
    EXPECT_EQ(server.accepted(), 12U);
    EXPECT_TRUE(server.wait_until_open_at_most(3)) << "those that nobody uses make room";
}

TEST(Connections, ThatTheServerEndedAreMadeAnew) {
    RudeServer server([](Peer& peer) {
        static_cast<void>(peer.read());
        peer.send(http_answer("200 OK"));
    });
    HttpClient client(loopback_allowed(), wide_limits());
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(client.send_and_wait(post(server.url())).status, 200);
        EXPECT_TRUE(server.wait_until_open_at_most(0));
    }
    EXPECT_EQ(server.accepted(), 5U);
}

TEST(Connections, ThatBreakDoNotMakeARequestGoOutTwice) {
    std::atomic<int> requests = 0;
    RudeServer server([&](Peer& peer) {
        while (peer.read()) {
            if (++requests == 2) return;  // it was taken, and there is no answer
            peer.send(http_answer("200 OK"));
        }
    });
    HttpClient client(loopback_allowed(), wide_limits());
    EXPECT_EQ(client.send_and_wait(post(server.url())).status, 200);
    const auto broken = client.send_and_wait(post(server.url()));
    EXPECT_FAULT(broken, Broken);
    EXPECT_TRUE(broken.sent);
    EXPECT_EQ(client.send_and_wait(post(server.url())).status, 200);
    EXPECT_EQ(requests, 3);
}

TEST(ClientsThatGoAway, AnswerEverything) {
    constexpr int count = 30;
    RudeServer server([](Peer& peer) { peer.wait_for_end(); });
    Gate gate;
    RudeServer reading([&](Peer& peer) {
        static_cast<void>(peer.read());
        gate.wait();
    });
    auto limits = wide_limits();
    limits.connections_per_host = 4;
    std::vector<int> answers(count);
    int sent = 0;
    {
        HttpClient client(loopback_allowed(), limits);
        for (int i = 0; i < count; ++i) {
            client.send(post(i % 2 == 0 ? server.url() : reading.url()), [&, i](const HttpAnswer& answer) {
                EXPECT_FAULT(answer, TimedOut);
                ++answers[static_cast<std::size_t>(i)];
                sent += answer.sent ? 1 : 0;
            });
        }
        gate.wait_for(4);
    }
    EXPECT_EQ(answers, std::vector<int>(count, 1));
    EXPECT_GE(sent, 4);
    EXPECT_LE(sent, 8);
    gate.open();
}

TEST(ClientsThatGoAway, AnswerWhatIsSentMeanwhile) {
    RudeServer server([](Peer& peer) { peer.wait_for_end(); });
    int answers = 0;
    {
        std::optional<HttpClient> client(std::in_place, loopback_allowed(), wide_limits());
        HttpClient& same = *client;
        for (int i = 0; i < 10; ++i) {
            client->send(post(server.url()), [&](const HttpAnswer&) {
                ++answers;
                same.send(post(server.url()), [&](const HttpAnswer& answer) {
                    EXPECT_FAULT(answer, TimedOut);
                    EXPECT_FALSE(answer.sent);
                    ++answers;
                });
            });
        }
    }
    EXPECT_EQ(answers, 20);
}

TEST(ClientsThatGoAway, HaveNothingToDoWhenNobodyAsked) {
    for (int i = 0; i < 20; ++i) HttpClient client({}, {});
}

}  // namespace
}  // namespace daymark::net
