#include "server/compression.h"

#include <algorithm>

#include "answer/packed_text.h"
#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright::server {
namespace {

constexpr std::string_view packed_mark = "-gzip\"";

std::string lower_word(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
    std::string word(text.substr(first));
    word.resize(word.find_last_not_of(" \t") + 1);
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return word;
}

/// "gzip;q=0" and "gzip; q=0.000" refuse.
bool is_refused(std::string_view parameters) {
    const std::string quality = lower_word(parameters);
    return quality.starts_with("q=") && quality.find_first_not_of("0.", 2) == std::string::npos;
}

bool is_text_type(std::string_view type) {
    type = type.substr(0, type.find(';'));
    return type.starts_with("text/") || type.ends_with("json") || type == "image/svg+xml";
}

std::string* header_of(Response& response, const std::string& name) {
    const auto found = std::ranges::find_if(response.headers, [&](const auto& header) { return header.first == name; });
    return found == response.headers.end() ? nullptr : &found->second;
}

/// Text in a file that is not too large becomes the body; one that is gone is left to whoever sends it.
void take_file(Response& response) {
    std::error_code absent;
    const auto bytes = std::filesystem::file_size(*response.file, absent);
    if (absent || bytes < least_packed_bytes || bytes > most_packed_file_bytes) return;
    try {
        response.body = read_file(*response.file);
        response.file.reset();
    } catch (const Error&) {
        return;
    }
}

}  // namespace

bool takes_gzip(std::string_view accept_encoding) {
    bool by_star = false;
    while (!accept_encoding.empty()) {
        const std::string_view one = accept_encoding.substr(0, accept_encoding.find(','));
        accept_encoding.remove_prefix(std::min(accept_encoding.size(), one.size() + 1));
        const std::size_t mark = std::min(one.find(';'), one.size());
        const std::string coding = lower_word(one.substr(0, mark));
        const bool is_taken = !is_refused(one.substr(std::min(mark + 1, one.size())));
        if (coding == "gzip" || coding == "x-gzip") return is_taken;
        if (coding == "*") by_star = is_taken;
    }
    return by_star;
}

Request with_plain_tags(const Request& request) {
    Request plain = request;
    const auto tags = plain.headers.find("if-none-match");
    if (tags == plain.headers.end()) return plain;
    for (std::size_t at = 0; (at = tags->second.find(packed_mark, at)) != std::string::npos;) tags->second.replace(at, packed_mark.size(), "\"");
    return plain;
}

void pack(const Request& request, Response& response) {
    if (!is_text_type(response.type) || header_of(response, "Content-Encoding") != nullptr) return;
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (!takes_gzip(request.header("accept-encoding"))) return;
    std::string* tag = header_of(response, "ETag");
    const auto mark_tag = [&] {
        if (tag != nullptr && tag->ends_with("\"")) tag->replace(tag->size() - 1, 1, packed_mark);
    };
    if (response.status == 304) {
        if (request.header("if-none-match").find(packed_mark) != std::string::npos) mark_tag();
        return;
    }
    if (response.file) take_file(response);
    if (response.file || response.body.size() < least_packed_bytes) return;
    response.body = answer::packed_text(response.body);
    response.headers.emplace_back("Content-Encoding", "gzip");
    tag = header_of(response, "ETag");
    mark_tag();
}

}  // namespace zonewright::server
