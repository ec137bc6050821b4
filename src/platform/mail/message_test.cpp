#include "platform/mail/message.h"

#include "support/text_checks.h"

#include <gmime/gmime.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <thread>

namespace daymark::mail {
namespace {

using test::has;
using test::lacks;

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

Message sample() {
    Message message;
    message.from = {"Acme Status", "status@example.com"};
    message.to = {"", "kim@example.org"};
    message.reply_to = "help@example.com";
    message.subject = "Login is down";
    message.message_id = "<cmab12@example.com>";
    message.date = 1'700'000'000'000;
    message.text = "Login is down.\n";
    message.html = "<p>Login is down.</p>\n";
    return message;
}

/// What a mail program makes of it.
struct Read {
    std::string from_name, from, to_name, to, reply_to, subject, text, html;
    int headers = 0, parts = 0;
};

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

std::string content_of(GMimeMultipart* body, int part) {
    GMimeObject* const object = g_mime_multipart_get_part(body, part);
    if (!GMIME_IS_PART(object)) return "no part";
    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(object)), out.get());
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::pair<std::string, std::string> mailbox_of(InternetAddressList* list) {
    if (internet_address_list_length(list) != 1) return {"not one", "not one"};
    InternetAddress* const address = internet_address_list_get_address(list, 0);
    if (!INTERNET_ADDRESS_IS_MAILBOX(address)) return {"none", "none"};
    return {text_of(internet_address_get_name(address)),
            text_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)))};
}

Read read(const std::string& bytes) {
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), nullptr));
    Read read;
    if (!mail) return read;
    std::tie(read.from_name, read.from) = mailbox_of(g_mime_message_get_from(mail.get()));
    std::tie(read.to_name, read.to) = mailbox_of(g_mime_message_get_to(mail.get()));
    read.reply_to = mailbox_of(g_mime_message_get_reply_to(mail.get())).second;
    read.subject = text_of(g_mime_message_get_subject(mail.get()));
    read.headers = g_mime_header_list_get_count(g_mime_object_get_header_list(GMIME_OBJECT(mail.get())));
    GMimeObject* const body = g_mime_message_get_mime_part(mail.get());
    if (!GMIME_IS_MULTIPART(body)) return read;
    read.headers += g_mime_header_list_get_count(g_mime_object_get_header_list(body));
    read.parts = g_mime_multipart_get_count(GMIME_MULTIPART(body));
    read.text = content_of(GMIME_MULTIPART(body), 0);
    read.html = content_of(GMIME_MULTIPART(body), 1);
    return read;
}

/// Whether it can go over any wire: lines by CRLF alone, none over 998 bytes, nothing but ASCII.
testing::AssertionResult is_fit(const std::string& bytes) {
    std::size_t line = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (static_cast<unsigned char>(bytes[i]) > 0x7e)
            return testing::AssertionFailure() << "a byte over 7e at " << i;
        if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) return testing::AssertionFailure() << "LF at " << i;
        if (bytes[i] == '\r' && bytes.substr(i, 2) != "\r\n") return testing::AssertionFailure() << "CR at " << i;
        line = bytes[i] == '\n' ? 0 : line + 1;
        if (line > 999) return testing::AssertionFailure() << "a line over 998 before " << i;  // with its CR
    }
    return testing::AssertionSuccess();
}

std::string head_of(const std::string& bytes) { return bytes.substr(0, bytes.find("\r\n\r\n") + 2); }

TEST(Mail, IsHeadersAndTwoParts) {
    Message message = sample();
    message.headers = {{"Auto-Submitted", "auto-generated"}};
    EXPECT_EQ(bytes_of(message),
              "From: \"Acme Status\" <status@example.com>\r\n"
              "To: kim@example.org\r\n"
              "Reply-To: help@example.com\r\n"
              "Subject: Login is down\r\n"
              "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
              "Message-ID: <cmab12@example.com>\r\n"
              "MIME-Version: 1.0\r\n"
              "Auto-Submitted: auto-generated\r\n"
              "Content-Type: multipart/alternative; boundary=\"=_daymark\"\r\n"
              "\r\n"
              "--=_daymark\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "Login is down.\r\n"
              "\r\n"
              "--=_daymark\r\n"
              "Content-Type: text/html; charset=utf-8\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "<p>Login is down.</p>\r\n"
              "\r\n"
              "--=_daymark--\r\n");
}

TEST(Mail, IsReadAsItWasWrittenInEachLanguage) {
    for (const std::string words :
         {"Störung: Anmeldung gestört – wir prüfen", "Panne : connexion impossible, œuvre en cours",
          "ログインできません。調査しています。", "登录服务中断，我们正在调查", "로그인 장애를 조사하고 있습니다",
          "تعطل تسجيل الدخول ونحن نحقق في الأمر", "התחברות אינה פעילה", "Вход не работает, мы разбираемся",
          "लॉगिन काम नहीं कर रहा है", "การเข้าสู่ระบบล้มเหลว", "Ağ kesintisi: ığdır",
          "👩‍👩‍👧‍👦 emoji 🇺🇳 and 𝔘nicode",
          "\"quotes\", \\ commas; <angles> (parentheses) @ : ."}) {
        Message message = sample();
        message.subject = message.from.name = message.to.name = words;
        message.text = words + "\n\n" + words + "\n";
        message.html = "<p>" + words + "</p>\n";
        const std::string bytes = bytes_of(message);
        EXPECT_TRUE(is_fit(bytes)) << words;
        const Read read = mail::read(bytes);
        EXPECT_EQ(read.subject, words);
        EXPECT_EQ(read.from_name, words);
        EXPECT_EQ(read.to_name, words);
        EXPECT_EQ(read.from, "status@example.com");
        EXPECT_EQ(read.to, "kim@example.org");
        EXPECT_EQ(read.text, words + "\r\n\r\n" + words + "\r\n");
        EXPECT_EQ(read.html, "<p>" + words + "</p>\r\n");
    }
}

TEST(Mail, HasEncodedWordsThatEachMailProgramCanRead) {
    std::string longest;
    for (int i = 0; i < 300; ++i) longest += i % 3 == 0 ? "障" : "🙂";
    Message message = sample();
    message.subject = message.from.name = longest;
    const std::string bytes = bytes_of(message);
    EXPECT_TRUE(is_fit(bytes));
    EXPECT_EQ(read(bytes).subject, longest);
    EXPECT_EQ(read(bytes).from_name, longest);
    // RFC 2047: lines of at most 76 bytes; each word for itself is text, so none ends inside a character.
    int words = 0;
    std::string_view head(bytes);
    head = head.substr(0, head.find("\r\nDate"));
    while (!head.empty()) {
        const std::string line(head.substr(0, head.find("\r\n")));
        head.remove_prefix(std::min(head.size(), line.size() + 2));
        EXPECT_LE(line.size(), 76U) << line;
        const std::size_t word = line.find("?Q?=");
        if (word == std::string::npos) continue;
        ++words;
        EXPECT_EQ(std::string("89AB").find(line[word + 4]), std::string::npos) << line;  // the middle of a character
    }
    EXPECT_GT(words, 100);
}

TEST(Mail, HasItsLinesShortHoweverLongTheTextsAre) {
    Message message = sample();
    message.text = std::string(5'000, 'x') + "\n" + std::string(5'000, '=') + "\n";
    message.html = "<p>" + std::string(3'000, ' ') + "</p>";
    for (int i = 0; i < 2'000; ++i) message.html += "漢";
    message.subject = std::string(3'000, 's');
    message.to.name = std::string(3'000, '"');
    const std::string bytes = bytes_of(message);
    EXPECT_TRUE(is_fit(bytes));
    const Read read = mail::read(bytes);
    EXPECT_EQ(read.subject, message.subject);
    EXPECT_EQ(read.to_name, message.to.name);
    EXPECT_EQ(read.text, std::string(5'000, 'x') + "\r\n" + std::string(5'000, '=') + "\r\n");
    EXPECT_EQ(read.html, message.html);
}

TEST(Mail, EndsLinesByCrLfWhateverEndedThemBefore) {
    Message message = sample();
    message.text = "a\nb\r\nc\rd\r\r\n\n.\n.e\nFrom f\n g \t\n";
    message.html = "日本語\n日本語\r日本語\r\n日本語";
    const std::string bytes = bytes_of(message);
    EXPECT_TRUE(is_fit(bytes));
    EXPECT_EQ(read(bytes).text, "a\r\nb\r\nc\r\nd\r\n\r\n\r\n.\r\n.e\r\nFrom f\r\n g \t\r\n");
    EXPECT_EQ(read(bytes).html, "日本語\r\n日本語\r\n日本語\r\n日本語");
    EXPECT_TRUE(lacks(bytes, " \r\n")) << "some servers cut blanks off";
}

TEST(Mail, KeepsMoreHeadersOnOneLine) {
    Message message = sample();
    const std::string link =
        "<https://acme.status.example.com/unsubscribe/" + std::string(300, 'a') + ">, <mailto:u@example.com>";
    message.headers = {{"List-Unsubscribe", link}, {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
    const std::string bytes = bytes_of(message);
    EXPECT_TRUE(has(bytes, "\r\nList-Unsubscribe: " + link + "\r\n"));
    EXPECT_TRUE(has(bytes, "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));

    message.headers = {{"X-A", std::string(993, 'a')}};
    EXPECT_TRUE(is_fit(bytes_of(message)));
    message.headers = {{"X-A", std::string(994, 'a')}};
    EXPECT_THROW((void)bytes_of(message), std::runtime_error);
}

TEST(Mail, GetsNoHeaderFromWhatPeopleWrote) {
    const int headers = read(bytes_of(sample())).headers;
    for (const std::string& end : {std::string("\r\n"), std::string("\n"), std::string("\r"), std::string("\r\n\r\n"),
                                   std::string("\0", 1), std::string("\r\n\t"), std::string("\x0b\x0c\x1b\x7f"),
                                   std::string("\xc2\x85"), std::string("\xe2\x80\xa8"), std::string("\xff\r\n\xc3")}) {
        const std::string attack = "a" + end + "Bcc: eve@evil.test" + end + "\n<script>";
        Message message = sample();
        message.subject = message.from.name = message.to.name = attack;
        message.text = message.html = attack;
        message.headers = {{"List-Id", attack}};
        const std::string bytes = bytes_of(message);
        EXPECT_TRUE(is_fit(bytes));
        EXPECT_TRUE(lacks(head_of(bytes), "\r\nBcc"));
        EXPECT_TRUE(lacks(head_of(bytes), "\r\n<script>"));
        const Read read = mail::read(bytes);
        EXPECT_EQ(read.headers, headers + 1);
        EXPECT_EQ(read.parts, 2);
        EXPECT_EQ(read.from, "status@example.com");
        EXPECT_EQ(read.to, "kim@example.org");
    }
}

TEST(Mail, ShowsWhatLooksEncodedAsItStands) {
    Message message = sample();
    const std::string attack = "=?utf-8?Q?a=0D=0ABcc:_eve@evil.test?=";
    message.subject = message.from.name = attack;
    EXPECT_EQ(read(bytes_of(message)).subject, attack);
    EXPECT_EQ(read(bytes_of(message)).from_name, attack);
}

TEST(Mail, CannotBeEndedByAPartOfItself) {
    Message message = sample();
    message.text = "--=_daymark--\n\n--=_daymark\nContent-Type: text/html\n\n<script>\n";
    const Read read = mail::read(bytes_of(message));
    EXPECT_EQ(read.parts, 2);
    EXPECT_TRUE(has(read.text, "<script>"));
    EXPECT_EQ(read.html, "<p>Login is down.</p>\r\n");
}

TEST(Mail, IsTextEvenWhenItsPartsAreNone) {
    Message message = sample();
    message.subject = "\xff\xfe";
    message.text = std::string("a\0b\xff\xc3", 5);
    message.html = "";
    const std::string bytes = bytes_of(message);
    EXPECT_TRUE(is_fit(bytes));
    EXPECT_EQ(read(bytes).subject, "\uFFFD\uFFFD");
    EXPECT_EQ(read(bytes).text, "a\uFFFDb\uFFFD\uFFFD");
    EXPECT_EQ(read(bytes).html, "");
}

TEST(Mail, IsNotMadeForAddressesThatCannotStandInAHeader) {
    for (const std::string& bad :
         {std::string(), std::string("kim"), std::string("@example.com"), std::string("kim@"), std::string("a@b@c"),
          std::string("kim@example.com\r\nBcc: eve@evil.test"), std::string("kim@example.com, eve@evil.test"),
          std::string("<kim@example.com>"), std::string("kim @example.com"), std::string("kim@example.com\0", 16),
          std::string("kim@example.com;x"), std::string("\"kim\"@example.com"), "k@" + std::string(260, 'e')}) {
        Message from = sample(), to = sample(), reply = sample(), id = sample();
        from.from.address = to.to.address = bad;
        reply.reply_to = bad;
        id.message_id = bad;
        EXPECT_THROW((void)bytes_of(from), std::runtime_error) << bad;
        EXPECT_THROW((void)bytes_of(to), std::runtime_error) << bad;
        if (bad.empty()) continue;  // none is none
        EXPECT_THROW((void)bytes_of(reply), std::runtime_error) << bad;
        id.message_id = bad == "<kim@example.com>" ? "kim@example.com" : "<" + bad + ">";
        EXPECT_THROW((void)bytes_of(id), std::runtime_error) << bad;
    }
    for (const std::string& name :
         {std::string(), std::string("A:"), std::string("A B"), std::string("A\r\nB"), std::string("Ä")}) {
        Message message = sample();
        message.headers = {{name, "value"}};
        EXPECT_THROW((void)bytes_of(message), std::runtime_error) << name;
    }
}

TEST(Mail, IsNotMadeForADayThatNoCalendarHas) {
    Message message = sample();
    message.date = std::numeric_limits<Millis>::max();
    EXPECT_THROW((void)bytes_of(message), std::runtime_error);
}

TEST(Mail, WritesHostsAsMailServersKnowThem) {
    Message message = sample();
    message.to.address = "kim@bücher.example";
    EXPECT_TRUE(has(bytes_of(message), "\r\nTo: kim@xn--bcher-kva.example\r\n"));
}

TEST(Mail, IsMadeByManyThreadsAtOnce) {
    Message message = sample();
    message.subject = "Störung";
    const std::string expected = bytes_of(message);
    std::vector<std::string> made(4);
    {
        std::vector<std::jthread> threads;
        for (std::string& mine : made) {
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i) mine = bytes_of(message);
            });
        }
    }
    for (const std::string& each : made) EXPECT_EQ(each, expected);
}

}  // namespace
}  // namespace daymark::mail
