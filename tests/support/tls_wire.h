// The server's side of TLS in a test.
#pragma once

#include "support/rude_server.h"

#include <memory>
#include <string>
#include <string_view>

namespace daymark::test {

/// A key with a certificate that vouches for itself.
class TlsIdentity {
public:
    /// `subject`: "IP:127.0.0.1" or "DNS:localhost".
    explicit TlsIdentity(const std::string& subject);
    ~TlsIdentity();
    TlsIdentity(const TlsIdentity&) = delete;
    TlsIdentity& operator=(const TlsIdentity&) = delete;

    /// In PEM, for those who are to trust it.
    [[nodiscard]] const std::string& certificate() const { return certificate_; }

private:
    friend class TlsWire;
    struct Context;
    std::unique_ptr<Context> context_;
    std::string certificate_;
};

/// TLS over a connection, from the present byte on.
class TlsWire {
public:
    TlsWire(const TlsIdentity& identity, RudeServer::Peer& peer);
    ~TlsWire();
    TlsWire(const TlsWire&) = delete;
    TlsWire& operator=(const TlsWire&) = delete;

    /// At least one byte; "" when the client has gone, or speaks no TLS.
    [[nodiscard]] std::string read_bytes();
    bool send(std::string_view bytes);

private:
    /// Sends what is to be sent, and waits for bytes when some are wanted. False when there is no more to do.
    bool pump(int result);
    bool flush();

    struct Session;
    std::unique_ptr<Session> session_;
    RudeServer::Peer& peer_;
};

}  // namespace daymark::test
