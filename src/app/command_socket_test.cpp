// The command socket: a real one, in a folder of its own.
#include "app/command_socket.h"

#include "app/test_folder.h"
#include "platform/base/error.h"

#include <gtest/gtest.h>

#include <filesystem>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace daymark::app {
namespace {

class CommandSockets : public testing::Test {
protected:
    [[nodiscard]] std::string file() const { return folder_.path() + "/daymark.sock"; }

    /// Sends bytes as they are; the answer up to its end.
    [[nodiscard]] std::string raw(const std::string& bytes) const {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        file().copy(address.sun_path, sizeof(address.sun_path) - 1);
        const int client = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            ::close(client);
            return "no connection";
        }
        EXPECT_EQ(::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
        ::shutdown(client, SHUT_WR);
        std::string answer(4096, '\0');
        const ssize_t count = ::recv(client, answer.data(), answer.size(), MSG_WAITALL);
        ::close(client);
        answer.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
        return answer;
    }

    TestFolder folder_;
};

json::object echo(const std::string& command, const json::object& arguments) {
    return {{"did", command}, {"with", arguments}};
}

TEST_F(CommandSockets, NobodyIsThereWithoutAServer) { EXPECT_EQ(ask_server(file(), "seed", {}), std::nullopt); }

TEST_F(CommandSockets, TheServerDoesWhatItIsAsked) {
    CommandSocket socket(file(), echo);
    socket.start();
    for (int i = 0; i < 3; ++i) {
        const auto answer = ask_server(file(), "user create", {{"name", "Kim Öz\n2"}});
        EXPECT_EQ(answer, (json::object{{"did", "user create"}, {"with", json::object{{"name", "Kim Öz\n2"}}}}));
    }
}

TEST_F(CommandSockets, TheServersSentenceComesBack) {
    CommandSocket socket(file(), [](const std::string&, const json::object&) -> json::object {
        throw Error(ErrorCode::Conflict, "The e-mail address is already in use", {"row 7"});
    });
    socket.start();
    try {
        (void)ask_server(file(), "user create", {});
        FAIL() << "accepted";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "The e-mail address is already in use (row 7).");
    }
}

TEST_F(CommandSockets, OnlyItsUserMayReachIt) {
    const CommandSocket socket(file(), echo);
    struct stat status {};
    ASSERT_EQ(::stat(file().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(CommandSockets, NonsenseIsAnsweredAndEndsNothing) {
    CommandSocket socket(file(), echo);
    socket.start();
    EXPECT_NE(raw("no JSON\n").find("\"error\""), std::string::npos);
    EXPECT_NE(raw("[]\n").find("\"error\""), std::string::npos);
    EXPECT_NE(raw("{\"command\":1,\"arguments\":{}}\n").find("\"error\""), std::string::npos);
    EXPECT_NE(raw("{\"command\":\"seed\"").find("\"error\""), std::string::npos);  // ends in the middle
    EXPECT_NE(raw(std::string(100'000, 'x')).find("\"error\""), std::string::npos);
    EXPECT_TRUE(ask_server(file(), "seed", {}).has_value());
}

TEST_F(CommandSockets, AStaleSocketIsReplacedAndTheLastOneRemoved) {
    {
        // A server that died leaves its socket behind, with nobody listening.
        const int dead = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        file().copy(address.sun_path, sizeof(address.sun_path) - 1);
        ASSERT_EQ(::bind(dead, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
        ::close(dead);
    }
    EXPECT_EQ(ask_server(file(), "seed", {}), std::nullopt);
    {
        CommandSocket socket(file(), echo);
        socket.start();
        EXPECT_TRUE(ask_server(file(), "seed", {}).has_value());
    }
    EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(CommandSockets, APathThatIsTooLongIsExplained) {
    const std::string deep = folder_.path() + "/" + std::string(120, 'd') + "/daymark.sock";
    try {
        const CommandSocket socket(deep, echo);
        FAIL() << "accepted";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("shorter path"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace daymark::app
