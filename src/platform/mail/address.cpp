// Hosts by GMime, for libcurl knows other letters only in the locale of the program, which has none.
#include "platform/mail/address.h"

#include "platform/mail/gmime.h"

namespace daymark::mail {

std::string with_ascii_host(const std::string& address) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(address, is_ascii)) return address;
    start_gmime();
    const Owned<InternetAddress> mailbox(internet_address_mailbox_new(nullptr, address.c_str()));
    return internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox.get()));
}

}  // namespace daymark::mail
