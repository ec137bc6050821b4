// Keys that are made for tests.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <map>
#include <memory>
#include <string>

namespace daymark::test {

/// A private key in PEM; the same each time for one number of bits.
inline const std::string& rsa_key(unsigned bits) {
    static std::map<unsigned, std::string> keys;
    std::string& pem = keys[bits];
    if (pem.empty()) {
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(bits), &EVP_PKEY_free);
        const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), &BIO_free);
        PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        char* bytes = nullptr;
        const long size = BIO_get_mem_data(out.get(), &bytes);
        pem.assign(bytes, static_cast<std::size_t>(size));
    }
    return pem;
}

}  // namespace daymark::test
