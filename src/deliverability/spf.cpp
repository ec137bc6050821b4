// Says what a record says, and no more: from which address a mail comes in the end is seen by its receiver only.
#include "deliverability/spf.h"

#include "deliverability/spf_survey.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace daymark::deliverability {
namespace {

using dns::Outcome;

bool is_ipv4(const std::string& text) {
    in_addr bytes{};
    return ::inet_pton(AF_INET, text.c_str(), &bytes) == 1;
}

bool is_address(const std::string& text) {
    in6_addr bytes{};
    return is_ipv4(text) || ::inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

/// "a:mail.example.com", "ip4:192.0.2.7 ip6:2001:db8::1"; "" when nothing is known.
std::string terms_for(const Setup& setup, const std::vector<std::string>& sources) {
    if (!sources.empty() && !relay_is_here(setup) && !is_address(setup.relay->host)) return "a:" + setup.relay->host;
    std::string terms;
    for (const std::string& source : sources)
        terms += (terms.empty() ? "" : " ") + std::string(is_ipv4(source) ? "ip4:" : "ip6:") + source;
    return terms;
}

class Check {
public:
    Check(const Setup& setup, dns::Resolver& dns, const std::vector<std::string>& sources)
        : domain_(setup.bounce_domain), terms_(terms_for(setup, sources)), dns_(dns), sources_(sources) {
        finding_.topic = Topic::Spf;
        finding_.asked = "TXT records of " + domain_ + ", where mails that cannot be delivered go back to";
    }

    Finding run() {
        const auto answer = dns_.txt(domain_);
        if (answer.outcome != Outcome::Found && answer.outcome != Outcome::Missing) return silent(answer.outcome);
        std::vector<std::string> records;
        std::ranges::copy_if(answer.records, std::back_inserter(records), is_spf);
        if (records.empty()) return none();
        for (std::string& record : records) finding_.found += (finding_.found.empty() ? "" : " and ") + shown(record);
        if (records.size() > 1) {
            return ended(Verdict::Bad, "Receivers take more than one SPF record for none.",
                         "Make one record of them: one \"v=spf1\", the terms of both, one \"all\".");
        }
        return judged(records.front());
    }

private:
    Finding ended(Verdict verdict, std::string meaning, std::string advice = {}) {
        finding_.verdict = verdict;
        finding_.meaning = std::move(meaning);
        finding_.advice = std::move(advice);
        return std::move(finding_);
    }

    Finding silent(Outcome outcome) {
        if (outcome == Outcome::TooMany) {
            finding_.found = "More TXT records than anybody reads";
            return ended(Verdict::Bad, "Receivers give up on such an answer.", "Remove what is not needed.");
        }
        finding_.found = outcome == Outcome::TimedOut ? "No answer in time" : "An error instead of an answer";
        return ended(Verdict::Unknown, "The name servers did not say whether there is an SPF record.",
                     "Try again. If it stays so, look at the name servers of the domain.");
    }

    Finding none() {
        finding_.found = "No SPF record";
        publish("v=spf1 " + terms_ + " ~all");
        return ended(Verdict::Bad, "Large receivers refuse mails from domains that do not say who may send for them.",
                     terms_.empty() ? "Publish \"v=spf1 ip4:<address> ~all\" with the address from which your mail "
                                      "server sends, or what its provider says."
                                    : "Publish the record below. If a provider sends for you, take the \"include:\" "
                                      "that it names instead.");
    }

    Finding judged(const std::string& text) {
        const SpfRecord record = read_spf(text);
        if (!record.broken.empty()) {
            return ended(Verdict::Bad,
                         "\"" + shown(record.broken) +
                             "\" is not understood; receivers take the whole "
                             "record for broken.",
                         "Correct that part.");
        }
        const SpfSurvey walked = survey(dns_, domain_, record, sources_);
        if (!walked.broken.empty()) {
            return ended(Verdict::Bad, "Receivers take the record for broken: " + walked.broken + ".",
                         "Remove terms that are not needed, or name addresses (ip4:, ip6:) in their place.");
        }
        if (walked.all == '+') {
            return ended(Verdict::Bad, "\"+all\" lets everybody send in your name; receivers trust no such record.",
                         "End it with \"~all\" or \"-all\".");
        }
        return weighed(text, walked);
    }

    /// A record that receivers can read.
    Finding weighed(const std::string& text, const SpfSurvey& walked) {
        const std::string reads =
            "One record, understood, with " + std::to_string(walked.lookups) + " of at most 10 names to look up. ";
        std::vector<std::string> unnamed;
        std::ranges::copy_if(sources_, std::back_inserter(unnamed), [&](const std::string& source) {
            const auto found = walked.results.find(source);
            return found == walked.results.end() || found->second != '+';
        });
        if (sources_.empty()) {
            return ended(Verdict::Unknown,
                         reads +
                             "Whether it names the address from which your mail server sends "
                             "cannot be told from here.",
                         "Look for \"spf=pass\" in the headers of a mail that arrived.");
        }
        if (!unnamed.empty() && !walked.whole) {
            return ended(Verdict::Unknown,
                         reads + "Whether it names " + joined(unnamed) +
                             " cannot be told: parts of it depend on the mail, or were not answered.",
                         "Look for \"spf=pass\" in the headers of a mail that arrived.");
        }
        if (!unnamed.empty()) return without(text, reads, unnamed);
        if (walked.all == '\0' || walked.all == '?') {
            return ended(Verdict::Warning,
                         reads +
                             "It names your mail server, but says nothing of all others, so "
                             "that receivers give little for it.",
                         "End it with \"~all\".");
        }
        return ended(Verdict::Good, reads + "It names " + joined(sources_) +
                                        ", your mail server. Should that send from other addresses, only a mail that "
                                        "arrived tells (\"spf=pass\" in its headers).");
    }

    Finding without(const std::string& text, const std::string& reads, const std::vector<std::string>& unnamed) {
        if (!terms_.empty()) publish("v=spf1 " + terms_ + text.substr(std::string_view("v=spf1").size()));
        return ended(Verdict::Warning, reads + "It does not name " + joined(unnamed) + ", where your mail server is.",
                     "If mails go out from there, publish the record below. If your mail server sends from elsewhere, "
                     "look for \"spf=pass\" in the headers of a mail that arrived.");
    }

    void publish(const std::string& value) {
        if (!terms_.empty() && shown(value) == value) finding_.record = Record{domain_, "TXT", value};
    }

    const std::string domain_, terms_;
    dns::Resolver& dns_;
    const std::vector<std::string>& sources_;
    Finding finding_;
};

}  // namespace

Finding check_spf(const Setup& setup, dns::Resolver& dns, const std::vector<std::string>& sources) {
    return Check(setup, dns, sources).run();
}

}  // namespace daymark::deliverability
