// Whatever a request looks like, nothing is dialled that may not be.
#include "platform/net/http_client.h"

#include "support/loopback_client.h"

#include <cstdlib>
#include <future>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::net {
namespace {

using namespace test;
using Fault = HttpAnswer::Fault;
using namespace std::string_literals;

std::string with_port(std::string text, std::uint16_t port) {
    for (std::size_t at = 0; (at = text.find("PORT")) != std::string::npos;) {
        text.replace(at, 4, std::to_string(port));
    }
    return text;
}

/// All at once, which is quicker than one after another.
std::vector<HttpAnswer> ask_all(HttpClient& client, const std::vector<std::string>& urls) {
    std::vector<std::promise<HttpAnswer>> promises(urls.size());
    for (std::size_t i = 0; i < urls.size(); ++i) {
        client.send(post(urls[i]),
                    [&promise = promises[i]](HttpAnswer answer) { promise.set_value(std::move(answer)); });
    }
    std::vector<HttpAnswer> answers;
    for (auto& promise : promises) answers.push_back(promise.get_future().get());
    return answers;
}

/// Asks for all of them with a guard that allows nothing, expecting this fault and no connection.
void expect_all(Fault fault, const std::vector<std::string>& urls) {
    RudeServer server(RudeServer::answering(http_answer("200 OK")));
    HttpClient client({}, wide_limits());
    std::vector<std::string> asked;
    for (const std::string& url : urls) asked.push_back(with_port(url, server.port()));
    const auto answers = ask_all(client, asked);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        EXPECT_EQ(static_cast<int>(answers[i].fault), static_cast<int>(fault)) << asked[i];
        EXPECT_FALSE(answers[i].sent) << asked[i];
        EXPECT_EQ(answers[i].status, 0) << asked[i];
    }
    EXPECT_EQ(server.accepted(), 0U);
}

TEST(RefusedAddresses, AreRefusedInWhateverSpelling) {
    expect_all(Fault::Refused, {
                                   "http://127.0.0.1:PORT/",
                                   "http://127.0.0.1:PORT",
                                   "https://127.0.0.1:PORT/",
                                   "HTTP://127.0.0.1:PORT/",
                                   "hTtPs://127.0.0.1:PORT/",
                                   "http:/127.0.0.1:PORT/",
                                   "http:///127.0.0.1:PORT/",
                                   "http://127.0.0.1:0PORT/",
                                   "http://127.0.0.1/",
                                   "http://127.1:PORT/",
                                   "http://127.0.1:PORT/",
                                   "http://127.000.000.001:PORT/",
                                   "http://2130706433:PORT/",
                                   "http://0x7f000001:PORT/",
                                   "http://0X7F000001:PORT/",
                                   "http://0x7f.0.0.1:PORT/",
                                   "http://0x7f.1:PORT/",
                                   "http://0x7f.0x0.0x0.0x1:PORT/",
                                   "http://017700000001:PORT/",
                                   "http://0177.0.0.1:PORT/",
                                   "http://0177.0.0.01:PORT/",
                                   "http://00000177.0.0.1:PORT/",
                                   "http://0177.0x0.0.1:PORT/",
                                   "http://0:PORT/",
                                   "http://0.0.0.0:PORT/",
                                   "http://127.255.255.254:PORT/",
                                   "http://%31%32%37.0.0.1:PORT/",
                                   "http://127%2e0%2e0%2e1:PORT/",
                                   "http://%6c%6f%63%61%6c%68%6f%73%74:PORT/",
                                   "http://localhost:PORT/",
                                   "http://LOCALHOST:PORT/",
                                   "http://LocalHost:PORT/",
                                   "http://anything.localhost:PORT/",
                                   "http://a.b.LOCALHOST:PORT/",
                                   "http://[::1]:PORT/",
                                   "http://[0:0:0:0:0:0:0:1]:PORT/",
                                   "http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/",
                                   "http://[::]:PORT/",
                                   "http://[::1%25lo]:PORT/",
                                   "http://[::1%lo]:PORT/",
                                   "http://[::1%25]:PORT/",
                                   "http://[::ffff:127.0.0.1]:PORT/",
                                   "http://[::FFFF:127.0.0.1]:PORT/",
                                   "http://[::ffff:7f00:1]:PORT/",
                                   "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
                                   "http://[::ffff:0.0.0.0]:PORT/",
                                   "http://[::127.0.0.1]:PORT/",
                                   "http://[::7f00:1]:PORT/",
                                   "http://[64:ff9b::7f00:1]:PORT/",
                                   "http://[64:ff9b::127.0.0.1]:PORT/",
                                   "http://[64:ff9b:1::127.0.0.1]:PORT/",
                                   "http://[2002:7f00:1::]:PORT/",
                                   "http://[2001:0:7f00:1::]:PORT/",
                                   "http://[fe80::1]:PORT/",
                                   "http://[fe80::1%25lo]:PORT/",
                                   "http://[fc00::1]/",
                                   "http://[fec0::1]/",
                                   "http://[ff02::1]/",
                                   "http://[2001:db8::1]/",
                                   "http://10.0.0.1/",
                                   "http://172.16.0.1/",
                                   "http://192.168.0.1/",
                                   "http://100.64.0.1/",
                                   "http://192.0.0.1/",
                                   "http://198.18.0.1/",
                                   "http://224.0.0.1/",
                                   "http://240.0.0.1/",
                                   "http://255.255.255.255/",
                                   "http://0377.0377.0377.0377/",
                                   "http://169.254.169.254/latest/meta-data/",
                                   "http://169.254.43518/",
                                   "http://2852039166/",
                                   "http://0xa9fea9fe/",
                                   "http://0251.0376.0251.0376/",
                                   "http://[::ffff:169.254.169.254]/",
                                   "http://[fd00:ec2::254]/",
                                   // Which of two hosts is meant: the one of documentation is refused all the same.
                                   "http://203.0.113.7#@127.0.0.1:PORT/",
                                   "http://127.0.0.1:PORT#@203.0.113.7/",
                                   "http://203.0.113.7?@127.0.0.1:PORT/",
                                   "http://203.0.113.7/@127.0.0.1:PORT/",
                                   "http://203.0.113.7/#http://127.0.0.1:PORT/",
                                   "http://203.0.113.7/?url=http://127.0.0.1:PORT/",
                               });
}

TEST(RefusedAddresses, WhatIsNoAddressOfTheWebIsNotAskedFor) {
    expect_all(Fault::BadAddress, {
                                      "",
                                      " ",
                                      "/",
                                      "http",
                                      "http:",
                                      "http:/",
                                      "http://",
                                      "http:///",
                                      "http:////127.0.0.1:PORT/",
                                      "http:127.0.0.1:PORT/",
                                      "http://?",
                                      "http://#",
                                      "http://:PORT/",
                                      "http://.:PORT:/",
                                      "//127.0.0.1:PORT/",
                                      "127.0.0.1:PORT",
                                      "127.0.0.1:PORT/path",
                                      "localhost:PORT",
                                      "://127.0.0.1:PORT/",
                                      // Users, where one host may hide another.
                                      "http://user@127.0.0.1:PORT/",
                                      "http://user:secret@127.0.0.1:PORT/",
                                      "http://@127.0.0.1:PORT/",
                                      "http://:@127.0.0.1:PORT/",
                                      "http://203.0.113.7@127.0.0.1:PORT/",
                                      "http://127.0.0.1:PORT@203.0.113.7/",
                                      "http://a@b@127.0.0.1:PORT/",
                                      "http://a%40b@127.0.0.1:PORT/",
                                      "http://203.0.113.7&@127.0.0.1:PORT#@203.0.113.7/",
                                      // Backslashes, which browsers take for slashes.
                                      "http:\\\\127.0.0.1:PORT\\",
                                      "http://127.0.0.1:PORT\\@203.0.113.7/",
                                      "http://203.0.113.7\\@127.0.0.1:PORT/",
                                      "http://127.0.0.1\\:PORT/",
                                      "http://203.0.113.7\\.127.0.0.1:PORT/",
                                      // What must not stand in a URL.
                                      " http://127.0.0.1:PORT/",
                                      "http://127.0.0.1:PORT/ ",
                                      "http:// 127.0.0.1:PORT/",
                                      "http://127.0.0.1 :PORT/",
                                      "http://127.0.0.1\t:PORT/",
                                      "http://127.0.\n0.1:PORT/",
                                      "ht\ttp://127.0.0.1:PORT/",
                                      "http://\t127.0.0.1:PORT/",
                                      "http://127.0.0.1:PORT/\r\nx-more: 1",
                                      "http://127.0.0.1:PORT/a b",
                                      "http://127.0.0.1:PORT/\x7f",
                                      "\x01http://127.0.0.1:PORT/",
                                      "http://127.0.0.1:PORT/\0"s,
                                      "http://127.0.0.1\0.example:PORT/"s,
                                      "http://127.0.0.1%00:PORT/",
                                      "http://127.0.0.1%00.example:PORT/",
                                      "http://127.0.0.1%09:PORT/",
                                      "http://127.0.0.1%2f:PORT/",
                                      "http://127.0.0.1%3aPORT/",
                                      "http://%5b::1%5d:PORT/",
                                      "http://127.0.0.1%23.example:PORT/",
                                      "http://127.0.0.1%40203.0.113.7:PORT/",
                                      "http://127.0.0.1;x:PORT/",
                                      "http://$127.0.0.1:PORT/",
                                      "http://{127.0.0.1}:PORT/",
                                      "http://127.0.0.1,203.0.113.7:PORT/",
                                      // Brackets and ports.
                                      "http://::1:PORT/",
                                      "http://[::1:PORT/",
                                      "http://::1]:PORT/",
                                      "http://[::1]x:PORT/",
                                      "http://[::1].:PORT/",
                                      "http://[127.0.0.1]:PORT/",
                                      "http://[localhost]:PORT/",
                                      "http://[v1.127]:PORT/",
                                      "http://[]:PORT/",
                                      "http://127.0.0.1:0/",
                                      "http://127.0.0.1:65536/",
                                      "http://127.0.0.1:-1/",
                                      "http://127.0.0.1:+80/",
                                      "http://127.0.0.1:0x50/",
                                      "http://127.0.0.1:99999999999999999999/",
                                      "http://127.0.0.1:PORTx/",
                                      "http://127.0.0.1:PORT:PORT/",
                                      "http://127.0.0.1::PORT/",
                                      // Other ways to reach something.
                                      "file:///etc/passwd",
                                      "file:/etc/passwd",
                                      "FILE:///etc/passwd",
                                      "file://localhost/etc/passwd",
                                      "file://127.0.0.1/etc/passwd",
                                      "gopher://127.0.0.1:PORT/_POST%20/",
                                      "gophers://127.0.0.1:PORT/",
                                      "dict://127.0.0.1:PORT/d:x",
                                      "ftp://127.0.0.1:PORT/",
                                      "ftps://127.0.0.1:PORT/",
                                      "sftp://127.0.0.1:PORT/",
                                      "scp://127.0.0.1:PORT/x",
                                      "telnet://127.0.0.1:PORT/",
                                      "tftp://127.0.0.1:PORT/x",
                                      "ldap://127.0.0.1:PORT/",
                                      "imap://127.0.0.1:PORT/",
                                      "pop3://127.0.0.1:PORT/",
                                      "smtp://127.0.0.1:PORT/",
                                      "smb://127.0.0.1:PORT/x",
                                      "rtsp://127.0.0.1:PORT/",
                                      "rtmp://127.0.0.1:PORT/",
                                      "mqtt://127.0.0.1:PORT/x",
                                      "ws://127.0.0.1:PORT/",
                                      "wss://127.0.0.1:PORT/",
                                      "javascript:alert(1)",
                                      "data:text/plain,x",
                                      "jar:http://127.0.0.1:PORT/!/",
                                      "view-source:http://127.0.0.1:PORT/",
                                      "unix:/run/docker.sock",
                                      "unix:///run/docker.sock",
                                      "http+unix://%2Frun%2Fdocker.sock/info",
                                      "http://[unix:/run/docker.sock]/info",
                                      "http://%2Frun%2Fdocker.sock/info",
                                      "http://127.0.0.1:PORT/" + std::string(9'000, 'x'),
                                  });
}

/// What becomes of these depends on the machine: its locale, and what its name servers know.
TEST(RefusedAddresses, AreNotReachedBySpellingsThatOthersTranslate) {
    RudeServer server(RudeServer::answering(http_answer("200 OK")));
    auto limits = wide_limits();
    limits.connect = one_second;
    HttpClient client({}, limits);
    std::vector<std::string> asked;
    for (const char* url : {"http://localhost.:PORT/", "http://127.0.0.1.:PORT/", "http://unix:/run/docker.sock:/info",
                            "http://１２７.０.０.１:PORT/", "http://①②⑦.⓪.⓪.①:PORT/", "http://127。0。0。1:PORT/",
                            "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/", "http://127.0.0\u00ad.1:PORT/", "http://127.0.0.1\u200b:PORT/",
                            "http://\xff\xfe:PORT/", "http://%ef%bc%91%ef%bc%92%ef%bc%97.0.0.1:PORT/"}) {
        asked.push_back(with_port(url, server.port()));
    }
    const auto answers = ask_all(client, asked);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        EXPECT_NE(static_cast<int>(answers[i].fault), static_cast<int>(Fault::None)) << asked[i];
        EXPECT_FALSE(answers[i].sent) << asked[i];
    }
    EXPECT_EQ(server.accepted(), 0U);
}

TEST(RefusedAddresses, OfANameDoNotHideThoseThatMayBeReached) {
    RudeServer server(RudeServer::answering(http_answer("200 OK")));
    HttpClient client(AddressGuard({http::Network::of("127.0.0.1").value()}), wide_limits());
    const std::string url = "http://localhost:" + std::to_string(server.port());
    EXPECT_EQ(client.send_and_wait(post(url)).status, 200) << "::1 is refused";
}

TEST(RefusedAddresses, AreThosePublicOnesThatAreOurs) {
    HttpClient client(AddressGuard({}, [](const std::string& address) { return address == "8.8.8.8"; }), wide_limits());
    EXPECT_FAULT(client.send_and_wait(post("http://8.8.8.8/")), Refused);
}

TEST(RefusedPorts, AreNotDialled) {
    RudeServer server(RudeServer::answering(http_answer("200 OK")));
    HttpClient client(loopback_allowed(), {});
    for (const char* url :
         {"http://127.0.0.1:PORT/", "https://127.0.0.1:PORT/", "http://127.0.0.1:22/", "http://127.0.0.1:25/",
          "http://localhost:PORT/", "http://[::1]:PORT/", "http://127.0.0.1:6379/"}) {
        const auto answer = client.send_and_wait(post(with_port(url, server.port())));
        EXPECT_FAULT(answer, Refused) << url;
    }
    EXPECT_EQ(server.accepted(), 0U);
    HttpClient::Limits limits;
    limits.ports = {80, server.port()};
    HttpClient other(loopback_allowed(), limits);
    EXPECT_EQ(other.send_and_wait(post(server.url())).status, 200);
}

/// Sets variables for as long as it lives. No other thread may run meanwhile that reads them.
class Environment {
public:
    Environment(std::vector<const char*> names, const std::string& value) : names_(std::move(names)) {
        for (const char* name : names_) ::setenv(name, value.c_str(), 1);
    }
    ~Environment() {
        for (const char* name : names_) ::unsetenv(name);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const std::vector<const char*> names_;
};

TEST(Proxies, OfTheEnvironmentAreNotAsked) {
    RudeServer proxy(RudeServer::answering(http_answer("200 OK", "proxy")));
    const Environment environment({"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"},
                                  proxy.url());
    RudeServer server(RudeServer::answering(http_answer("200 OK", "server")));
    HttpClient client(loopback_allowed(), wide_limits());
    EXPECT_EQ(client.send_and_wait(post(server.url())).body, "server");
    HttpClient strict({}, wide_limits());
    EXPECT_FAULT(strict.send_and_wait(post("http://203.0.113.7/")), Refused);
    EXPECT_FAULT(strict.send_and_wait(post("https://203.0.113.7/")), Refused);
    EXPECT_EQ(proxy.accepted(), 0U);
}

TEST(RequestsThatWouldBreakTheMessage, AreNotSent) {
    RudeServer server(RudeServer::answering(http_answer("200 OK")));
    HttpClient client(loopback_allowed(), wide_limits());
    const auto expect_unsent = [&](HttpRequest request, const std::string& what) {
        request.url = server.url();
        const HttpAnswer answer = client.send_and_wait(std::move(request));
        EXPECT_FAULT(answer, BadAddress) << what;
        EXPECT_FALSE(answer.sent) << what;
    };
    for (const std::string& name : {""s,
                                    " "s,
                                    "a b"s,
                                    "a:"s,
                                    "a\r\nb"s,
                                    "a\n"s,
                                    "a\0b"s,
                                    "a;"s,
                                    ":"s,
                                    "ä"s,
                                    "(x)"s,
                                    "Host"s,
                                    "HOST"s,
                                    "content-length"s,
                                    "Transfer-Encoding"s,
                                    "Connection"s,
                                    "Expect"s,
                                    "Upgrade"s,
                                    "TE"s,
                                    "Trailer"s,
                                    "Keep-Alive"s,
                                    "Proxy-Connection"s,
                                    "HTTP2-Settings"s}) {
        expect_unsent({.url = {}, .headers = {{name, "1"}}, .body = {}}, name);
    }
    for (const std::string& value : {"a\r\nx-more: 1"s, "a\n"s, "\n"s, "a\r"s, "a\0b"s, "\0"s, "a\x01"s, "\x7f"s}) {
        expect_unsent({.url = {}, .headers = {{"x-name", value}}, .body = {}}, value);
        expect_unsent({.url = {}, .headers = {{"x-good", "1"}, {"x-name", value}}, .body = {}}, value);
    }
    for (const std::string& method : {""s, " "s, "P OST"s, "POST / HTTP/1.1\r\n\r\n"s, "POST\n"s, "GET\0"s, "PÖST"s,
                                      "M-SEARCH"s, "X1"s, std::string(21, 'A')}) {
        expect_unsent({.method = method, .url = {}, .headers = {}, .body = {}}, method);
    }
    EXPECT_EQ(server.accepted(), 0U);
}

}  // namespace
}  // namespace daymark::net
