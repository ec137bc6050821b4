#include "platform/mail/dkim.h"

#include "platform/mail/message.h"
#include "platform/mail/opendkim.h"
#include "support/temp_folder.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace daymark::mail {
namespace {

using test::has;
using test::lacks;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Key rsa(unsigned bits) { return {EVP_RSA_gen(bits), &EVP_PKEY_free}; }

std::string text_of(const Bio& bio) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

/// `passphrase`: "" for none.
std::string pem_of(const Key& key, std::string passphrase = "") {
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    const EVP_CIPHER* cipher = passphrase.empty() ? nullptr : EVP_aes_128_cbc();
    PEM_write_bio_PrivateKey(bio.get(), key.get(), cipher, nullptr, 0, nullptr, passphrase.data());
    return text_of(bio);
}

/// As older programs write keys.
std::string old_pem_of(const Key& key) {
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PrivateKey_traditional(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(bio);
}

std::string public_pem_of(const Key& key) {
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_PUBKEY(bio.get(), key.get());
    return text_of(bio);
}

const Key& sample_key() {
    static const Key key = rsa(1024);
    return key;
}

DkimSigner sample_signer() { return {"example.com", "day1", pem_of(sample_key())}; }

std::string sample_mail() {
    Message message;
    message.from = {"Störungen", "status@example.com"};
    message.to = {"", "kim@example.org"};
    message.reply_to = "help@example.com";
    message.subject = "Login is down, and it is so long that it has more than one line: ログインできません";
    message.message_id = "<cmab12@example.com>";
    message.date = 1'700'000'000'000;
    message.text = "Login is down.\n\n.\n trailing \n";
    message.html = "<p>Login is down.</p>\n";
    message.headers = {{"References", "<thread.1@example.com>"},
                       {"List-Id", "<updates.acme.status.example.com>"},
                       {"List-Unsubscribe", "<https://acme.status.example.com/unsubscribe/1>"},
                       {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
                       {"X-Other", "one"}};
    return bytes_of(message);
}

/// A receiving mail server, which finds the keys in a file.
class Verifier {
public:
    explicit Verifier(const std::string& record, const std::string& name = "day1._domainkey.example.com") {
        const std::string file = folder_.path() + "/keys";
        std::ofstream(file) << name << ' ' << record << '\n';
        int method = DKIM_QUERY_FILE;
        dkim_options(library_.get(), DKIM_OP_SETOPT, DKIM_OPTS_QUERYMETHOD, &method, sizeof method);
        std::string path = file;
        dkim_options(library_.get(), DKIM_OP_SETOPT, DKIM_OPTS_QUERYINFO, path.data(), path.size());
    }

    [[nodiscard]] DKIM_STAT judge(std::string mail) const {
        DKIM_STAT status = DKIM_STAT_OK;
        const std::unique_ptr<DKIM, decltype(&dkim_free)> handle(
            dkim_verify(library_.get(), reinterpret_cast<const unsigned char*>("test"), nullptr, &status), &dkim_free);
        if (!handle) return status;
        status = dkim_chunk(handle.get(), reinterpret_cast<unsigned char*>(mail.data()), mail.size());
        if (status == DKIM_STAT_OK) status = dkim_chunk(handle.get(), nullptr, 0);
        const DKIM_STAT end = dkim_eom(handle.get(), nullptr);
        return status == DKIM_STAT_OK ? end : status;
    }

private:
    test::TempFolder folder_;
    std::unique_ptr<DKIM_LIB, decltype(&dkim_close)> library_{dkim_init(nullptr, nullptr), &dkim_close};
};

std::string with(std::string text, const std::string& part, const std::string& other) {
    const std::size_t at = text.rfind(part);
    EXPECT_NE(at, std::string::npos) << part;
    return at == std::string::npos ? text : text.replace(at, part.size(), other);
}

TEST(Dkim, IsTakenByAVerifierThatHasTheRecord) {
    const DkimSigner signer = sample_signer();
    const std::string mail = sample_mail();
    const std::string signed_mail = signer.sign(mail);
    EXPECT_TRUE(signed_mail.ends_with("\r\n" + mail));
    EXPECT_TRUE(
        signed_mail.starts_with("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=day1;"));
    EXPECT_TRUE(lacks(signed_mail, "; l="));
    EXPECT_EQ(Verifier(signer.dns_record()).judge(signed_mail), DKIM_STAT_OK);

    EXPECT_EQ(Verifier(signer.dns_record()).judge(mail), DKIM_STAT_NOSIG);
    EXPECT_EQ(Verifier(signer.dns_record(), "day2._domainkey.example.com").judge(signed_mail), DKIM_STAT_NOKEY);
    const DkimSigner other("example.com", "day1", pem_of(rsa(1024)));
    EXPECT_EQ(Verifier(other.dns_record()).judge(signed_mail), DKIM_STAT_BADSIG);
}

TEST(Dkim, BreaksWithAnyChangeOfTheBody) {
    const DkimSigner signer = sample_signer();
    const Verifier verifier(signer.dns_record());
    const std::string mail = signer.sign(sample_mail());
    EXPECT_EQ(verifier.judge(with(mail, "Login is down.</p>", "Login is dowm.</p>")), DKIM_STAT_BADSIG);
    EXPECT_EQ(verifier.judge(mail + "more\r\n"), DKIM_STAT_BADSIG);
    EXPECT_EQ(verifier.judge(mail.substr(0, mail.size() - 4) + "\r\n"), DKIM_STAT_BADSIG);
}

TEST(Dkim, BreaksWithAnyChangeOfASignedHeader) {
    const DkimSigner signer = sample_signer();
    const Verifier verifier(signer.dns_record());
    const std::string mail = signer.sign(sample_mail());
    for (const auto& [part, other] : std::vector<std::pair<std::string, std::string>>{
             {"\r\nFrom: ", "\r\nFrom: X"},
             {"\r\nTo: kim@", "\r\nTo: kin@"},
             {"\r\nReply-To: help@", "\r\nReply-To: halp@"},
             {"\r\nSubject: ", "\r\nSubject: X"},
             {"\r\nDate: Tue, 14", "\r\nDate: Tue, 15"},
             {"\r\nMessage-ID: <cmab12", "\r\nMessage-ID: <cmab13"},
             {"\r\nMIME-Version: 1.0", "\r\nMIME-Version: 1.1"},
             {"\r\nReferences: <thread.1", "\r\nReferences: <thread.2"},
             {"\r\nList-Id: <updates.acme", "\r\nList-Id: <updates.acne"},
             {"\r\nList-Unsubscribe: <https://acme", "\r\nList-Unsubscribe: <https://evil"},
             {"\r\nList-Unsubscribe-Post: List", "\r\nList-Unsubscribe-Post: Lisp"},
             {"boundary=\"=_daymark\"", "boundary=\"=_other\""}}) {
        EXPECT_EQ(verifier.judge(with(mail, part, other)), DKIM_STAT_BADSIG) << part;
    }
}

TEST(Dkim, BearsWhatMailServersChangeOnTheWay) {
    const DkimSigner signer = sample_signer();
    const Verifier verifier(signer.dns_record());
    const std::string mail = signer.sign(sample_mail());
    EXPECT_EQ(verifier.judge("Received: from a by b\r\n" + mail), DKIM_STAT_OK);
    EXPECT_EQ(verifier.judge(with(mail, "X-Other: one", "X-Other: two")), DKIM_STAT_OK);
    EXPECT_EQ(verifier.judge(with(mail, "\r\nList-Unsubscribe: ", "\r\nlist-unsubscribe:\r\n\t")), DKIM_STAT_OK);
    EXPECT_EQ(verifier.judge(mail + "\r\n\r\n"), DKIM_STAT_OK);
}

TEST(Dkim, TakesKeysHoweverTheyAreWritten) {
    const DkimSigner old("example.com", "day1", "Some words before it\n" + old_pem_of(sample_key()) + "\n\n");
    EXPECT_EQ(old.dns_record(), sample_signer().dns_record());
    EXPECT_EQ(Verifier(sample_signer().dns_record()).judge(old.sign(sample_mail())), DKIM_STAT_OK);
}

TEST(Dkim, TakesNoOtherKeys) {
    const std::string good = pem_of(sample_key());
    const Key curve(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    for (const std::string& bad :
         {std::string(), std::string("key"), std::string("-----BEGIN PRIVATE KEY-----\n"), good.substr(0, 400),
          public_pem_of(sample_key()), pem_of(curve), pem_of(rsa(512)), pem_of(sample_key(), "secret")}) {
        EXPECT_THROW(DkimSigner("example.com", "day1", bad), std::runtime_error) << bad;
    }
    for (const std::string& bad : {std::string(), std::string("a b"), std::string("a;b"), std::string("a\r\nBcc: x"),
                                   std::string(254, 'a'), std::string("a\0b", 3)}) {
        EXPECT_THROW(DkimSigner(bad, "day1", good), std::runtime_error) << bad;
        EXPECT_THROW(DkimSigner("example.com", bad, good), std::runtime_error) << bad;
    }
}

TEST(Dkim, SaysWhyItIsNotWithoutShowingTheKey) {
    try {
        const DkimSigner signer("example.com", "day1", pem_of(sample_key(), "secret"));
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_TRUE(has(error.what(), "without a passphrase"));
        EXPECT_TRUE(lacks(error.what(), "-----"));
    }
}

TEST(Dkim, SignsNoMailWithoutASender) {
    EXPECT_THROW((void)sample_signer().sign("To: kim@example.org\r\n\r\nHello\r\n"), std::runtime_error);
    EXPECT_THROW((void)sample_signer().sign(""), std::runtime_error);
}

TEST(Dkim, IsMadeByManyThreadsAtOnce) {
    const DkimSigner signer = sample_signer();
    const Verifier verifier(signer.dns_record());
    const std::string mail = sample_mail();
    std::vector<std::string> made(4);
    {
        std::vector<std::jthread> threads;
        for (std::string& mine : made) {
            threads.emplace_back([&] {
                for (int i = 0; i < 10; ++i) mine = signer.sign(mail);
            });
        }
    }
    for (const std::string& each : made) EXPECT_EQ(verifier.judge(each), DKIM_STAT_OK);
}

}  // namespace
}  // namespace daymark::mail
