// Keys for signatures as they stand in the DNS (RFC 6376, 3.6.1), held against ours.
#pragma once

#include <string>
#include <string_view>

namespace daymark::mail {

struct DkimRecord {
    enum class State {
        Same,      // our key, and our mails may be signed with it
        Other,     // another key
        Revoked,   // no key any more
        Unusable,  // a key, but for something else than rsa-sha256 on mails
        Broken,    // no such record
    };
    State state = State::Broken;
    std::string why;       // of Unusable and Broken: "h= does not allow sha256"
    int bits = 0;          // of the key that was published
    bool testing = false;  // t=y: receivers may treat the mails as unsigned
};

/// `own`: as DkimSigner::dns_record gives it.
[[nodiscard]] DkimRecord read_dkim_record(std::string_view text, std::string_view own);

}  // namespace daymark::mail
