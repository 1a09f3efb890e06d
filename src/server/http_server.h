// HTTP/1.1 on the loopback of this machine, within limits.
//
// Head of a request at most 16 KiB, body at most what `most_body` allows for its method and path, 256 connections at
// once. A head has to be there within 10 s, a body within 60 s, a response has to be taken within 60 s; a connection
// that waits for its next request is closed after 15 s. What exceeds a limit is answered (431, 413, 503) where that can
// be, and the connection closed. Answers are made on the server's own few threads; those that take long (Lane) wait for
// each other on threads of their own, so that they keep nobody else waiting. Ranges are not served: the whole is. Errors:
// ResourceError when the port cannot be taken.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "server/exchange.h"

namespace zonewright::server {

enum class Lane {
    Quick,
    Password,  ///< a password is hashed: one after the other
    Live,      ///< another process calculates: two at once
    Tiles,     ///< another process draws: two at once
};

struct HttpLimits {
    std::size_t connections = 256;
    int head_s = 10, body_s = 60, write_s = 60, idle_s = 15;
    std::function<std::size_t(const std::string& method, const std::string& path)> most_body;
    std::function<Lane(const Request&)> lane;  ///< none: all are quick
};

class HttpServer {
public:
    using Answer = std::function<Response(const Request&)>;

    HttpServer(std::uint16_t port, HttpLimits limits, Answer answer);
    /// Closes every connection.
    ~HttpServer();

    /// Taken when this object is made; nobody is answered before start().
    void start(int threads);
    std::uint16_t port() const;
    std::int64_t requests() const;

private:
    struct Running;
    std::unique_ptr<Running> running_;
};

}  // namespace zonewright::server
