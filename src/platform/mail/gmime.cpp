// GMime makes each of its types when it is first used, and minds no other threads then.
#include "platform/mail/gmime.h"

namespace daymark::mail {
namespace {

bool start() {
    g_mime_init();
    g_object_unref(internet_address_mailbox_new(nullptr, "a@localhost"));
    return true;
}

}  // namespace

void start_gmime() {
    static const bool started = start();
    (void)started;
}

}  // namespace daymark::mail
