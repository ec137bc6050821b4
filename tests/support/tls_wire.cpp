// OpenSSL between two buffers in memory.
#include "support/tls_wire.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>

namespace daymark::test {

struct TlsIdentity::Context {
    SSL_CTX* tls = SSL_CTX_new(TLS_server_method());
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();

    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() {
        X509_free(certificate);
        EVP_PKEY_free(key);
        SSL_CTX_free(tls);
    }
};

TlsIdentity::TlsIdentity(const std::string& subject) : context_(std::make_unique<Context>()) {
    X509* const certificate = context_->certificate;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -24 * 3600L);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3600L);
    X509_set_pubkey(certificate, context_->key);
    X509_NAME* const name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Test"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, subject.c_str());
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    if (X509_sign(certificate, context_->key, EVP_sha256()) == 0 ||
        SSL_CTX_use_certificate(context_->tls, certificate) != 1 ||
        SSL_CTX_use_PrivateKey(context_->tls, context_->key) != 1) {
        throw std::runtime_error("the test has no certificate");
    }
    BIO* const pem = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(pem, certificate);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(pem, &bytes);
    certificate_.assign(bytes, static_cast<std::size_t>(size));
    BIO_free(pem);
}

TlsIdentity::~TlsIdentity() = default;

struct TlsWire::Session {
    SSL* tls;
    BIO* in = BIO_new(BIO_s_mem());
    BIO* out = BIO_new(BIO_s_mem());

    explicit Session(SSL_CTX* context) : tls(SSL_new(context)) {
        SSL_set_bio(tls, in, out);  // which owns them now
        SSL_set_accept_state(tls);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session() { SSL_free(tls); }
};

TlsWire::TlsWire(const TlsIdentity& identity, RudeServer::Peer& peer)
    : session_(std::make_unique<Session>(identity.context_->tls)), peer_(peer) {}

TlsWire::~TlsWire() = default;

std::string TlsWire::read_bytes() {
    std::array<char, 16 * 1024> buffer;
    for (;;) {
        const int count = SSL_read(session_->tls, buffer.data(), static_cast<int>(buffer.size()));
        if (count > 0) return {buffer.data(), static_cast<std::size_t>(count)};
        if (!pump(count)) return {};
    }
}

bool TlsWire::send(std::string_view bytes) {
    for (;;) {
        const int count = SSL_write(session_->tls, bytes.data(), static_cast<int>(bytes.size()));
        if (count > 0) return flush();
        if (!pump(count)) return false;
    }
}

bool TlsWire::pump(int result) {
    const bool wants_bytes = SSL_get_error(session_->tls, result) == SSL_ERROR_WANT_READ;
    ERR_clear_error();
    if (!flush() || !wants_bytes) return false;
    const std::string came = peer_.read_bytes();
    BIO_write(session_->in, came.data(), static_cast<int>(came.size()));
    return !came.empty();
}

bool TlsWire::flush() {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(session_->out, &bytes);
    const std::string waiting(bytes, static_cast<std::size_t>(size));
    BIO_reset(session_->out);
    return waiting.empty() || peer_.send(waiting);
}

}  // namespace daymark::test
