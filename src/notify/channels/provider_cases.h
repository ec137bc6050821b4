// For tests of providers: a message, requests and verdicts as text, and answers that are no help.
#pragma once

#include "notify/channel.h"

#include <string>
#include <vector>

namespace daymark::notify {

constexpr Millis sample_now = 1'732'372'680'000;  // 2024-11-23T14:38:00Z

inline Notice sample_notice() {
    Notice notice;
    notice.page_name = "Kestrel";
    notice.title = "Delayed webhook deliveries";
    notice.state = "Identified";
    notice.when = "Nov 23, 14:38 UTC";
    notice.text = "Some webhooks are late.";
    notice.url = "https://kestrel.test/i/1";
    return notice;
}

inline Recipient sample_recipient() {
    return {"del-1", "14155550100", "", {}, {"https://kestrel.test/u/1.a&b", "", ""}};
}

/// The request of that channel as it goes out.
inline std::string request_text(const Channel& channel, const Account& account, std::string_view provider_url = {},
                                const Notice& notice = sample_notice(), const Recipient& recipient = sample_recipient(),
                                int attempt = 1) {
    const net::HttpRequest request = channel.compose(
        {notice, recipient, account, provider_url.empty() ? channel.provider_url : provider_url, sample_now, attempt});
    std::string text = request.method + " " + request.url + "\n";
    for (const auto& [name, value] : request.headers) text += name + ": " + value + "\n";
    return text + "\n" + request.body;
}

inline net::HttpAnswer answered(int status, std::string body = {}, net::Headers headers = {}) {
    net::HttpAnswer answer;
    answer.sent = true;
    answer.status = status;
    answer.body = std::move(body);
    answer.headers = std::move(headers);
    return answer;
}

/// "SENT SM1", "AGAIN in 30000: 429 Too Many Requests", "GONE: error 21610: …"; "FAILED account: …" when nobody gets
/// through.
inline std::string verdict_text(const Verdict& verdict) {
    constexpr const char* names[] = {"SENT", "AGAIN", "FAILED", "GONE"};
    std::string text = names[static_cast<int>(verdict.result)];
    if (verdict.account_fault) text += " account";
    if (verdict.unknown) text += " unknown";
    if (!verdict.remote_id.empty()) text += " " + verdict.remote_id;
    if (verdict.wait) text += " in " + std::to_string(*verdict.wait);
    return verdict.reason.empty() ? text : text + ": " + verdict.reason;
}

inline std::string judged(const Channel& channel, int status, std::string body = {}, net::Headers headers = {}) {
    return verdict_text(channel.judge(answered(status, std::move(body), std::move(headers))));
}

inline std::string judged(const Channel& channel, net::HttpAnswer::Fault fault, bool sent) {
    net::HttpAnswer answer;
    answer.fault = fault;
    answer.sent = sent;
    return verdict_text(channel.judge(answer));
}

/// Bodies of servers that are broken, hostile or not the provider's.
inline std::vector<std::string> useless_bodies() {
    const std::string huge(64UL * 1024, 'x');
    return {"",
            "null",
            "[]",
            "{}",
            "\"\"",
            "{",
            "<html><body>It works!</body></html>",
            std::string("\0\xff\xfe", 3),
            huge,
            "{\"sid\":\"" + huge + "\",\"id\":\"" + huge + "\",\"code\":\"" + huge + "\"}",
            std::string(60'000, '['),
            R"({"sid":{},"id":[1],"code":{"a":1},"messages":[[]],"errors":[null],"data":{"id":null},"batch":[]})",
            R"({"sid":"a b","id":"a\r\nX: y","code":"<b>","messages":[{"status":{}}],"errors":[{"code":"<b>"}]})",
            R"({"messages":{"0":{"status":"0"}},"errors":{"0":{"code":2}},"data":[{"id":"1"}],"code":21610.5})",
            "<PublishResponse><PublishResult><MessageId>",
            "<PublishResult></MessageId><MessageId><b>1</b></MessageId></PublishResult>",
            "<messageheader uri=\"x\"> id=\"outside\"",
            "<messageheader id=\"not closed"};
}

}  // namespace daymark::notify
