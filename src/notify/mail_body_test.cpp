// Mails against the ones that were looked at, in every language, and with what nobody should send.
#include "notify/mail_body.h"

#include "platform/text/markdown.h"
#include "site/render_words.h"
#include "support/html_tokens.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace daymark::notify {
namespace {

using components::Status;
using site::Words;
using test::has;
using test::lacks;

const Links links = {"https://status.kestrel.example/unsubscribe?token=mV3uK2xT9cQ8aZ7b",
                     "https://status.kestrel.example/one-click?token=mV3uK2xT9cQ8aZ7b",
                     "https://status.kestrel.example/manage?token=mV3uK2xT9cQ8aZ7b"};

void say(Notice& notice, const std::string& markdown) {
    notice.text = text::markdown_to_plain(markdown);
    notice.html = text::markdown_to_html(markdown);
}

Notice incident(const std::string& language = "en") {
    const Words& words = Words::of(language);
    Notice notice;
    notice.language = language;
    notice.page_name = "Kestrel";
    notice.page_url = "https://status.kestrel.example";
    notice.headline = headline_of(Headline::IncidentUpdated, "Kestrel", language);
    notice.title = "Delayed webhook deliveries";
    notice.state = words.text("incident_identified");
    notice.when = "Nov 23, 14:38 UTC";
    notice.url = "https://status.kestrel.example/incident/clh1a2b3c4d5";
    notice.tone = Tone::Partial;
    notice.affected = {{"Webhooks", Status::PartialOutage, words.text("status_partial")},
                       {"API", Status::DegradedPerformance, words.text("status_degraded")},
                       {"Dashboard", Status::Operational, words.text("status_operational")}};
    notice.payload = {{"incident", json::object{}}};
    say(notice,
        "We found the cause: one of three **queue workers** hangs since its update. We are going back to the version "
        "before.\n\n- New deliveries go out at once.\n- Deliveries that wait are sent in their order, within the "
        "hour and a half that the queue needs.\n\nSee [how retries "
        "work](https://docs.kestrel.example/webhooks/retries).");
    return notice;
}

Notice maintenance(const std::string& language) {
    const Words& words = Words::of(language);
    Notice notice = incident(language);
    notice.headline = headline_of(Headline::MaintenanceSoon, "Kestrel", language);
    notice.state = words.text("maintenance_planned");
    notice.tone = Tone::Planned;
    notice.logo_url = "https://status.kestrel.example/uploads/logo.png";
    notice.brand_color = "#0a7f5a";
    notice.affected = {{"API", Status::UnderMaintenance, words.text("status_maintenance")}};
    notice.payload = {{"maintenance", json::object{}}};
    say(notice, words.text("silent_planned"));
    return notice;
}

constexpr std::size_t letter_kinds = static_cast<std::size_t>(Letter::Kind::Invitation) + 1;
constexpr std::size_t headlines = static_cast<std::size_t>(Headline::ComponentChanged) + 1;

std::vector<std::pair<Fact, std::string>> facts_of(Letter::Kind kind) {
    switch (kind) {
        case Letter::Kind::WebhookFails:
        case Letter::Kind::SubscriptionPaused:
            return {{Fact::Webhook, "hooks.example.com"}, {Fact::Answer, "503 Service Unavailable"}};
        case Letter::Kind::LongIncident:
            return {{Fact::Incident, "Delayed webhook deliveries"}, {Fact::Started, "Nov 23, 14:38 UTC"}};
        case Letter::Kind::WeeklyReport:
            return {{Fact::Period, "November 16 – 22"},
                    {Fact::Uptime, "99.97%"},
                    {Fact::Incidents, "2"},
                    {Fact::Maintenances, "1"},
                    {Fact::Subscribers, "1284"},
                    {Fact::Messages, "3912"},
                    {Fact::Failed, "4"},
                    {Fact::Incident, "Slow checkout"}};
        case Letter::Kind::BrokenDomain:
            return {{Fact::Domain, "status.kestrel.example"}, {Fact::Answer, "404 Not Found"}};
        default:
            return {};
    }
}

Letter letter(std::size_t kind, const std::string& language = "en") {
    Letter letter;
    letter.kind = static_cast<Letter::Kind>(kind);
    letter.language = language;
    letter.page_name = "Kestrel";
    letter.page_url = "https://status.kestrel.example";
    letter.link = "https://status.kestrel.example/confirm?token=mV3uK2xT9cQ8aZ7b";
    letter.address = "kim@example.com";
    letter.person = "Robin Hale";
    letter.duration = "3 hr, 5 min";
    letter.facts = facts_of(letter.kind);
    return letter;
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// One element a line, so that a difference can be read.
std::string lined(std::string html) {
    for (std::size_t at = html.find("><"); at != html.npos; at = html.find("><", at + 2)) html.insert(at + 1, "\n");
    return html;
}

/// With DAYMARK_WRITE_GOLDEN set the mail is written instead: look at it before it is committed.
void expect_golden(const std::string& name, const MailBody& mail) {
    const std::filesystem::path folder = DAYMARK_SOURCE_DIR "/tests/golden/mails";
    const std::string text = "Subject: " + mail.subject + "\n\n" + mail.text, html = lined(mail.html) + "\n";
    if (std::getenv("DAYMARK_WRITE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(folder);
        std::ofstream(folder / (name + ".txt")) << text;
        std::ofstream(folder / (name + ".html")) << html;
    }
    EXPECT_EQ(read(folder / (name + ".txt")), text) << name;
    EXPECT_EQ(read(folder / (name + ".html")), html) << name;
}

/// What the strict reader takes: it knows no comments.
std::string without_comments(std::string html) {
    for (std::size_t open = html.find("<!--"); open != html.npos; open = html.find("<!--", open)) {
        html.erase(open, html.find("-->", open) + 3 - open);
    }
    return html;
}

std::string body_of(const std::string& html) { return html.substr(html.find("</style>")); }

std::size_t characters_of(std::string_view line) {
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Only words that are longer than a line make a line longer.
testing::AssertionResult fits_its_columns(const std::string& text) {
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string line = text.substr(start, end - start);
        const std::size_t words = line.find_first_not_of(" -");
        if (characters_of(line) > 72 && words != line.npos && line.find(' ', words) != line.npos) {
            return testing::AssertionFailure() << line;
        }
        start = end + 1;
    }
    return testing::AssertionSuccess();
}

void expect_sound(const MailBody& mail, const Words& words) {
    EXPECT_FALSE(mail.subject.empty());
    for (const std::string& part : {mail.subject, mail.text, body_of(mail.html)}) {
        EXPECT_TRUE(lacks(part, "{") && lacks(part, "}")) << words.code();
    }
    EXPECT_TRUE(lacks(mail.html, ">?<")) << words.code() << " lacks a word";
    EXPECT_LE(mail.html.size(), most_html);
    EXPECT_TRUE(fits_its_columns(mail.text)) << words.code();
    const bool rtl = words.code() == "ar" || words.code() == "he";
    const std::string root = "<html lang=\"" + words.code() + "\" dir=\"" + (rtl ? "rtl" : "ltr") + "\">";
    EXPECT_TRUE(has(mail.html, root));
    EXPECT_NO_THROW(static_cast<void>(test::read_html(without_comments(mail.html)))) << words.code();
}

TEST(Mail, LooksAsItDid) {
    expect_golden("incident-en", notice_mail(incident(), links));
    expect_golden("maintenance-ar", notice_mail(maintenance("ar"), links));
    const std::vector<std::string> names = {"confirm", "entry",  "webhook", "paused",    "test",
                                            "long",    "report", "domain",  "invitation"};
    ASSERT_EQ(names.size(), letter_kinds);
    for (std::size_t kind = 0; kind < letter_kinds; ++kind) {
        const bool subscribed = names[kind] == "webhook" || names[kind] == "paused";
        const bool of_member = names[kind] == "long" || names[kind] == "report" || names[kind] == "domain";
        const Links end{links.unsubscribe, links.one_click, {}};
        expect_golden(names[kind], letter_mail(letter(kind), subscribed ? links : of_member ? end : Links{}));
    }
}

TEST(Mail, SpeaksEveryLanguage) {
    for (const Words& words : Words::all()) {
        expect_sound(notice_mail(incident(words.code()), links), words);
        expect_sound(notice_mail(maintenance(words.code()), {}), words);
        for (std::size_t kind = 0; kind < letter_kinds; ++kind) {
            const MailBody mail = letter_mail(letter(kind, words.code()), links);
            expect_sound(mail, words);
            EXPECT_TRUE(has(mail.subject, "Kestrel")) << words.code();
            EXPECT_TRUE(has(mail.text, "\nhttps://status.kestrel.example/confirm?token=mV3uK2xT9cQ8aZ7b\n"));
        }
        for (std::size_t kind = 0; kind < headlines; ++kind) {
            const std::string line = headline_of(static_cast<Headline>(kind), "Kestrel", words.code());
            EXPECT_TRUE(has(line, "Kestrel") && lacks(line, "{")) << words.code() << kind;
            EXPECT_LE(characters_of(line), 72U) << line;
        }
    }
    EXPECT_EQ(headline_of(Headline::IncidentOpened, "Kestrel", "tlh"), "Kestrel has a new incident");
}

TEST(Mail, HasOneLineAsItsSubject) {
    Notice notice = incident();
    EXPECT_EQ(notice_mail(notice, {}).subject, "[Kestrel] Identified: Delayed webhook deliveries");
    notice.title = "Broken\r\nBcc: eve@example.com\n\n";
    EXPECT_EQ(notice_mail(notice, {}).subject, "[Kestrel] Identified: Broken Bcc: eve@example.com");
    notice.state = "";
    EXPECT_EQ(notice_mail(notice, {}).subject, "[Kestrel] Broken Bcc: eve@example.com");
    Letter invitation = letter(letter_kinds - 1);
    invitation.person = "Robin\nBcc: eve@example.com";
    EXPECT_EQ(letter_mail(invitation, {}).subject, "Robin Bcc: eve@example.com invites you to Kestrel");
}

TEST(Mail, ShowsWhatPeopleWroteAndDoesNotObeyIt) {
    const std::string hostile =
        "</title></style><script>alert(1)</script>\"' onload=x {{page_url}} {page} <!--[if mso]>";
    const auto with = [](const std::string& words) {
        Notice notice = incident();
        notice.page_name = notice.title = notice.state = notice.when = notice.headline = words;
        notice.affected[0].name = notice.affected[0].status_text = words;
        say(notice, words);
        notice.html.clear();
        return notice_mail(notice, {words, words, words});
    };
    const MailBody mail = with(hostile), plain = with("plain");
    EXPECT_TRUE(lacks(mail.html, "<script") && lacks(mail.html, "onload=x <")) << mail.html;
    EXPECT_EQ(test::skeleton_of(without_comments(mail.html)), test::skeleton_of(without_comments(plain.html)));
    EXPECT_TRUE(has(body_of(mail.html), "{{page_url}} {page}"));
    EXPECT_TRUE(has(mail.text, "<script>alert(1)</script>"));
    Letter odd = letter(0), calm = letter(0);
    odd.page_name = odd.address = odd.person = odd.link = hostile;
    odd.facts = {{Fact::Answer, hostile}};
    calm.facts = {{Fact::Answer, "plain"}};
    EXPECT_EQ(test::skeleton_of(without_comments(letter_mail(odd, {}).html)),
              test::skeleton_of(without_comments(letter_mail(calm, {}).html)));
}

TEST(Mail, LoadsNothingButTheLogo) {
    Notice notice = maintenance("en");
    say(notice, "![a \"red\" chart](https://x.example/a.png) and ![](https://x.example/b.png)");
    const std::string html = notice_mail(notice, links).html;
    EXPECT_TRUE(has(html, "<p>a &quot;red&quot; chart and </p>"));
    EXPECT_TRUE(has(html, "<img class=\"l\" src=\"https://status.kestrel.example/uploads/logo.png\" alt=\"Kestrel\""));
    for (const std::string& logo : {std::string("http://x.example/l.png"), std::string("/l.png"),
                                    "https://x.example/" + std::string(2'000, 'l')}) {
        notice.logo_url = logo;
        EXPECT_TRUE(lacks(notice_mail(notice, links).html, "<img")) << logo;
    }
    notice.html = "<p>never closed <img ";
    EXPECT_TRUE(lacks(notice_mail(notice, links).html, "<img"));
}

TEST(Mail, ColoursItsButtonAsTheOwnerChose) {
    Notice notice = incident();
    const auto button = [&notice](const std::string& brand) {
        notice.brand_color = brand;
        const std::string html = notice_mail(notice, links).html;
        return html.substr(html.find(" e\" style=\"") + 11, 18);
    };
    EXPECT_EQ(button(""), "background:#171a21");
    EXPECT_EQ(button("#111111"), "background:#171a21") << "what a fresh page has";
    EXPECT_EQ(button("rgb(255,212,0)"), "background:#ffd400");
    EXPECT_EQ(button("#ffffff"), "background:#fdfdfe");
    EXPECT_EQ(button("red;}</style>"), "background:#171a21");
}

TEST(Mail, TellsHowToLeaveOnlyWhereOneCan) {
    const MailBody with = notice_mail(incident(), links), without = notice_mail(incident(), {});
    for (const std::string& address : {links.unsubscribe, links.manage}) {
        EXPECT_TRUE(has(with.text, "\n" + address + "\n"));
        EXPECT_TRUE(has(with.html, "href=\"" + address + "\""));
    }
    EXPECT_TRUE(lacks(with.text, links.one_click) && lacks(with.html, links.one_click)) << "is for programs";
    EXPECT_TRUE(lacks(without.text, "Unsubscribe") && lacks(without.html, "Unsubscribe"));
    EXPECT_TRUE(lacks(without.html, " · </td>") && lacks(without.html, "href=\"\""));
}

TEST(Mail, NamesWhatItIsAboutOnItsButton) {
    Notice notice = incident();
    EXPECT_TRUE(has(notice_mail(notice, {}).text, "View incident\n" + notice.url));
    notice.payload = {{"maintenance", json::object{}}};
    EXPECT_TRUE(has(notice_mail(notice, {}).text, "View maintenance\n" + notice.url));
    notice.payload = {};
    EXPECT_TRUE(has(notice_mail(notice, {}).text, "View notice\n" + notice.url));
    EXPECT_TRUE(has(notice_mail(incident(), {}).html, "<span aria-hidden=\"true\">◐</span> Identified"));
    EXPECT_TRUE(lacks(notice_mail(notice, {}).html, "</span> Identified")) << "a general notice is no status";
}

std::string times(std::size_t n, const std::string& text) {
    std::string out;
    while (n-- > 0) out += text;
    return out;
}

TEST(Mail, CutsWhatIsTooLong) {
    for (const std::string& piece : {std::string("word "), std::string("字"), std::string("\n\na"), std::string("&\"'"),
                                     std::string("**bold** "), std::string("x"), std::string("- a\n")}) {
        Notice notice = incident();
        const std::string text = times((64 * 1024 - 100) / piece.size(), piece);
        notice.text = text + "the end";
        notice.html = "<p>" + text::markdown_to_html(notice.text) + "</p>";
        const MailBody mail = notice_mail(notice, links);
        EXPECT_LE(mail.html.size(), most_html) << piece;
        EXPECT_LT(characters_of(mail.text), most_characters + 2'500) << piece;
        EXPECT_TRUE(lacks(mail.html, "the end") && lacks(mail.text, "the end")) << piece;
        EXPECT_TRUE(has(mail.html, "<a href=\"" + notice.url + "\">Read the whole text on the status page</a>"));
        EXPECT_TRUE(has(mail.text, "Read the whole text on the status page\n" + notice.url + "\n"));
    }
    Notice notice = incident();
    notice.text = times(700, "word ");
    notice.html = "<p>" + notice.text + "</p>";
    const MailBody mail = notice_mail(notice, links);
    EXPECT_TRUE(lacks(mail.html, "Read the whole") && lacks(mail.text, "Read the whole"));
}

TEST(Mail, LosesItsFormBeforeItsWords) {
    Notice notice = incident();
    say(notice, times(500, "**bold** ") + "the end");
    ASSERT_LT(notice.html.size(), most_html);
    const MailBody mail = notice_mail(notice, links);
    EXPECT_LE(mail.html.size(), most_html);
    EXPECT_TRUE(has(mail.html, "bold the end<br></p>") && lacks(mail.html, "<strong>"));
    EXPECT_TRUE(lacks(mail.html, "Read the whole"));
}

TEST(Mail, HasRoomForWhatHappenedWhateverThePageIsCalled) {
    for (const std::string& piece : {std::string("\""), std::string("字"), std::string("a")}) {
        const std::string name = times(255, piece);
        Notice notice = incident();
        notice.page_name = notice.title = notice.headline = name;
        notice.affected.assign(300, {name, Status::MajorOutage, "Major outage"});
        notice.text = "What happened. " + times(64 * 1024, "x");
        notice.html = notice.text;
        const MailBody mail = notice_mail(notice, links);
        EXPECT_LE(mail.html.size(), most_html) << piece;
        EXPECT_TRUE(has(body_of(mail.html), "<p>What happened.")) << piece;
        EXPECT_TRUE(has(mail.html, "+ 293 components"));
        EXPECT_LT(mail.subject.size(), 1'000U);
    }
}

}  // namespace
}  // namespace daymark::notify
