// What an HTTP message asks, as a plain value: the path as it was sent, the query decoded, names of headers in lower case.
//
// A header that is sent twice is one, its values behind each other. Nothing when the query cannot be decoded or the path
// is none. Errors: none.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "server/exchange.h"

namespace zonewright::server {

/// Of the head of a request, in bytes; and of what is read ahead at once, so that what stands beside chunks (extensions,
/// trailers), for which Beast has no limit, is bounded.
inline constexpr std::size_t most_head = 16384, most_read_ahead = 48U << 10;

std::optional<Request> read_request(const boost::beast::http::request<boost::beast::http::string_body>& message);

}  // namespace zonewright::server
