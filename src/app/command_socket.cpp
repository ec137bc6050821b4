// Both ends of the command socket.
#include "app/command_socket.h"

#include "app/sentence.h"
#include "platform/telemetry/log.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace daymark::app {
namespace {

constexpr std::size_t longest_line = 64 * 1024;
constexpr int patience_ms = 5000;  // for a line that was begun

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what + ": " + std::strerror(errno) + "."); }

sockaddr_un address_of(const std::string& file) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (file.size() >= sizeof(address.sun_path)) {
        throw std::runtime_error("The path " + file + " is longer than the " +
                                 std::to_string(sizeof(address.sun_path) - 1) +
                                 " bytes that a socket's may have. Choose a data folder with a shorter path.");
    }
    std::memcpy(address.sun_path, file.c_str(), file.size() + 1);
    return address;
}

int new_socket() {
    const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0) fail("Cannot make a socket");
    return made;
}

struct Closing {
    int descriptor;
    ~Closing() { ::close(descriptor); }
};

/// Whether the peer is the user we run as, or root, who could do all of it anyway.
bool is_own_user(int connection) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

/// False when `wake` (if any) became readable first, or after `timeout_ms`.
bool wait_readable(int descriptor, int wake, int timeout_ms) {
    pollfd waited[] = {{descriptor, POLLIN, 0}, {wake, POLLIN, 0}};
    const int ready = ::poll(waited, 2, timeout_ms);
    if (ready < 0 && errno == EINTR) return wait_readable(descriptor, wake, timeout_ms);
    return ready > 0 && waited[1].revents == 0;
}

/// A line without its end; nothing when the other side goes away, is too slow or says too much.
std::optional<std::string> read_line(int descriptor, int wake, int timeout_ms) {
    std::string line;
    while (line.size() < longest_line && wait_readable(descriptor, wake, timeout_ms)) {
        char chunk[4096];
        const ssize_t count = ::read(descriptor, chunk, sizeof(chunk));
        if (count <= 0) return std::nullopt;
        line.append(chunk, static_cast<std::size_t>(count));
        if (const std::size_t end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
    }
    return std::nullopt;
}

bool write_line(int descriptor, const json::object& object) {
    const std::string line = json::text(object) + "\n";
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t count = ::send(descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

CommandSocket::CommandSocket(std::string file, Perform perform) : file_(std::move(file)), perform_(std::move(perform)) {
    const sockaddr_un address = address_of(file_);
    listener_ = new_socket();
    wake_ = ::eventfd(0, EFD_CLOEXEC);
    // Set before the name exists, the mode is never wider for a moment.
    ::fchmod(listener_, 0600);
    ::unlink(file_.c_str());
    if (wake_ < 0 || ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
        ::listen(listener_, 16) != 0) {
        const int reason = errno;
        ::close(listener_);
        ::close(wake_);
        errno = reason;
        fail("Cannot make the command socket " + file_);
    }
}

CommandSocket::~CommandSocket() {
    stop();
    ::close(listener_);
    ::close(wake_);
}

void CommandSocket::start() {
    thread_ = std::thread([this] { run(); });
}

void CommandSocket::stop() {
    if (thread_.joinable()) {
        ::eventfd_write(wake_, 1);
        thread_.join();
    }
    ::unlink(file_.c_str());
}

void CommandSocket::run() {
    while (wait_readable(listener_, wake_, -1)) {
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) {
            // Out of descriptors, perhaps: a pause, so that trying again costs nothing.
            (void)wait_readable(-1, wake_, 100);
            continue;
        }
        const Closing closing{connection};
        serve_one(connection);
    }
}

void CommandSocket::serve_one(int connection) {
    json::object said;
    try {
        said["result"] = answer(connection);
    } catch (const std::exception& error) {
        said = {{"error", sentence_of(error)}};
    }
    write_line(connection, said);
}

json::object CommandSocket::answer(int connection) {
    if (!is_own_user(connection))
        throw std::runtime_error("Only the user that the server runs as may give it commands.");
    const auto line = read_line(connection, wake_, patience_ms);
    if (!line) throw std::runtime_error("No command came.");
    const json::value asked = json::parse(*line);
    const std::string command(asked.at("command").as_string());
    telemetry::log(telemetry::Level::Info, "command.received", {{"command", command}});
    return perform_(command, asked.at("arguments").as_object());
}

std::optional<json::object> ask_server(const std::string& file, std::string_view command,
                                       const json::object& arguments) {
    const sockaddr_un address = address_of(file);
    const Closing closing{new_socket()};
    if (::connect(closing.descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED) return std::nullopt;
        fail("Cannot reach the server at " + file);
    }
    write_line(closing.descriptor, {{"command", command}, {"arguments", arguments}});
    const auto line = read_line(closing.descriptor, -1, -1);
    if (!line) throw std::runtime_error("The server ended before it answered; its log says why.");
    json::value said = json::parse(*line);
    if (const auto* error = said.as_object().if_contains("error"))
        throw std::runtime_error(std::string(error->as_string()));
    return std::move(said.at("result").as_object());
}

}  // namespace daymark::app
