// The key in the DNS held against the one that signs.
#include "deliverability/keys.h"

#include "platform/mail/dkim_record.h"

namespace daymark::deliverability {
namespace {

using dns::Outcome;
using mail::DkimRecord;

constexpr int enough_bits = 2048;

Finding unsigned_mails(const Setup& setup) {
    return {Topic::Dkim,
            Verdict::Unknown,
            "The setting dkim-key-file",
            "No key: Daymark does not sign mails",
            setup.relay ? "Mails are signed only if your mail server does it. Large receivers want a signature."
                        : "Mails that are not signed are often taken for spam.",
            "Look for \"dkim=pass header.d=" + setup.from_domain +
                "\" in the headers of a mail that arrived. If it is not there, give Daymark a key: see "
                "docs/notifications.md."};
}

void judge_key(Finding& finding, const DkimRecord& record) {
    using State = DkimRecord::State;
    finding.verdict = Verdict::Bad;
    switch (record.state) {
        case State::Same:
            break;
        case State::Other:
            finding.meaning = "It is another key than the one that signs: every signature is taken for forged.";
            finding.advice =
                "Publish the record below in its place, or set dkim-key-file to the key that belongs to it.";
            return;
        case State::Revoked:
            finding.meaning = "The key was revoked (p= is empty): signatures count for nothing.";
            finding.advice = "Publish the record below in its place.";
            return;
        case State::Unusable:
        case State::Broken:
            finding.meaning = "Receivers cannot use it: " + record.why + ".";
            finding.advice = "Publish the record below in its place.";
            return;
    }
    finding.record.reset();
    const std::string bits = std::to_string(record.bits) + " bits";
    finding.verdict = record.bits < enough_bits || record.testing ? Verdict::Warning : Verdict::Good;
    finding.meaning = "It is the key that signs, with " + bits + ".";
    if (record.bits < enough_bits) {
        finding.meaning += " Receivers ask for 2048 and will stop to take fewer.";
        finding.advice = "Make a new key of 2048 bits under another selector (dkim-selector).";
    }
    if (record.testing) {
        finding.meaning += " It says that it is being tested (t=y): receivers may treat the mails as unsigned.";
        finding.advice += (finding.advice.empty() ? "" : " ") + std::string("Remove t=y.");
    }
}

void judge_missing(Finding& finding, Outcome outcome) {
    const bool missing = outcome == Outcome::Missing;
    finding.verdict = missing || outcome == Outcome::TooMany ? Verdict::Bad : Verdict::Unknown;
    finding.found = missing                        ? "No record"
                    : outcome == Outcome::TooMany  ? "More records than anybody reads"
                    : outcome == Outcome::TimedOut ? "No answer in time"
                                                   : "An error instead of an answer";
    if (finding.verdict == Verdict::Bad) {
        finding.meaning = "Mails are signed, but nobody can check it: the signature counts for nothing.";
        finding.advice = "Publish the record below, and nothing else under its name.";
        return;
    }
    finding.record.reset();
    finding.meaning = "The name servers did not say which key belongs to the signatures.";
    finding.advice = "Try again. If it stays so, look at the name servers of the domain.";
}

}  // namespace

Finding check_dkim(const Setup& setup, dns::Resolver& dns) {
    if (!setup.signer) return unsigned_mails(setup);
    const std::string name = setup.signer->selector() + "._domainkey." + setup.from_domain;
    Finding finding{Topic::Dkim,
                    Verdict::Bad,
                    "TXT record of " + name,
                    {},
                    {},
                    {},
                    Record{name, "TXT", setup.signer->dns_record()}};
    const auto answer = dns.txt(name);
    if (answer.outcome != Outcome::Found) {
        judge_missing(finding, answer.outcome);
        return finding;
    }
    finding.found = shown(answer.records.front());
    if (answer.records.size() > 1) {
        finding.found = std::to_string(answer.records.size()) + " records";
        finding.meaning = "Receivers do not know which of them to take.";
        finding.advice = "Leave one of them, which is the record below.";
        return finding;
    }
    judge_key(finding, mail::read_dkim_record(answer.records.front(), setup.signer->dns_record()));
    return finding;
}

}  // namespace daymark::deliverability
