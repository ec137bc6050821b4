// One request on its way through libcurl. Only for the client itself.
#pragma once

#include "platform/net/http_queue.h"

#include <memory>
#include <string>
#include <vector>

#include <curl/curl.h>

namespace daymark::net {

/// A handle of libcurl with all that it reads and writes meanwhile. Used for one request after another.
class Transfer {
public:
    /// Throws std::runtime_error when libcurl cannot be used.
    Transfer(const AddressGuard& guard, const HttpClient::Limits& limits);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// Makes the handle ready for the request. Libcurl then refers to this object until `end`.
    void begin(Job job);
    /// What came of it, for the handle's result.
    [[nodiscard]] HttpAnswer end(CURLcode result);
    [[nodiscard]] Job& job() { return job_; }

    [[nodiscard]] CURL* handle() const { return handle_.get(); }
    [[nodiscard]] static Transfer& of(CURL* handle);

    bool under_way = false;  // for whoever uses it

private:
    void set_rules();
    void set_headers();
    void set_body();
    template <class T>
    void set(CURLoption option, T value);

    static int before_sending(void* transfer, char* peer, char* self, int peer_port, int self_port);
    static curl_socket_t open_socket(void* transfer, curlsocktype purpose, curl_sockaddr* address);
    static std::size_t take_line(char* bytes, std::size_t size, std::size_t count, void* transfer);
    static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* transfer);

    void take_header(std::string_view line);
    [[nodiscard]] HttpAnswer::Fault fault_of(CURLcode result) const;

    const AddressGuard& guard_;
    const HttpClient::Limits& limits_;
    std::unique_ptr<CURL, void (*)(CURL*)> handle_;
    Job job_;
    std::vector<std::string> lines_;      // of the request's head
    std::vector<curl_slist> line_nodes_;  // the same as libcurl wants them
    HttpAnswer answer_;
    std::size_t room_ = 0;  // bytes that may still come
    bool head_done_ = false;
    bool cut_ = false;      // more came than there was room for
    bool refused_ = false;  // an address was refused
};

}  // namespace daymark::net
