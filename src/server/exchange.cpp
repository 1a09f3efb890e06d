#include "server/exchange.h"

#include <fmt/format.h>

#include <algorithm>

namespace zonewright::server {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string Request::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

std::string Request::parameter(const std::string& name) const {
    const auto found = query.find(name);
    return found == query.end() ? "" : found->second;
}

std::string Request::cookie(const std::string& name) const {
    const std::string all = header("cookie"), wanted = name + "=";
    for (std::size_t at = 0; at < all.size();) {
        while (at < all.size() && all[at] == ' ') ++at;
        const std::size_t end = std::min(all.find(';', at), all.size());
        if (all.compare(at, wanted.size(), wanted) == 0) return all.substr(at + wanted.size(), end - at - wanted.size());
        at = end + 1;
    }
    return "";
}

Response json_response(const Json& value, unsigned status) {
    return {.status = status, .body = value.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Response problem_response(unsigned status, const std::string& title, const std::string& detail) {
    Response response = json_response({{"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}}, status);
    response.type = "application/problem+json; charset=utf-8";
    return response;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
        plain += c;
    }
    return plain;
}

std::optional<std::map<std::string, std::string>> decoded_query(std::string_view text) {
    std::map<std::string, std::string> query;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        std::string spaced(pair.substr(std::min(equals + 1, pair.size())));
        std::ranges::replace(spaced, '+', ' ');
        const auto name = decoded(pair.substr(0, equals)), value = decoded(spaced);
        if (!name || !value || !query.emplace(*name, *value).second) return std::nullopt;
    }
    return query;
}

std::string encoded(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) safe += c;
        else safe += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return safe;
}

}  // namespace zonewright::server
