// Signatures by libopendkim, keys by libcrypto.
#include "platform/mail/dkim.h"

#include "platform/crypto/base64.h"
#include "platform/mail/opendkim.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

namespace daymark::mail {
namespace {

constexpr int fewest_bits = 1024;  // RFC 8301: what verifiers must take

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(DKIM* mail) const { dkim_free(mail); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

/// The library takes bytes that it could change, but only reads them.
unsigned char* lent(std::string_view bytes) {
    return reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
}

/// Or libcrypto would ask on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

/// Nothing when it is no key.
Owned<EVP_PKEY> key_of(const std::string& pem) {
    const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    Owned<EVP_PKEY> key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr) : nullptr);
    ERR_clear_error();
    return key;
}

/// The one form of all that the key could have been written in.
std::string pem_of(EVP_PKEY* key) {
    const Owned<BIO> bio(BIO_new(BIO_s_mem()));
    char* bytes = nullptr;
    if (!bio || PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) return {};
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

bool is_host_name(std::string_view name) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    };
    return !name.empty() && name.size() <= 253 && std::ranges::all_of(name, fits);
}

DKIM_LIB* new_library() {
    DKIM_LIB* library = dkim_init(nullptr, nullptr);
    std::array<const char*, 13> headers = {"From",       "To",         "Reply-To",         "Subject",
                                           "Date",       "Message-ID", "MIME-Version",     "Content-Type",
                                           "References", "List-Id",    "List-Unsubscribe", "List-Unsubscribe-Post",
                                           nullptr};
    if (library == nullptr ||
        dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_SIGNHDRS, headers.data(), sizeof(const char**)) != DKIM_STAT_OK)
        throw std::runtime_error("The DKIM library could not be started");
    return library;
}

DKIM_LIB* library() {
    static DKIM_LIB* const shared = new_library();
    return shared;
}

void must(DKIM_STAT status) {
    if (status != DKIM_STAT_OK)
        throw std::runtime_error(std::string("A mail could not be signed: ") + dkim_getresultstr(status));
}

}  // namespace

DkimSigner::DkimSigner(std::string domain, std::string selector, std::string private_key)
    : domain_(std::move(domain)), selector_(std::move(selector)) {
    if (!is_host_name(domain_)) throw std::runtime_error("The domain of the DKIM signatures is none");
    if (!is_host_name(selector_)) throw std::runtime_error("The selector of the DKIM signatures is none");
    const Owned<EVP_PKEY> key = key_of(private_key);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key.get()) < fewest_bits)
        throw std::runtime_error("The DKIM key is no RSA key of 1024 bits or more, in PEM and without a passphrase");
    private_key_ = pem_of(key.get());
}

std::string DkimSigner::sign(const std::string& mail) const {
    DKIM_STAT status = DKIM_STAT_OK;
    const Owned<DKIM> handle(dkim_sign(library(), lent("mail"), nullptr, lent(private_key_), lent(selector_),
                                       lent(domain_), DKIM_CANON_RELAXED, DKIM_CANON_RELAXED, DKIM_SIGN_RSASHA256, -1,
                                       &status));
    must(handle ? DKIM_STAT_OK : status);
    must(dkim_chunk(handle.get(), lent(mail), mail.size()));
    must(dkim_chunk(handle.get(), nullptr, 0));
    must(dkim_eom(handle.get(), nullptr));
    constexpr std::string_view name = DKIM_SIGNHEADER ": ";
    unsigned char* value = nullptr;
    std::size_t size = 0;
    must(dkim_getsighdr_d(handle.get(), name.size(), &value, &size));
    return std::string(name).append(reinterpret_cast<const char*>(value), size) + "\r\n" + mail;
}

std::string DkimSigner::dns_record() const {
    const Owned<EVP_PKEY> key = key_of(private_key_);
    unsigned char* bytes = nullptr;
    const int size = i2d_PUBKEY(key.get(), &bytes);
    const std::unique_ptr<unsigned char, decltype([](unsigned char* owned) { OPENSSL_free(owned); })> owner(bytes);
    if (size <= 0) throw std::runtime_error("The DKIM key has no public half");
    const std::string_view der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    return "v=DKIM1; k=rsa; p=" + crypto::base64(der);
}

}  // namespace daymark::mail
