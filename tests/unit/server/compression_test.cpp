#include "server/compression.h"

#include <gtest/gtest.h>

#include "base/atomic_file.h"
#include "io/gzip_file.h"
#include "unit/server/desk_in_memory.h"

namespace zonewright::server {
namespace {

Request asking(const std::string& accepted, const std::string& tag = "") {
    Request request{.method = "GET", .path = "/"};
    request.headers["accept-encoding"] = accepted;
    if (!tag.empty()) request.headers["if-none-match"] = tag;
    return request;
}

std::string header(const Response& response, const std::string& name) {
    std::string found;
    for (const auto& [key, value] : response.headers)
        if (key == name) found += value;
    return found;
}

Response packed(const std::string& accepted, Response response) {
    pack(asking(accepted), response);
    return response;
}

std::string unpacked(const std::string& member) {
    const TestDesk place;
    write_file(place.folder / "member.gz", member);
    return io::read_gzip(place.folder / "member.gz");
}

const std::string long_text(least_packed_bytes, 'x');

TEST(Compression, ReadsWhatAClientTakes) {
    for (const char* yes : {"gzip", "x-gzip", "deflate, gzip", "GZIP", "gzip;q=0.5", "br;q=1.0, gzip; q=0.8, *;q=0.1", "*", "identity, *", " gzip ", "gzip;q=0.001"})
        EXPECT_TRUE(takes_gzip(yes)) << yes;
    for (const char* no : {"", "identity", "deflate", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "xgzip", ",,;", "zip"})
        EXPECT_FALSE(takes_gzip(no)) << no;
}

TEST(Compression, PacksTextAndGivesItBackTheSame) {
    const Response response = packed("gzip", {.body = long_text});
    EXPECT_EQ(header(response, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
    EXPECT_LT(response.body.size(), long_text.size() / 4);
    EXPECT_EQ(unpacked(response.body), long_text);
}

TEST(Compression, LeavesAloneWhatIsShortPackedUnwantedOrNoText) {
    EXPECT_EQ(packed("gzip", {.body = long_text.substr(1)}).body, long_text.substr(1));
    EXPECT_EQ(packed("identity", {.body = long_text}).body, long_text);
    EXPECT_EQ(header(packed("identity", {.body = long_text}), "Vary"), "Accept-Encoding") << "a cache must know that it could be otherwise";
    for (const char* type : {"image/png", "application/octet-stream", "application/pdf", "application/geopackage+sqlite3"}) {
        EXPECT_EQ(packed("gzip", {.type = type, .body = long_text}).body, long_text) << type;
        EXPECT_EQ(header(packed("gzip", {.type = type, .body = long_text}), "Vary"), "");
    }
    const Response before = packed("gzip", {.body = long_text, .headers = {{"Content-Encoding", "gzip"}}});
    EXPECT_EQ(before.body, long_text);
    EXPECT_EQ(header(before, "Content-Encoding"), "gzip");
    for (const char* type : {"application/geo+json", "application/problem+json; charset=utf-8", "text/html; charset=utf-8", "image/svg+xml"})
        EXPECT_EQ(header(packed("gzip", {.type = type, .body = long_text}), "Content-Encoding"), "gzip") << type;
}

TEST(Compression, APackedAnswerHasATagOfItsOwnThatIsUnderstoodAgain) {
    const Response response = packed("gzip", {.body = long_text, .headers = {{"ETag", "\"abc\""}}});
    EXPECT_EQ(header(response, "ETag"), "\"abc-gzip\"");
    EXPECT_EQ(header(packed("", {.body = long_text, .headers = {{"ETag", "\"abc\""}}}), "ETag"), "\"abc\"");
    EXPECT_EQ(with_plain_tags(asking("gzip", "\"abc-gzip\"")).header("if-none-match"), "\"abc\"");
    EXPECT_EQ(with_plain_tags(asking("gzip", "\"abc\", \"d-gzip\"")).header("if-none-match"), "\"abc\", \"d\"");
    Response unchanged{.status = 304, .headers = {{"ETag", "\"abc\""}}};
    pack(asking("gzip", "\"abc-gzip\""), unchanged);
    EXPECT_EQ(header(unchanged, "ETag"), "\"abc-gzip\"");
    EXPECT_EQ(header(unchanged, "Content-Encoding"), "");
}

TEST(Compression, PacksTextInFilesUpToALimitAndLeavesTheRestToTheSender) {
    const TestDesk place;
    const auto with_file = [&](std::size_t bytes) {
        write_file(place.folder / "report.txt", std::string(bytes, 'x'));
        return packed("gzip", {.type = "text/plain", .file = place.folder / "report.txt"});
    };
    EXPECT_FALSE(with_file(5000).file);
    EXPECT_EQ(unpacked(with_file(5000).body), std::string(5000, 'x'));
    EXPECT_TRUE(with_file(10).file);
    EXPECT_TRUE(with_file(most_packed_file_bytes + 1).file);
    EXPECT_TRUE(packed("gzip", {.type = "text/plain", .file = place.folder / "gone.txt"}).file);
}

}  // namespace
}  // namespace zonewright::server
