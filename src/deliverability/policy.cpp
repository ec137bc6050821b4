// The search goes up label by label: a list of public suffixes would be a copy that ages.
#include "deliverability/policy.h"

#include "platform/http/message.h"
#include "platform/mail/tag_list.h"

#include <algorithm>
#include <optional>

namespace daymark::deliverability {
namespace {

using dns::Outcome;

constexpr int most_parents = 7;

bool is_dmarc(const std::string& text) {
    const auto tags = mail::read_tags(text);
    return tags ? tags->first() == "v" && tags->value("v") == "DMARC1" : text.starts_with("v=DMARC1");
}

/// "example.com" for "mail.example.com"; "" for what has no parent with a dot.
std::string parent_of(const std::string& domain) {
    const std::string parent = domain.substr(std::min(domain.find('.'), domain.size() - 1) + 1);
    return parent.find('.') == std::string::npos ? std::string() : parent;
}

bool is_below(const std::string& domain, const std::string& parent) {
    return domain == parent || domain.ends_with("." + parent);
}

/// What the first domain has, from this one upwards, that has any.
struct Search {
    Outcome outcome = Outcome::Missing;
    std::string home, asked;
    std::vector<std::string> records;
};
Search search_from(std::string domain, dns::Resolver& dns) {
    Search search;
    for (int i = 0; i <= most_parents && !domain.empty(); ++i, domain = parent_of(domain)) {
        search.asked += (search.asked.empty() ? "TXT record of _dmarc." : ", then of _dmarc.") + domain;
        const auto answer = dns.txt("_dmarc." + domain);
        search.outcome = answer.outcome;
        search.home = domain;
        if (answer.outcome != Outcome::Found && answer.outcome != Outcome::Missing) return search;
        std::ranges::copy_if(answer.records, std::back_inserter(search.records), is_dmarc);
        if (!search.records.empty()) return search;
    }
    search.outcome = Outcome::Missing;
    return search;
}

void judge_none(Finding& finding, const Setup& setup) {
    finding.verdict = Verdict::Bad;
    finding.found = "No DMARC record";
    finding.meaning = "Large receivers refuse or filter bulk mails from domains without one.";
    finding.advice = "Publish the record below. \"p=none\" asks receivers for nothing, and is enough for them.";
    finding.record = Record{"_dmarc." + setup.from_domain, "TXT", "v=DMARC1; p=none"};
}

void judge_silence(Finding& finding, Outcome outcome) {
    finding.found = outcome == Outcome::TooMany ? "More records than anybody reads" : "No answer";
    finding.meaning = "The name servers did not say whether there is a DMARC record.";
    finding.advice = "Try again. If it stays so, look at the name servers of the domain.";
}

/// Nothing when receivers cannot read it.
std::optional<Policy> policy_of(const std::string& text, const std::string& home, bool own) {
    const auto tags = mail::read_tags(text);
    if (!tags) return std::nullopt;
    const std::string wish = http::to_lower(tags->value(!own && tags->has("sp") ? "sp" : "p"));
    if (wish != "none" && wish != "quarantine" && wish != "reject") return std::nullopt;
    return Policy{home, wish, tags->value("aspf") == "s"};
}

void judge_record(Finding& finding, const std::string& home, const std::optional<Policy>& policy, bool own) {
    if (!policy) {
        finding.verdict = Verdict::Bad;
        finding.meaning = "Receivers cannot read it: p= must be none, quarantine or reject, and each tag comes once.";
        finding.advice = "Correct it, for example as below.";
        finding.record = Record{"_dmarc." + home, "TXT", "v=DMARC1; p=none"};
        return;
    }
    finding.verdict = Verdict::Good;
    if (!own) finding.meaning = "It is the record of " + home + ", which counts for this domain too. ";
    finding.meaning += policy->wish == "none"
                           ? "It asks receivers for nothing, which is enough for them, and stops no forger."
                           : "It asks receivers to " + policy->wish + " mails that nobody vouches for.";
}

/// Without the list of public suffixes: together belongs what lies below the record, or one below the other.
bool is_aligned(const Setup& setup, const Policy& policy) {
    const std::string& from = setup.from_domain;
    const std::string& bounces = setup.bounce_domain;
    if (bounces == from) return true;
    const bool below_record = !policy.home.empty() && is_below(bounces, policy.home) && is_below(from, policy.home);
    return !policy.strict_spf && (below_record || is_below(bounces, from) || is_below(from, bounces));
}

/// Mails whose signature counts for nothing, or that only the relay may have signed.
void judge_unsigned(Finding& finding, const Setup& setup, const Policy& policy, bool spf) {
    const std::string& from = setup.from_domain;
    finding.advice = "Have mails signed for " + from + ": see DKIM.";
    if (spf) {
        finding.verdict = setup.signer ? Verdict::Warning : Verdict::Unknown;
        finding.meaning = "Only SPF vouches for " + from +
                          ", if it passes, and for mails that are forwarded it does "
                          "not. A signature of your mail server counts if it is for " +
                          from + " (d=).";
        return;
    }
    const bool asked_for_more = !policy.wish.empty() && policy.wish != "none";
    finding.verdict = setup.signer || asked_for_more ? Verdict::Bad : Verdict::Warning;
    finding.meaning = "Nothing that Daymark knows of vouches for " + from +
                      ". Unless your mail server signs for it, "
                      "DMARC fails" +
                      (asked_for_more ? ", and receivers are asked to " + policy.wish + "." : ".");
    if (setup.bounce_domain != from) finding.advice += " Or set mail-bounces to an address of " + from + ".";
}

}  // namespace

Finding check_dmarc(const Setup& setup, dns::Resolver& dns, Policy& policy) {
    const Search found = search_from(setup.from_domain, dns);
    Finding finding{Topic::Dmarc, Verdict::Unknown, found.asked, {}, {}, {}};
    if (found.outcome == Outcome::Missing) {
        judge_none(finding, setup);
    } else if (found.records.empty()) {
        judge_silence(finding, found.outcome);
    } else if (found.records.size() > 1) {
        finding.verdict = Verdict::Bad;
        finding.found = std::to_string(found.records.size()) + " DMARC records";
        finding.meaning = "Receivers take more than one for none.";
        finding.advice = "Leave one of them.";
    } else {
        finding.found = shown(found.records.front());
        const bool own = found.home == setup.from_domain;
        const auto read = policy_of(found.records.front(), found.home, own);
        judge_record(finding, found.home, read, own);
        policy = read.value_or(Policy{});
    }
    return finding;
}

Finding check_alignment(const Setup& setup, const Policy& policy, const Finding& signature, const Finding& senders) {
    const bool spf = is_aligned(setup, policy) && senders.verdict != Verdict::Bad;
    Finding finding{Topic::Alignment, Verdict::Good, {}, {}, {}, {}};
    finding.asked = "Whether who vouches for a mail is " + setup.from_domain + ", which readers see";
    finding.found = "Signature: " + (setup.signer ? setup.from_domain : "none of Daymark's") +
                    "; envelope: " + setup.bounce_domain + (is_aligned(setup, policy) ? "" : ", another domain");
    const bool signed_well = signature.verdict == Verdict::Good || signature.verdict == Verdict::Warning;
    if (setup.signer && signed_well) {
        finding.meaning = "The signature vouches for the domain that readers see, also for mails that are forwarded.";
    } else if (setup.signer && signature.verdict == Verdict::Unknown) {
        finding.verdict = Verdict::Unknown;
        finding.meaning = "The signature is for the right domain, but whether it can be checked is not known.";
    } else {
        judge_unsigned(finding, setup, policy, spf);
    }
    return finding;
}

}  // namespace daymark::deliverability
