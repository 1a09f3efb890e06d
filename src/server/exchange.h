// A request and its response as plain values, so that what answers them knows nothing of sockets.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zonewright::server {

using Json = nlohmann::ordered_json;

struct Request {
    std::string method, path;  ///< path: still with its %XX, without the query
    std::map<std::string, std::string> query;    ///< decoded
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;

    std::string header(const std::string& name) const;
    /// Empty where it is not given.
    std::string parameter(const std::string& name) const;
    /// The value of the cookie; empty where there is none.
    std::string cookie(const std::string& name) const;
};

struct Response {
    unsigned status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<std::filesystem::path> file;  ///< sent instead of the body
};

Response json_response(const Json& value, unsigned status = 200);
/// RFC 7807, as OGC APIs answer what they cannot do.
Response problem_response(unsigned status, const std::string& title, const std::string& detail);

/// %XX and nothing else; nothing for a % without two hex digits, and for control characters.
std::optional<std::string> decoded(std::string_view text);
/// "a=1&b=2" decoded; nothing when it cannot be.
std::optional<std::map<std::string, std::string>> decoded_query(std::string_view text);
/// Safe in a path or a query.
std::string encoded(std::string_view text);

}  // namespace zonewright::server
