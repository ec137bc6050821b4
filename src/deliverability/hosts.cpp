// What others see of the machines.
#include "deliverability/hosts.h"

#include "platform/net/address_guard.h"

#include <algorithm>

namespace daymark::deliverability {
namespace {

using dns::Outcome;
using Fault = mail::SmtpAnswer::Fault;
using Tls = mail::SmtpProbe::Tls;

constexpr std::size_t most_hosts = 5;  // that are looked at

/// What the server itself says is left out: it may hold the user's name.
std::string fault_words(const mail::SmtpAnswer& answer) {
    switch (answer.fault) {
        case Fault::Unreachable:
            return "It cannot be reached";
        case Fault::BadTls:
            return "It offers no encryption that proves who it is";
        case Fault::TimedOut:
            return "It does not answer in time";
        case Fault::LoginRefused:
            return "It refuses the login";
        case Fault::Broken:
            return "The connection breaks";
        case Fault::None:
            break;
    }
    return "It refuses us with " + std::to_string(answer.code);
}

void judge_tls(Finding& finding, Tls tls, bool here) {
    if (tls == Tls::Proven) {
        finding.found = "It takes us; encrypted, and it proves who it is";
        finding.meaning = "Mails are given to it unseen by others.";
    } else if (here) {
        finding.found = "It takes us, on this machine";
        finding.meaning = "Nothing goes over a wire in between.";
    } else if (tls == Tls::Unproven) {
        finding.verdict = Verdict::Warning;
        finding.found = "It takes us; encrypted, but it does not prove who it is";
        finding.meaning = "Whoever stands in between could read mails and take them away.";
        finding.advice = "Give it a certificate for its name, and add ?tls=required to smtp-url.";
    } else {
        finding.verdict = Verdict::Warning;
        finding.found = "It takes us, and offers no encryption";
        finding.meaning = "Mails go to it readable for whoever stands in between.";
        finding.advice = "Have it offer STARTTLS, or use smtps://.";
    }
}

/// Whether it is a host that takes mail; what stands in the way goes to `trouble`.
bool takes_mail(const std::string& host, dns::Resolver& dns, std::string& trouble) {
    const auto answer = dns.addresses(host);
    const bool silent = answer.outcome == Outcome::TimedOut || answer.outcome == Outcome::Failed;
    if (silent) trouble = "no answer for " + shown(host);
    if (answer.outcome == Outcome::Missing) trouble = shown(host) + " has no address";
    if (answer.outcome == Outcome::TooMany) trouble = shown(host) + " has too many addresses";
    if (answer.outcome != Outcome::Found) return silent;
    const bool reachable = !public_ones(answer.records).empty();
    if (!reachable) trouble = shown(host) + " has no public address";
    return reachable;
}

void judge_exchanges(Finding& finding, const std::vector<dns::Exchange>& exchanges, dns::Resolver& dns) {
    std::vector<std::string> hosts;
    for (const dns::Exchange& exchange : exchanges) {
        if (hosts.size() < most_hosts) hosts.push_back(exchange.host);
    }
    finding.found = shown(joined(hosts));
    if (hosts == std::vector<std::string>{"."}) {
        finding.verdict = Verdict::Bad;
        finding.found = "An MX record that says that the domain takes no mail";
        finding.meaning = "Many receivers refuse mails from a domain that no answer can reach.";
        finding.advice = "Name a mail server in the MX record, or write from another domain.";
        return;
    }
    std::size_t good = 0;
    std::string trouble;
    for (const std::string& host : hosts) good += takes_mail(host, dns, trouble) ? 1U : 0U;
    finding.verdict = trouble.empty() ? Verdict::Good : good > 0 ? Verdict::Warning : Verdict::Bad;
    finding.meaning =
        good == 0 ? "No server takes what comes back: " + trouble + "." : "What comes back finds a server";
    if (good > 0) finding.meaning += trouble.empty() ? "." : ", but " + trouble + ".";
    if (!trouble.empty()) finding.advice = "Correct the MX records of the domain, or the addresses of their hosts.";
}

/// Without MX records the domain's own host takes its mail.
void judge_implicit(Finding& finding, const std::string& domain, dns::Resolver& dns) {
    std::string trouble;
    finding.found = "No MX record";
    if (takes_mail(domain, dns, trouble)) {
        finding.verdict = Verdict::Warning;
        finding.meaning = "What comes back goes to the host " + domain + " itself, if a mail server runs there.";
        finding.advice = "Publish an MX record that names the mail server.";
        return;
    }
    finding.verdict = Verdict::Bad;
    finding.meaning =
        "Nothing that comes back can be delivered (" + trouble + "); many receivers refuse mails from such domains.";
    finding.advice = "Publish an MX record that names a mail server for " + domain + ".";
}

/// Whether a name of the address leads back to it, as receivers check.
bool leads_back(const std::string& address, const std::vector<std::string>& names, dns::Resolver& dns) {
    return std::ranges::any_of(names, [&, looked = std::size_t{0}](const std::string& name) mutable {
        if (++looked > most_hosts) return false;
        const auto answer = dns.addresses(name);
        return std::ranges::find(answer.records, address) != answer.records.end();
    });
}

void judge_name(Finding& finding, const std::string& address, dns::Resolver& dns) {
    const auto answer = dns.ptr(address);
    const bool silent = answer.outcome == Outcome::TimedOut || answer.outcome == Outcome::Failed;
    std::string found = silent ? "no answer" : answer.records.empty() ? "no name" : shown(joined(answer.records));
    const bool back = leads_back(address, answer.records, dns);
    if (!answer.records.empty() && !back) found += ", which does not lead back";
    finding.found += (finding.found.empty() ? "" : "; ") + address + ": " + found;
    const Verdict verdict = back ? Verdict::Good : silent ? Verdict::Unknown : Verdict::Bad;
    finding.verdict = std::max(finding.verdict, verdict);
}

}  // namespace

Finding check_relay(const Setup& setup) {
    Finding finding{Topic::Relay, Verdict::Good, {}, {}, {}, {}};
    if (!setup.relay) {
        finding.verdict = Verdict::Bad;
        finding.asked = "The setting smtp-url";
        finding.found = "No mail server: mails become files in DATA/outbox";
        finding.meaning = "Nobody gets a mail.";
        finding.advice = "Set smtp-url to the address of a mail server.";
        return finding;
    }
    finding.asked = "The mail server " + shown(setup.relay->host) + ", by connecting and logging in as for a mail";
    const mail::SmtpProbe seen = setup.greet(*setup.relay);
    if (seen.answer.fault == Fault::None && seen.answer.code / 100 == 2) {
        judge_tls(finding, seen.tls, relay_is_here(setup));
        return finding;
    }
    finding.verdict = Verdict::Bad;
    finding.found = fault_words(seen.answer);
    finding.meaning = "As long as it does not take our mails, nobody gets one; they are tried again for some hours.";
    finding.advice = "Check smtp-url, and what the mail server logs.";
    return finding;
}

Finding check_returns(const std::string& domain, dns::Resolver& dns) {
    Finding finding{Topic::Returns, Verdict::Unknown, "MX records of " + domain, {}, {}, {}};
    const auto answer = dns.mx(domain);
    switch (answer.outcome) {
        case Outcome::Found:
            judge_exchanges(finding, answer.records, dns);
            break;
        case Outcome::Missing:
            judge_implicit(finding, domain, dns);
            break;
        case Outcome::TooMany:
            finding.verdict = Verdict::Bad;
            finding.found = "More records than anybody reads";
            finding.meaning = "Nobody will try them all.";
            finding.advice = "Remove what is not needed.";
            break;
        case Outcome::Failed:
        case Outcome::TimedOut:
            finding.found = "No answer";
            finding.meaning = "The name servers did not say which server takes mail for the domain.";
            finding.advice = "Try again. If it stays so, look at the name servers of the domain.";
    }
    return finding;
}

Finding check_reverse_name(const Setup& setup, dns::Resolver& dns, const std::vector<std::string>& sources) {
    Finding finding{Topic::ReverseName, Verdict::Unknown, {}, {}, {}, {}};
    if (!setup.relay || !relay_is_here(setup)) {
        finding.asked = "Nothing";
        finding.meaning =
            "Mails go out from your mail server, and only its operator knows from which of its addresses. "
            "Each of them needs a name that leads back to it.";
        return finding;
    }
    if (sources.empty()) {
        finding.asked = "The addresses of this machine";
        finding.found = "None that the Internet sees";
        finding.meaning =
            "The mail server runs here, behind a translation of addresses: which address receivers see, "
            "and whether it has a name, cannot be told from here.";
        finding.advice =
            "Look at the headers of a mail that arrived, and have your provider give that address a name "
            "that leads back to it.";
        return finding;
    }
    finding.asked = "PTR records of " + joined(sources) + ", and where their names lead";
    finding.verdict = Verdict::Good;
    for (std::size_t i = 0; i < std::min(sources.size(), most_hosts); ++i) judge_name(finding, sources[i], dns);
    finding.meaning = finding.verdict == Verdict::Good
                          ? "Each address has a name that leads back to it, as receivers want it."
                          : "Large receivers refuse mails from addresses without a name that leads back to them.";
    if (finding.verdict == Verdict::Bad) {
        finding.advice =
            "Have whoever gives you the address set its PTR record to the mail server's name, and publish "
            "that name's address.";
    }
    return finding;
}

}  // namespace daymark::deliverability
