// Answers packed (gzip, RFC 1952) for clients that take them so: text of at least 1 KiB that is not packed already.
//
// JSON, pages, styles, scripts, plain text and SVG; pictures, reports and surfaces go as they are. A packed answer has an
// ETag of its own ("…-gzip"), and every answer that could be packed says that it varies by Accept-Encoding. Text in files is
// packed up to 4 MiB. An answer that states a Content-Encoding is left alone. Cost: some 10 ms a MiB.
#pragma once

#include <string_view>

#include "server/exchange.h"

namespace zonewright::server {

inline constexpr std::size_t least_packed_bytes = 1024, most_packed_file_bytes = 4U << 20;

/// "gzip", "x-gzip" or "*" with a quality above 0 (RFC 9110, 12.5.3).
bool takes_gzip(std::string_view accept_encoding);

/// The request as it was before its tags named packed answers: what is compared with the ETag of a route.
Request with_plain_tags(const Request& request);

void pack(const Request& request, Response& response);

}  // namespace zonewright::server
