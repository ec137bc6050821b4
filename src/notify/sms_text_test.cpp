#include "notify/sms_text.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

Notice notice_of(const std::string& title, const std::string& url = "https://kestrel.test/i/1") {
    Notice notice;
    notice.page_name = "Kestrel";
    notice.state = "Identified";
    notice.title = title;
    notice.url = url;
    return notice;
}

Links links_to(const std::string& unsubscribe) { return {unsubscribe, "", ""}; }

const std::string stop = "https://kestrel.test/u/1";

std::string times(std::size_t count, const std::string& text) {
    std::string all;
    while (count-- > 0) all += text;
    return all;
}

TEST(Gsm, HasTheCharactersOfTheStandard) {
    EXPECT_TRUE(fits_gsm("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà"));
    EXPECT_TRUE(fits_gsm("\f^{}\\[~]|€"));
    EXPECT_TRUE(fits_gsm(""));
    for (const char* other : {"ç", "`", "\t", "“", "–", "…", "Ё", "字", "😀", "ê", "\xc3", "\x1b", "Α"}) {
        EXPECT_FALSE(fits_gsm(other)) << other;
    }
}

TEST(Parts, HoldSoMuchOfTheGsmAlphabet) {
    EXPECT_EQ(parts_of(""), 1);
    EXPECT_EQ(parts_of(times(160, "a")), 1);
    EXPECT_EQ(parts_of(times(161, "a")), 2);
    EXPECT_EQ(parts_of(times(306, "é")), 2);
    EXPECT_EQ(parts_of(times(307, "é")), 3);
    EXPECT_EQ(parts_of(times(459, "a")), 3);
    EXPECT_EQ(parts_of(times(460, "a")), 4);
}

TEST(Parts, CountEscapedCharactersTwiceAndNeverSplitThem) {
    for (const char* escaped : {"^", "{", "}", "\\", "[", "~", "]", "|", "€", "\f"}) {
        EXPECT_EQ(parts_of(times(80, escaped)), 1) << escaped;
        EXPECT_EQ(parts_of(times(80, escaped) + "a"), 2) << escaped;
    }
    EXPECT_EQ(parts_of(times(152, "a") + "€" + times(151, "a")), 2);
    // 306 places, but one is lost where the euro would be split.
    EXPECT_EQ(parts_of(times(152, "a") + "€" + times(152, "a")), 3);
    EXPECT_EQ(parts_of(times(151, "a") + "€" + times(153, "a")), 2);
    EXPECT_EQ(parts_of(times(153, "€")), 3);
}

TEST(Parts, HoldSoManyUnitsOfOtherTexts) {
    EXPECT_EQ(parts_of(times(70, "字")), 1);
    EXPECT_EQ(parts_of(times(71, "字")), 2);
    EXPECT_EQ(parts_of(times(69, "a") + "ç"), 1);
    EXPECT_EQ(parts_of(times(70, "a") + "ç"), 2);
    EXPECT_EQ(parts_of(times(134, "字")), 2);
    EXPECT_EQ(parts_of(times(135, "字")), 3);
    EXPECT_EQ(parts_of(times(35, "😀")), 1);
    EXPECT_EQ(parts_of(times(36, "😀")), 2);
    EXPECT_EQ(parts_of(times(66, "😀")), 2);
    EXPECT_EQ(parts_of(times(67, "😀")), 3);         // 33 in each part: half an emoji is none
    EXPECT_EQ(parts_of(times(70, "€") + "字"), 2);  // escaped in GSM only
}

TEST(SmsText, TellsWhatHappenedAndWhere) {
    EXPECT_EQ(sms_of(notice_of("Delayed webhook deliveries"), links_to(stop)),
              "Kestrel: Identified - Delayed webhook deliveries. https://kestrel.test/i/1 "
              "Unsubscribe: https://kestrel.test/u/1");
}

TEST(SmsText, LeavesOutWhatThereIsNot) {
    EXPECT_EQ(sms_of(notice_of("Late", ""), links_to(stop)),
              "Kestrel: Identified - Late. Unsubscribe: https://kestrel.test/u/1");
    EXPECT_EQ(sms_of(notice_of("Late"), {}), "Kestrel: Identified - Late. https://kestrel.test/i/1");
    EXPECT_EQ(sms_of(notice_of("Late", ""), {}), "Kestrel: Identified - Late");
    EXPECT_EQ(sms_of({}, links_to(stop)), "Unsubscribe: https://kestrel.test/u/1");
    EXPECT_EQ(sms_of({}, {}), "");
    Notice notice = notice_of("Late", "");
    notice.state = "";
    EXPECT_EQ(sms_of(notice, {}), "Kestrel: Late");
    notice.page_name = "";
    EXPECT_EQ(sms_of(notice, {}), "Late");
    EXPECT_EQ(sms_of(notice_of("Are we down?"), {}), "Kestrel: Identified - Are we down? https://kestrel.test/i/1");
}

TEST(SmsText, SpeaksTheReadersLanguage) {
    Notice notice = notice_of("Verzögerte Webhooks");
    notice.language = "de";
    EXPECT_EQ(sms_of(notice, links_to(stop)),
              "Kestrel: Identified - Verzögerte Webhooks. https://kestrel.test/i/1 "
              "Abbestellen: https://kestrel.test/u/1");
}

TEST(SmsText, IsOneLineWhateverNamesHold) {
    Notice notice = notice_of("Late\r\nFrom: bank\x1b\x01 & a=b\tc\n\n");
    notice.page_name = " Kestrel\n";
    EXPECT_EQ(sms_of(notice, {}), "Kestrel: Identified - Late From: bank & a=b c. https://kestrel.test/i/1");
}

TEST(SmsText, WritesDashesAndQuotesSoThatTheyCostNothing) {
    EXPECT_EQ(sms_of(notice_of("“Webhooks” – we’re\u00a0late…"), {}),
              "Kestrel: Identified - \"Webhooks\" - we're late... https://kestrel.test/i/1");
    EXPECT_EQ(sms_of(notice_of("“字” – …"), {}), "Kestrel: Identified - “字” – … https://kestrel.test/i/1");
}

TEST(SmsText, ShortensTheTitleSoThatTwoPartsHoldIt) {
    const std::string fixed = "Kestrel: Identified - . https://kestrel.test/i/1 Unsubscribe: " + stop;
    const std::string fits = times(306 - fixed.size(), "a");
    EXPECT_EQ(sms_of(notice_of(fits), links_to(stop)),
              "Kestrel: Identified - " + fits + ". " + "https://kestrel.test/i/1 Unsubscribe: " + stop);
    const std::string text = sms_of(notice_of(fits + "a"), links_to(stop));
    EXPECT_EQ(parts_of(text), 2) << text;
    EXPECT_EQ(text, "Kestrel: Identified - " + fits.substr(2) + "... https://kestrel.test/i/1 Unsubscribe: " + stop);
}

TEST(SmsText, ShortensTextsOfTwoBytesAndMore) {
    for (const char* letter : {"ж", "字", "😀", "é", "€", "\xc3"}) {
        for (std::size_t count = 20; count < 320; ++count) {
            const std::string text = sms_of(notice_of(times(count, letter)), links_to(stop));
            ASSERT_LE(parts_of(text), 2) << text;
            ASSERT_TRUE(text.ends_with(" https://kestrel.test/i/1 Unsubscribe: " + stop)) << text;
            ASSERT_TRUE(text.starts_with("Kestrel: Identified - ")) << text;
        }
    }
}

TEST(SmsText, CutsAtTheEndOfAWord) {
    const std::string text = sms_of(notice_of(times(80, "late ")), links_to(stop));
    EXPECT_TRUE(text.ends_with("late late... https://kestrel.test/i/1 Unsubscribe: " + stop)) << text;
    EXPECT_EQ(parts_of(text), 2);
}

TEST(SmsText, KeepsAPagesLongNameFromTakingTheTitlesPlace) {
    Notice notice = notice_of("Late");
    notice.page_name = times(30, "Kestrel ");
    const std::string text = sms_of(notice, links_to(stop));
    EXPECT_EQ(text,
              "Kestrel Kestrel Kestrel Kestrel Kestrel...: Identified - Late. https://kestrel.test/i/1 "
              "Unsubscribe: " +
                  stop);
}

TEST(SmsText, KeepsBothLinksInThreePartsWhenTheyFillTwo) {
    const std::string url = "https://kestrel.test/" + times(119, "i"), end = "https://kestrel.test/" + times(119, "u");
    const std::string text = sms_of(notice_of(times(300, "a"), url), links_to(end));
    EXPECT_EQ(parts_of(text), 3);
    EXPECT_TRUE(text.ends_with("aa... " + url + " Unsubscribe: " + end)) << text;
    EXPECT_EQ(sms_of(notice_of("Late", url), links_to(end)),
              "Kestrel: Identified - Late. " + url + " Unsubscribe: " + end);
    EXPECT_EQ(parts_of(sms_of(notice_of("Late", url), links_to(end))), 3);
}

TEST(SmsText, DropsTheNoticesLinkRatherThanTheOneToUnsubscribe) {
    const std::string url = "https://kestrel.test/" + times(300, "i"), end = "https://kestrel.test/" + times(119, "u");
    const std::string text = sms_of(notice_of(times(300, "a"), url), links_to(end));
    EXPECT_EQ(text.find(url), std::string::npos);
    EXPECT_TRUE(text.ends_with("aa... Unsubscribe: " + end)) << text;
    EXPECT_EQ(parts_of(text), 3);

    const std::string endless = "https://kestrel.test/" + times(2000, "u");
    EXPECT_EQ(sms_of(notice_of("Delayed webhook deliveries", url), links_to(endless)),
              "Kestrel: Identified... Unsubscribe: " + endless);
    EXPECT_EQ(sms_of(notice_of("Late", "https://kestrel.test/" + times(2000, "i")), {}),
              "Kestrel: Identified... https://kestrel.test/" + times(2000, "i"));
}

TEST(SmsText, ComesToAnEndWithTextsOfAnyLength) {
    Notice notice = notice_of(times(100'000, "字 "));
    notice.page_name = notice.state = notice.title;
    EXPECT_LE(parts_of(sms_of(notice, links_to(stop))), 3);
}

}  // namespace
}  // namespace daymark::notify
