// Servers that are slow, mad or gone.
#include "platform/net/http_client.h"

#include "support/loopback_client.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace daymark::net {
namespace {

using namespace test;
using Peer = RudeServer::Peer;

HttpClient::Limits in_a_hurry() {
    auto limits = wide_limits();
    limits.whole = 500;  // enough to connect and send, also on a busy machine
    return limits;
}

HttpClient::Limits up_to(std::size_t bytes) {
    auto limits = wide_limits();
    limits.answer_bytes = bytes;
    return limits;
}

/// Reads one request, says `first`, then `again` until the client goes.
RudeServer::Manners endless(std::string first, std::string again) {
    return [first = std::move(first), again = std::move(again)](Peer& peer) {
        if (!peer.read() || !peer.send(first)) return;
        while (peer.send(again)) {
        }
    };
}

TEST(SlowServers, AreGivenUp) {
    const auto silent = answer_of([](Peer& peer) { peer.wait_for_end(); }, in_a_hurry());
    EXPECT_FAULT(silent, TimedOut);
    EXPECT_TRUE(silent.sent);
    EXPECT_EQ(silent.status, 0);
    EXPECT_GT(silent.took, 0);

    const auto trickling = answer_of(
        [](Peer& peer) {
            if (!peer.read() || !peer.send("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")) return;
            while (peer.send("x")) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        },
        in_a_hurry());
    EXPECT_FAULT(trickling, TimedOut);
    EXPECT_TRUE(trickling.sent);
    EXPECT_EQ(trickling.status, 200) << "what is known is told";
}

TEST(SlowServers, ThatDoNotTakeTheRequestAreGivenUp) {
    Gate gate;
    RudeServer server([&](Peer&) { gate.wait(); });
    HttpClient client(loopback_allowed(), in_a_hurry());
    const auto answer = client.send_and_wait(post(server.url(), std::string(64 << 20, 'x')));
    EXPECT_FAULT(answer, TimedOut);
    EXPECT_TRUE(answer.sent);
    gate.open();
}

TEST(SlowServers, ThatNeverFinishConnectingGotNothing) {
    RudeServer server([](Peer& peer) { peer.wait_for_end(); });
    auto limits = wide_limits();
    limits.connect = 200;
    HttpClient client(loopback_allowed(), limits);
    const auto answer = client.send_and_wait(post("https://127.0.0.1:" + std::to_string(server.port())));
    EXPECT_FAULT(answer, TimedOut);
    EXPECT_FALSE(answer.sent);
}

TEST(SlowServers, KeepOthersWaitingNoLongerThanTheLimit) {
    RudeServer server([](Peer& peer) { peer.wait_for_end(); });
    for (const bool of_host : {true, false}) {
        auto limits = in_a_hurry();
        (of_host ? limits.connections_per_host : limits.connections) = 1;
        HttpClient client(loopback_allowed(), limits);
        std::vector<std::promise<HttpAnswer>> promises(3);
        for (auto& promise : promises) {
            const std::string host = of_host ? "localhost" : std::to_string(&promise - promises.data()) + ".localhost";
            client.send(post("http://" + host + ":" + std::to_string(server.port())),
                        [&promise](HttpAnswer answer) { promise.set_value(std::move(answer)); });
        }
        // The second has its turn when the first is given up; for the third that is too late.
        std::vector<HttpAnswer> answers;
        for (auto& promise : promises) answers.push_back(promise.get_future().get());
        for (const HttpAnswer& answer : answers) EXPECT_FAULT(answer, TimedOut);
        EXPECT_TRUE(answers[0].sent);
        EXPECT_FALSE(answers[2].sent);
    }
}

TEST(EndlessAnswers, AreCutWhereTheLimitIs) {
    const std::string head = "HTTP/1.1 200 OK\r\nx-one: 1\r\n\r\n";
    const auto answer = answer_of(endless(head, std::string(1000, 'x')), up_to(5000));
    EXPECT_FAULT(answer, None);
    EXPECT_TRUE(answer.sent);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("x-one"), "1");
    EXPECT_EQ(answer.body, std::string(5000 - head.size(), 'x'));

    const auto chunked =
        answer_of(endless("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"), up_to(1000));
    EXPECT_FAULT(chunked, None);
    EXPECT_EQ(chunked.status, 500);
    EXPECT_LT(chunked.body.size(), 1000U);
    EXPECT_GT(chunked.body.size(), 900U);
}

TEST(EndlessAnswers, TheLimitItselfIsNotTooMuch) {
    for (const std::size_t more : {0U, 1U, 2U}) {
        const std::string bytes = http_answer("200 OK", std::string(99, 'a') + std::string(more, 'b'));
        const auto answer = answer_of(saying(bytes), up_to(http_answer("200 OK", std::string(99, 'a') + "b").size()));
        EXPECT_FAULT(answer, None);
        EXPECT_EQ(answer.body, std::string(99, 'a') + std::string(std::min<std::size_t>(more, 1), 'b'));
    }
}

TEST(EndlessAnswers, LeaveTheClientUsable) {
    std::atomic<int> count = 0;
    RudeServer server([&](Peer& peer) {
        if (++count > 1) return RudeServer::answering(http_answer("200 OK", "short"))(peer);
        endless("HTTP/1.1 200 OK\r\n\r\n", "x")(peer);
    });
    HttpClient client(loopback_allowed(), up_to(100));
    EXPECT_GT(client.send_and_wait(post(server.url())).body.size(), 80U);
    EXPECT_EQ(client.send_and_wait(post(server.url())).body, "short");
}

TEST(EndlessHeads, AreCutAndWhatCameIsTold) {
    const auto answer = answer_of(endless("HTTP/1.1 410 Gone\r\nRetry-After: 5\r\n", "a: b\r\n"), up_to(64 * 1024));
    EXPECT_FAULT(answer, None);
    EXPECT_EQ(answer.status, 410);
    EXPECT_EQ(answer.header("retry-after"), "5");
    EXPECT_EQ(answer.headers.size(), 128U) << "many small ones would take more room than they are long";
    EXPECT_EQ(answer.body, "");

    const auto cut = answer_of(endless("HTTP/1.1 410 Gone\r\n", "a: b\r\n"), up_to(100));
    EXPECT_FAULT(cut, None);
    EXPECT_EQ(cut.headers.size(), (100U - 19) / 6);
}

TEST(EndlessHeads, OfOneLineAreNoAnswer) {
    EXPECT_FAULT(answer_of(endless("HTTP/1.1 200 ", "OK")), Broken);
    const auto answer = answer_of(endless("HTTP/1.1 200 OK\r\nx-long: ", "abcdefgh"));
    EXPECT_FAULT(answer, Broken);
    EXPECT_EQ(answer.headers.size(), 0U);
}

TEST(EndlessHeads, ThatNeverGetToTheFinalOneAreNoAnswer) {
    const auto answer = answer_of(endless("", "HTTP/1.1 100 Continue\r\n\r\n"));
    EXPECT_FAULT(answer, Broken);
    EXPECT_TRUE(answer.sent);
}

TEST(BrokenAnswers, AreToldApartFromWhole) {
    for (const std::string_view bytes : {
             "",
             "\r\n",
             "\r\n\r\n",
             "\n\n\n\n",
             "hello",
             "SSH-2.0-OpenSSH_9.2\r\n",
             "220 mail.example ESMTP\r\n",
             "\x15\x03\x01\x00\x02\x02\x0a",
             "<html></html>",
             "HTTP",
             "HTTP/",
             "HTTP/1.1",
             "HTTP/1.1\r\n\r\n",
             "HTTP/1.1 \r\n\r\n",
             "HTTP/1.1 abc OK\r\n\r\n",
             "HTTP/1.1 20 OK\r\n\r\n",
             "HTTP/1.1 000 OK\r\n\r\n",
             "HTTP/1.1 099 OK\r\n\r\n",
             "HTTP/1.1 2000 OK\r\n\r\n",
             "HTTP/1.1 -20 OK\r\n\r\n",
             "HTTP/9.9 200 OK\r\n\r\n",
             "ICY 200 OK\r\n\r\n",
             "HTTP/1.1 200 OK",
             "HTTP/1.1 200 OK\r\n",
             "HTTP/1.1 200 OK\r\nx-one: 1",
             "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
             "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
             "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nhell",
             "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhell",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: nonsense\r\n\r\nhello",
         }) {
        const auto answer = answer_of(saying(std::string(bytes)));
        EXPECT_FAULT(answer, Broken) << bytes;
        EXPECT_TRUE(answer.sent) << bytes;
    }
}

TEST(BrokenConnections, AreTold) {
    const auto closed = answer_of([](Peer&) {});
    EXPECT_FAULT(closed, Broken);
    EXPECT_TRUE(closed.sent);
    const auto reset = answer_of([](Peer& peer) {
        static_cast<void>(peer.read());
        peer.reset();
    });
    EXPECT_FAULT(reset, Broken);
    EXPECT_TRUE(reset.sent);
    const auto reset_in_answer = answer_of([](Peer& peer) {
        static_cast<void>(peer.read());
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
        peer.reset();
    });
    EXPECT_FAULT(reset_in_answer, Broken);
    EXPECT_TRUE(reset_in_answer.sent);
}

TEST(BrokenConnections, WithAnAnswerBeforeTheRequestWasReadAreAnswered) {
    RudeServer server([](Peer& peer) {
        peer.send(http_answer("413 Too Large", "", "Connection: close\r\n"));
        peer.wait_for_end();
    });
    HttpClient client(loopback_allowed(), wide_limits());
    EXPECT_EQ(client.send_and_wait(post(server.url(), std::string(8 << 20, 'x'))).status, 413);
}

TEST(BrokenConnections, WhereNobodyListensNothingIsSent) {
    std::string url;
    {
        RudeServer gone([](Peer&) {});
        url = gone.url();
    }
    HttpClient client(loopback_allowed(), wide_limits());
    const auto answer = client.send_and_wait(post(url));
    EXPECT_FAULT(answer, Unreachable);
    EXPECT_FALSE(answer.sent);
}

TEST(Names, ThatCannotBeAreNone) {
    HttpClient client(loopback_allowed(), wide_limits());
    for (const std::string& name :
         {std::string(64, 'a') + ".invalid", std::string(300, 'a'), std::string("a..invalid")}) {
        const auto answer = client.send_and_wait(post("http://" + name + "/"));
        EXPECT_FAULT(answer, NoName) << name;
        EXPECT_FALSE(answer.sent);
    }
}

TEST(Tls, IsNotSpokenByEverybody) {
    RudeServer server([](Peer& peer) {
        static_cast<void>(peer.read_bytes());
        peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    HttpClient client(loopback_allowed(), wide_limits());
    const auto answer = client.send_and_wait(post("https://127.0.0.1:" + std::to_string(server.port())));
    EXPECT_FAULT(answer, BadTls);
    EXPECT_FALSE(answer.sent);
}

/// For "localhost", signed by itself, P-256, 2020 to 2120.
constexpr std::string_view certificate_hex =
    "308201173081bda003020102020101300a06082a8648ce3d04030230143112301006035504030c096c6f63616c686f737430"
    "20170d3230303130313030303030305a180f32313230303130313030303030305a30143112301006035504030c096c6f6361"
    "6c686f73743059301306072a8648ce3d020106082a8648ce3d03010703420004cab2e16cf857282c479aebfabbd4c9ae7f55"
    "fbfe1b2d74bee4ccde41cd7931f5349d6851ef2982766479dfae236a2241cf5e98a661cee9392c030265a0dea474300a0608"
    "2a8648ce3d0403020349003046022100a88d611b4daabe3c4065df7dcf2c8796e073fcad61827069252f0836aa14c7670221"
    "00f01966e67ab9f3ad4b49b32a44a380f11bd54dd0e3c63a1e07c70e5ce9137026";

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (; !hex.empty(); hex.remove_prefix(2))
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(0, 2)), nullptr, 16));
    return bytes;
}

/// A part of TLS: what it is, its length in so many bytes, itself.
std::string tls_part(const std::string& kind, std::size_t length_bytes, const std::string& content) {
    std::string part = kind;
    for (std::size_t i = length_bytes; i-- > 0;) part += static_cast<char>((content.size() >> (8 * i)) & 0xff);
    return part + content;
}

/// What a server says first in TLS 1.2, up to its certificate: ECDHE_ECDSA with AES-128-GCM, secure renegotiation.
std::string tls_greeting() {
    const std::string hello = bytes_of("0303") + std::string(32, 'r') + bytes_of("00c02b000005ff01000100");
    const std::string certificates = tls_part("", 3, tls_part("", 3, bytes_of(certificate_hex)));
    return tls_part(bytes_of("160303"), 2,
                    tls_part(bytes_of("02"), 3, hello) + tls_part(bytes_of("0b"), 3, certificates));
}

TEST(Tls, NeedsACertificateByWhomEverybodyTrusts) {
    std::promise<std::string> reply;
    RudeServer server([&](Peer& peer) {
        static_cast<void>(peer.read_bytes());
        peer.send(tls_greeting());
        reply.set_value(peer.read_bytes());
    });
    HttpClient client(loopback_allowed(), wide_limits());
    const auto answer = client.send_and_wait(post("https://localhost:" + std::to_string(server.port())));
    EXPECT_FAULT(answer, BadTls);
    EXPECT_FALSE(answer.sent);
    EXPECT_EQ(reply.get_future().get(), bytes_of("15030300020230")) << "the alert for an unknown authority";
}

}  // namespace
}  // namespace daymark::net
