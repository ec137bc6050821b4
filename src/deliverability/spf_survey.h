// A walk through a record and those that it includes, as far as it can be walked without a mail.
#pragma once

#include "deliverability/spf_record.h"
#include "platform/dns/resolver.h"

#include <map>
#include <string>
#include <vector>

namespace daymark::deliverability {

struct SpfSurvey {
    int lookups = 0;                      // that a receiver makes at most; the rules allow ten
    std::string broken;                   // why receivers give up on the record; "" when they need not
    bool whole = true;                    // nothing was left out: no macro, no name server that was silent
    char all = '\0';                      // as SpfRecord::all, after redirects
    std::map<std::string, char> results;  // by address, for those that a term names, or +all
};
inline constexpr int most_spf_lookups = 10;

/// `record` is that of `domain`. Ends as soon as there are too many lookups.
[[nodiscard]] SpfSurvey survey(dns::Resolver& dns, const std::string& domain, const SpfRecord& record,
                               const std::vector<std::string>& addresses);

}  // namespace daymark::deliverability
