// Answers in memory files. Beside copying a page of 10 KB into the socket, one call of sendfile takes a tenth less of
// the server's time; a second call for the head would cost half of that again.
#include "platform/http/hot_answers.h"

#include <functional>

#include <sys/mman.h>
#include <unistd.h>

namespace daymark::http {
namespace {

bool write_whole(const Descriptor& file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file.number(), bytes.data(), bytes.size());
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

Descriptor file_of(const ReadyBytes& bytes, std::string_view tail) {
    Descriptor file(::memfd_create("hot answer", MFD_CLOEXEC));
    const bool whole =
        file.is_open() && write_whole(file, bytes.head) && write_whole(file, tail) && write_whole(file, bytes.body);
    return whole ? std::move(file) : Descriptor();
}

}  // namespace

int HotAnswers::file(const std::shared_ptr<const ReadyBytes>& bytes, std::string_view tail) {
    if (bytes->body.size() < smallest || bytes->body.size() > largest) return -1;
    Entry& entry = entries_[std::hash<const ReadyBytes*>{}(bytes.get()) / alignof(std::max_align_t) % entries_.size()];
    if (entry.bytes != bytes) entry = {bytes, 0, {}};
    if (++entry.uses == uses_before) entry.file = file_of(*bytes, tail);
    return entry.file.number();
}

void HotAnswers::forget() { entries_ = {}; }

}  // namespace daymark::http
