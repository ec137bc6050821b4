#include "deliverability/check.h"

#include "support/fake_dns.h"
#include "support/rsa_key.h"
#include "support/smtp_sink.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace daymark::deliverability {
namespace {

using dns::Outcome;
using test::FakeDns;
using test::SmtpSink;
using Strings = std::vector<std::string>;

constexpr Millis patience = 20 * one_second;
const std::string ours = "8.8.4.7";  // as if it were: public, but not asked anything

/// A server with a mail server beside it, where all is well.
class Deliverability : public testing::Test {
protected:
    Deliverability() {
        setup.from_domain = setup.bounce_domain = "example.com";
        setup.relay = mail::read_smtp_url(sink.url());
        setup.greet = [](const mail::SmtpUrl& url) { return mail::probe(url, "status.example.com", "", patience); };
        setup.signer.emplace("example.com", "day1", test::rsa_key(2048));
        setup.own_addresses = {"127.0.0.1", "10.0.0.7", ours, "fe80::7"};
        known.texts["example.com"] = {"something=else", "v=spf1 ip4:" + ours + " -all"};
        known.texts["day1._domainkey.example.com"] = {setup.signer->dns_record()};
        known.texts["_dmarc.example.com"] = {"v=DMARC1; p=none; rua=mailto:d@example.com"};
        known.exchanges["example.com"] = {{10, "mx.example.com"}};
        known.hosts["mx.example.com"] = {"8.8.4.9"};
        known.hosts["mail.example.com"] = {ours};
        known.names[ours] = {"mail.example.com"};
    }

    Finding look(Topic topic) {
        const Report report = check(setup, known);
        const auto found = std::ranges::find(report.findings, topic, &Finding::topic);
        if (found != report.findings.end()) return *found;
        ADD_FAILURE() << word_in(topic_words, topic);
        return {};
    }
    std::string verdict(Topic topic) { return std::string(word_in(verdict_words, look(topic).verdict)); }
    void expect(Topic topic, const std::string& wanted, const std::string& words) {
        const Finding found = look(topic);
        EXPECT_EQ(word_in(verdict_words, found.verdict), wanted) << found.meaning;
        const std::string text = found.found + "|" + found.meaning + "|" + found.advice;
        EXPECT_NE(text.find(words), std::string::npos) << text;
    }
    std::string to_publish(Topic topic) {
        const Finding found = look(topic);
        return found.record ? found.record->name + " " + found.record->type + " " + found.record->value : "";
    }
    void use_relay(const std::string& url) { setup.relay = mail::read_smtp_url(url); }

    SmtpSink sink;
    deliverability::Setup setup;
    FakeDns known;
};

TEST_F(Deliverability, IsGoodWhenAllIs) {
    const Report report = check(setup, known);
    EXPECT_EQ(report.findings.size(), 7U);
    for (const Finding& finding : report.findings) {
        EXPECT_EQ(word_in(verdict_words, finding.verdict), "GOOD")
            << word_in(topic_words, finding.topic) << finding.found << finding.meaning;
        EXPECT_EQ(finding.advice, "") << finding.meaning;
        EXPECT_FALSE(finding.record) << finding.meaning;
        EXPECT_NE(finding.asked, "");
        EXPECT_NE(finding.meaning, "");
    }
    EXPECT_TRUE(report.fine());
}

TEST_F(Deliverability, IsNotFineWithOneBadThing) {
    known.texts.erase("_dmarc.example.com");
    EXPECT_FALSE(check(setup, known).fine());
}

TEST_F(Deliverability, OfADomainThatIsNoneAsksNothing) {
    for (const char* domain : {"localhost", "mail", "", "status.localhost", "printer.local"}) {
        setup.from_domain = setup.bounce_domain = domain;
        const Report report = check(setup, known);
        EXPECT_FALSE(report.fine()) << domain;
        EXPECT_EQ(report.findings.size(), 2U) << domain;
    }
    EXPECT_EQ(known.asked, Strings{});
}

TEST_F(Deliverability, NeedsARelayThatTakesUs) {
    setup.relay.reset();
    expect(Topic::Relay, "BAD", "mails become files");
    expect(Topic::ReverseName, "UNKNOWN", "only its operator");
    use_relay("smtp://127.0.0.1:1");
    expect(Topic::Relay, "BAD", "cannot be reached");
    setup.relay = mail::read_smtp_url("smtp://kim:pw@127.0.0.1:" + sink.port());
    expect(Topic::Relay, "BAD", "no encryption that proves");
    SmtpSink refusing;
    refusing.on("", {"554 5.7.1 kim is not welcome", SmtpSink::Act::Then::Cut});
    use_relay(refusing.url());
    expect(Topic::Relay, "BAD", "refuses us with 554");
    EXPECT_EQ(look(Topic::Relay).found.find("kim"), std::string::npos) << "what it says may hold names";
    EXPECT_TRUE(sink.mails().empty());
}

TEST_F(Deliverability, WantsARelayElsewhereToProveWhoItIs) {
    mail::SmtpProbe seen{{.code = 250, .text = {}}, mail::SmtpProbe::Tls::Unproven};
    setup.greet = [&](const mail::SmtpUrl&) { return seen; };
    expect(Topic::Relay, "GOOD", "on this machine");
    use_relay("smtp://relay.example.net");
    expect(Topic::Relay, "WARNING", "does not prove who it is");
    seen.tls = mail::SmtpProbe::Tls::Proven;
    expect(Topic::Relay, "GOOD", "proves who it is");
}

TEST_F(Deliverability, WantsExactlyOneSpfRecord) {
    known.texts["example.com"] = {"v=spf10 -all", "other"};
    expect(Topic::Spf, "BAD", "No SPF record");
    EXPECT_EQ(to_publish(Topic::Spf), "example.com TXT v=spf1 ip4:8.8.4.7 ~all");
    known.texts.erase("example.com");
    expect(Topic::Spf, "BAD", "No SPF record");
    known.texts["example.com"] = {"v=spf1 ip4:8.8.4.7 -all", "v=spf1 mx -all"};
    expect(Topic::Spf, "BAD", "more than one");
    known.outcomes["TXT example.com"] = Outcome::TimedOut;
    expect(Topic::Spf, "UNKNOWN", "No answer in time");
    known.outcomes["TXT example.com"] = Outcome::Failed;
    expect(Topic::Spf, "UNKNOWN", "An error");
    known.outcomes["TXT example.com"] = Outcome::TooMany;
    expect(Topic::Spf, "BAD", "More TXT records");
}

TEST_F(Deliverability, WantsAnSpfRecordThatIsUnderstoodAndNamesUs) {
    const auto with = [&](const std::string& terms) { known.texts["example.com"] = {"v=spf1 " + terms}; };
    with("ip4:8.8.4.7 mxx -all");
    expect(Topic::Spf, "BAD", "\"mxx\" is not understood");
    with("include:none.example -all");
    expect(Topic::Spf, "BAD", "none.example has no SPF record");
    with("+all");
    expect(Topic::Spf, "BAD", "everybody");
    with("ip4:8.8.4.7");
    expect(Topic::Spf, "WARNING", "says nothing of all others");
    with("ip4:8.8.4.7 ?all");
    expect(Topic::Spf, "WARNING", "says nothing of all others");
    with("ip4:8.8.4.0/24 ~all");
    expect(Topic::Spf, "GOOD", "names 8.8.4.7");
    with("mx -all");
    expect(Topic::Spf, "WARNING", "does not name 8.8.4.7");
    EXPECT_EQ(to_publish(Topic::Spf), "example.com TXT v=spf1 ip4:8.8.4.7 mx -all");
    with("-ip4:8.8.4.7 ip4:8.8.4.0/24 -all");
    expect(Topic::Spf, "WARNING", "does not name 8.8.4.7");
    with("exists:%{i}._spf.example.com -all");
    expect(Topic::Spf, "UNKNOWN", "cannot be told");
    setup.own_addresses = {"127.0.0.1", "192.168.1.7"};
    with("mx -all");
    expect(Topic::Spf, "UNKNOWN", "cannot be told from here");
    setup.own_addresses = {"127.0.0.1", ours, "2606:4700::7"};
    with("ip4:8.8.4.7 -all");
    expect(Topic::Spf, "WARNING", "does not name 2606:4700::7");
}

TEST_F(Deliverability, AsksWhereTheRelayIs) {
    setup.greet = [](const mail::SmtpUrl&) {
        return mail::SmtpProbe{{.code = 250, .text = {}}, mail::SmtpProbe::Tls::NotOffered};
    };
    use_relay("smtp://relay.example.net");
    expect(Topic::Relay, "WARNING", "offers no encryption");
    known.hosts["relay.example.net"] = {"8.8.4.20"};
    expect(Topic::Spf, "WARNING", "does not name 8.8.4.20");
    EXPECT_EQ(to_publish(Topic::Spf), "example.com TXT v=spf1 a:relay.example.net ip4:8.8.4.7 -all");
    known.hosts["relay.example.net"] = {ours};
    expect(Topic::Spf, "GOOD", "names 8.8.4.7");
    expect(Topic::ReverseName, "GOOD", "mail.example.com");
    known.hosts["relay.example.net"] = {"8.8.4.20"};
    known.texts["example.com"] = {"v=spf1 include:relay.example.net -all"};
    known.texts["relay.example.net"] = {"v=spf1 ip4:8.8.4.16/28 -all"};
    expect(Topic::Spf, "GOOD", "names 8.8.4.20");
    expect(Topic::ReverseName, "UNKNOWN", "only its operator");
    known.hosts["relay.example.net"] = {"10.1.2.3"};
    expect(Topic::Spf, "UNKNOWN", "cannot be told from here");
    use_relay("smtp://8.8.4.40");
    expect(Topic::Spf, "WARNING", "does not name 8.8.4.40");
    EXPECT_EQ(to_publish(Topic::Spf), "example.com TXT v=spf1 ip4:8.8.4.40 include:relay.example.net -all");
}

TEST_F(Deliverability, WantsTheKeyThatSigns) {
    const std::string name = "day1._domainkey.example.com";
    const std::string right = name + " TXT " + setup.signer->dns_record();
    const auto published = [&](const std::string& text) { known.texts[name] = {text}; };
    published(mail::DkimSigner("example.com", "x", test::rsa_key(1024)).dns_record());
    expect(Topic::Dkim, "BAD", "another key");
    EXPECT_EQ(to_publish(Topic::Dkim), right);
    published("v=DKIM1; p=");
    expect(Topic::Dkim, "BAD", "revoked");
    published("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    expect(Topic::Dkim, "BAD", "k= is not rsa");
    published("v=spf1 -all");
    expect(Topic::Dkim, "BAD", "cannot use it");
    published(setup.signer->dns_record() + "; t=y:s");
    expect(Topic::Dkim, "WARNING", "being tested");
    EXPECT_EQ(to_publish(Topic::Dkim), "");
    known.texts[name] = {setup.signer->dns_record(), setup.signer->dns_record()};
    expect(Topic::Dkim, "BAD", "which of them");
    known.texts.erase(name);
    expect(Topic::Dkim, "BAD", "nobody can check");
    EXPECT_EQ(to_publish(Topic::Dkim), right);
    known.outcomes["TXT " + name] = Outcome::Failed;
    expect(Topic::Dkim, "UNKNOWN", "did not say");
    EXPECT_EQ(to_publish(Topic::Dkim), "");
    setup.signer.reset();
    expect(Topic::Dkim, "UNKNOWN", "does not sign");
}

TEST_F(Deliverability, WantsAKeyOf2048Bits) {
    setup.signer.emplace("example.com", "day1", test::rsa_key(1024));
    known.texts["day1._domainkey.example.com"] = {setup.signer->dns_record()};
    expect(Topic::Dkim, "WARNING", "1024 bits");
    EXPECT_EQ(verdict(Topic::Alignment), "GOOD");
}

TEST_F(Deliverability, WantsAPolicyOfTheDomainOrAParent) {
    known.texts["_dmarc.example.com"] = {"v=DMARC1; p=none; sp=reject"};
    expect(Topic::Dmarc, "GOOD", "It asks receivers for nothing");
    setup.from_domain = "status.mail.example.com";
    known.texts["day1._domainkey.status.mail.example.com"] = {setup.signer->dns_record()};
    known.texts["_dmarc.example.com"] = {"v=DMARC1; p=none; sp=quarantine"};
    expect(Topic::Dmarc, "GOOD", "of example.com, which counts for this domain too. It asks receivers to quarantine");
    EXPECT_NE(look(Topic::Dmarc)
                  .asked.find("_dmarc.status.mail.example.com, then of _dmarc.mail.example.com, then of "
                              "_dmarc.example.com"),
              std::string::npos);
    known.texts["_dmarc.example.com"] = {"v=DMARC1; p=reject"};
    expect(Topic::Dmarc, "GOOD", "to reject");
    known.texts.erase("_dmarc.example.com");
    expect(Topic::Dmarc, "BAD", "No DMARC record");
    EXPECT_EQ(to_publish(Topic::Dmarc), "_dmarc.status.mail.example.com TXT v=DMARC1; p=none");
    EXPECT_EQ(std::ranges::count(known.asked, "TXT _dmarc.com"), 0) << "nobody's domain";
}

TEST_F(Deliverability, TellsPoliciesThatReceiversCannotRead) {
    const auto published = [&](Strings texts) { known.texts["_dmarc.example.com"] = std::move(texts); };
    published({"v=DMARC1; p=none", "v=DMARC1; p=reject"});
    expect(Topic::Dmarc, "BAD", "2 DMARC records");
    for (const char* text : {"v=DMARC1", "v=DMARC1; p=maybe", "v=DMARC1; p=none; p=reject", "v=DMARC1; p"}) {
        published({text});
        expect(Topic::Dmarc, "BAD", "cannot read it");
    }
    for (const char* text : {"v=DMARC2; p=none", "p=none; v=DMARC1", "dmarc"}) {
        published({text});
        expect(Topic::Dmarc, "BAD", "No DMARC record");
    }
    published({"verification=x", "v=DMARC1 ; p=Reject;"});
    expect(Topic::Dmarc, "GOOD", "to reject");
    known.outcomes["TXT _dmarc.example.com"] = Outcome::TimedOut;
    expect(Topic::Dmarc, "UNKNOWN", "did not say");
}

TEST_F(Deliverability, IsAlignedByTheSignatureWhateverTheEnvelope) {
    setup.bounce_domain = "bounces.example.net";
    expect(Topic::Alignment, "GOOD", "another domain");
    known.outcomes["TXT day1._domainkey.example.com"] = Outcome::TimedOut;
    expect(Topic::Alignment, "UNKNOWN", "not known");
    known.outcomes["TXT day1._domainkey.example.com"] = Outcome::Missing;
    expect(Topic::Alignment, "BAD", "Nothing that Daymark knows of");
}

TEST_F(Deliverability, IsAlignedByTheEnvelopeOnlyAsFarAsThatGoes) {
    setup.signer.reset();
    expect(Topic::Alignment, "UNKNOWN", "Only SPF vouches");
    known.texts["_dmarc.example.com"] = {"v=DMARC1; p=reject; aspf=s"};
    expect(Topic::Alignment, "UNKNOWN", "Only SPF vouches");
    setup.bounce_domain = "bounces.example.com";
    known.texts["bounces.example.com"] = known.texts["example.com"];
    expect(Topic::Alignment, "BAD", "receivers are asked to reject");
    known.texts["_dmarc.example.com"] = {"v=DMARC1; p=reject"};
    expect(Topic::Alignment, "UNKNOWN", "Only SPF vouches");
    known.texts["bounces.example.com"] = {"v=spf1 mxx"};
    expect(Topic::Alignment, "BAD", "receivers are asked to reject");
    setup.bounce_domain = "example.net";
    known.texts["_dmarc.example.com"] = {"v=DMARC1; p=none"};
    expect(Topic::Alignment, "WARNING", "mail-bounces");
    setup.bounce_domain = "notexample.com";
    known.texts["notexample.com"] = known.texts["example.com"];
    expect(Topic::Alignment, "WARNING", "mail-bounces");
}

TEST_F(Deliverability, WantsAServerForWhatComesBack) {
    known.exchanges["example.com"] = {{0, "."}};
    expect(Topic::Returns, "BAD", "takes no mail");
    known.exchanges["example.com"] = {{1, "gone.example.com"}, {2, "mx.example.com"}};
    expect(Topic::Returns, "WARNING", "but gone.example.com has no address");
    known.exchanges["example.com"] = {{1, "gone.example.com"}};
    expect(Topic::Returns, "BAD", "No server takes what comes back");
    known.hosts["mx.example.com"] = {"10.1.2.3", "::1"};
    known.exchanges["example.com"] = {{1, "mx.example.com"}};
    expect(Topic::Returns, "BAD", "no public address");
    known.exchanges.erase("example.com");
    expect(Topic::Returns, "BAD", "Nothing that comes back");
    known.hosts["example.com"] = {"8.8.4.5"};
    expect(Topic::Returns, "WARNING", "the host example.com itself");
    known.outcomes["MX example.com"] = Outcome::Failed;
    expect(Topic::Returns, "UNKNOWN", "did not say");
    known.outcomes["MX example.com"] = Outcome::TooMany;
    expect(Topic::Returns, "BAD", "More records");
}

TEST_F(Deliverability, LooksAtBothDomainsWhenThereAreTwo) {
    setup.bounce_domain = "bounces.example.com";
    const Report report = check(setup, known);
    EXPECT_EQ(std::ranges::count(report.findings, Topic::Returns, &Finding::topic), 2);
    EXPECT_EQ(std::ranges::count(known.asked, "MX bounces.example.com"), 1);
    EXPECT_EQ(std::ranges::count(known.asked, "TXT bounces.example.com"), 1) << "SPF is about the envelope";
}

TEST_F(Deliverability, WantsANameThatLeadsBack) {
    known.hosts["mail.example.com"] = {"8.8.4.8"};
    expect(Topic::ReverseName, "BAD", "mail.example.com, which does not lead back");
    known.names.clear();
    expect(Topic::ReverseName, "BAD", "8.8.4.7: no name");
    known.outcomes["PTR " + ours] = Outcome::TimedOut;
    expect(Topic::ReverseName, "UNKNOWN", "no answer");
    setup.own_addresses = {"127.0.0.1", "192.168.1.7", "fd00::7"};
    expect(Topic::ReverseName, "UNKNOWN", "behind a translation of addresses");
}

TEST_F(Deliverability, ShowsNothingThatWouldActOnATerminal) {
    const std::string odd = std::string("v=spf1 \x1b[31m\r\n<script> \xff") + std::string(70'000, 'x');
    known.texts["example.com"] = {odd};
    known.texts["_dmarc.example.com"] = {"v=DMARC1; p=none; \x1b]0;title\x07"};
    known.texts["day1._domainkey.example.com"] = {odd};
    known.exchanges["example.com"] = {{1, "\x1b[2J.example.com"}};
    known.names[ours] = {"a\nb"};
    for (const Finding& finding : check(setup, known).findings) {
        for (const std::string* text : {&finding.asked, &finding.found, &finding.meaning, &finding.advice}) {
            EXPECT_LT(text->size(), 1'500U);
            EXPECT_TRUE(std::ranges::all_of(*text, [](char c) { return c >= ' ' && c <= '~'; })) << *text;
        }
    }
}

TEST_F(Deliverability, AsksABoundedNumberOfQuestions) {
    std::string record = "v=spf1";
    for (int i = 0; i < 10; ++i) {
        const std::string name = "m" + std::to_string(i) + ".example";
        record += " mx:" + name;
        for (unsigned j = 0; j < 100; ++j) known.exchanges[name].push_back({j, std::to_string(j) + name});
    }
    known.texts["example.com"] = {record + " -all"};
    for (unsigned j = 0; j < 100; ++j) known.exchanges["example.com"].push_back({j, std::to_string(j) + ".example"});
    for (int j = 0; j < 100; ++j) known.names[ours].push_back(std::to_string(j) + ".example");
    setup.from_domain = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.example.com";
    EXPECT_EQ(verdict(Topic::Spf), "UNKNOWN");
    EXPECT_LE(known.asked.size(), 80U);
}

}  // namespace
}  // namespace daymark::deliverability
