#include "server/request_reading.h"

#include <algorithm>

namespace zonewright::server {
namespace {

std::string lower(boost::beast::string_view text) {
    std::string made(text.data(), text.size());
    for (char& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return made;
}

}  // namespace

std::optional<Request> read_request(const boost::beast::http::request<boost::beast::http::string_body>& message) {
    Request request{.method = std::string(message.method_string()), .body = message.body()};
    const std::string target(message.target());
    const std::size_t mark = std::min(target.find('?'), target.size());
    request.path = target.substr(0, mark);
    auto query = decoded_query(std::string_view(target).substr(std::min(mark + 1, target.size())));
    if (!query || request.path.empty() || request.path[0] != '/') return std::nullopt;
    request.query = std::move(*query);
    for (const auto& field : message)
        if (!request.headers.emplace(lower(field.name_string()), std::string(field.value())).second)
            request.headers[lower(field.name_string())] += "; " + std::string(field.value());
    return request;
}

}  // namespace zonewright::server
