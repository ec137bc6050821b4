// By what a server finds out whether a page's own domain leads to it: a question that only it can ask, about any page,
// and an answer that only it can give.
#pragma once

#include "platform/crypto/secret_key.h"

#include <string>

namespace daymark::site {

struct DomainProof {
    std::string path;  // below the page's root
    std::string answer;
};
[[nodiscard]] inline DomainProof domain_proof(const crypto::SecretKey& key, const std::string& page_id) {
    return {".well-known/daymark/" + key.hash("site.domain.question/" + page_id).substr(0, 32),
            key.hash("site.domain.answer/" + page_id).substr(0, 32)};
}

}  // namespace daymark::site
