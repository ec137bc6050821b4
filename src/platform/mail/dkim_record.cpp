// Tags by RFC 6376's grammar, keys by libcrypto.
#include "platform/mail/dkim_record.h"

#include "platform/crypto/base64.h"
#include "platform/mail/tag_list.h"
#include "platform/text/trim.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

namespace daymark::mail {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype([](EVP_PKEY* key) { EVP_PKEY_free(key); })>;
using text::blanks_and_line_ends;

bool lists(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        if (text::trimmed(text::take_until(list, ':'), blanks_and_line_ends) == wanted) return true;
    }
    return false;
}

Key key_of(std::string text) {
    std::erase_if(text, [](char c) { return blanks_and_line_ends.find(c) != std::string_view::npos; });
    const auto der = crypto::from_base64(text);
    if (!der) return nullptr;
    const auto* bytes = reinterpret_cast<const unsigned char*>(der->data());
    const unsigned char* const end = bytes + der->size();
    Key key(d2i_PUBKEY(nullptr, &bytes, static_cast<long>(der->size())));
    ERR_clear_error();
    return bytes == end ? std::move(key) : nullptr;
}

/// Why no mail of ours can be checked by it; "" when it can.
std::string trouble_of(const TagList& tags) {
    if (tags.value("k", "rsa") != "rsa") return "k= is not rsa";
    if (tags.has("h") && !lists(tags.value("h"), "sha256")) return "h= does not allow sha256";
    const std::string services = tags.value("s", "*");
    if (!lists(services, "*") && !lists(services, "email")) return "s= does not allow email";
    return {};
}

bool is_same(const Key& key, std::string_view own) {
    const auto tags = read_tags(own);
    const Key ours = tags ? key_of(tags->value("p")) : nullptr;
    const bool same = key && ours && EVP_PKEY_eq(key.get(), ours.get()) == 1;
    ERR_clear_error();
    return same;
}

}  // namespace

DkimRecord read_dkim_record(std::string_view text, std::string_view own) {
    using enum DkimRecord::State;
    const auto tags = read_tags(text);
    if (!tags) return {.why = "it is no list of tags"};
    if (!tags->has("p")) return {.why = "it has no p="};
    if (tags->has("v") && (tags->value("v") != "DKIM1" || tags->first() != "v"))
        return {.why = "v= is not DKIM1, or does not come first"};
    const bool testing = lists(tags->value("t"), "y");
    const std::string published = tags->value("p");
    if (published.empty()) return {.state = Revoked, .why = {}, .testing = testing};
    const std::string trouble = trouble_of(*tags);
    const Key key = key_of(published);
    if (!key && trouble.empty()) return {.why = "p= is no public key"};
    const int bits = key ? EVP_PKEY_get_bits(key.get()) : 0;
    if (!trouble.empty()) return {Unusable, trouble, bits, testing};
    return {is_same(key, own) ? Same : Other, {}, bits, testing};
}

}  // namespace daymark::mail
