#include "server/exchange.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "server/parameters.h"
#include "server/uploads.h"

namespace zonewright::server {
namespace {

using namespace std::string_literals;

TEST(Exchange, DecodesWholeEscapesOnly) {
    EXPECT_EQ(decoded("a%2Fb"), "a/b");
    EXPECT_EQ(decoded("%E5%A1%98"), "塘");
    for (const char* bad : {"%", "%2", "%zz", "%00", "a%0d%0ab", "\x01", "%7f"}) EXPECT_FALSE(decoded(bad)) << bad;
    EXPECT_EQ(decoded(encoded("塘厦 a/b?c")), "塘厦 a/b?c");
}

TEST(Exchange, ReadsQueriesAndRefusesDoubleNames) {
    EXPECT_EQ(decoded_query("a=1&b=%E5%A1%98+x&c")->at("b"), "塘 x");
    EXPECT_FALSE(decoded_query("a=1&a=2"));
    EXPECT_FALSE(decoded_query("a=%"));
    EXPECT_TRUE(decoded_query("")->empty());
}

TEST(Exchange, FindsTheOneCookie) {
    const Request request{.headers = {{"cookie", "x=1; zonewright=abc; notzonewright=no"}}};
    EXPECT_EQ(request.cookie("zonewright"), "abc");
    EXPECT_EQ(request.cookie("right"), "");
    EXPECT_EQ(Request{}.cookie("zonewright"), "");
}

TEST(Parameters, ReadABoxOrSayWhatIsWrong) {
    const auto box = box_parameter({.query = {{"bbox", "113.5,22.6,114.2,23.1"}}});
    ASSERT_TRUE(box);
    EXPECT_EQ(box->south, 22.6);
    EXPECT_EQ(box_parameter({.query = {{"bbox", "113.5,22.6,0,114.2,23.1,100"}}})->north, 23.1);
    EXPECT_FALSE(box_parameter({}));
    for (const char* bad : {"", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,nan", "1,2,inf,4", "1,5,3,4", "5,1,3,4", "1,2,3,91", "1,2,3,4,", "1;2;3;4", "1e999,2,3,4"})
        EXPECT_THROW(box_parameter({.query = {{"bbox", bad}}}), InputError) << bad;
}

TEST(Parameters, ReadWholeNumbers) {
    EXPECT_EQ(whole_parameter({.query = {{"limit", "10"}}}, "limit", 1, 100), 10);
    EXPECT_EQ(whole_parameter({}, "limit", 1, 100), 100);
    for (const char* bad : {"", "0", "-1", "1.5", "1e3", "0x10", "99999999999999999999", " 1"})
        EXPECT_THROW(whole_parameter({.query = {{"limit", bad}}}, "limit", 1, 100), InputError) << bad;
    EXPECT_THROW(require_known({.query = {{"limt", "1"}}}, {"limit"}), InputError);
}

TEST(Uploads, TakeWhatItsNameSaysItIs) {
    EXPECT_EQ(kept_extension("红线.GeoJSON", "\xEF\xBB\xBF {\"type\":\"FeatureCollection\"}"), "geojson");
    EXPECT_EQ(kept_extension("a.json", "{}"), "geojson");
    EXPECT_EQ(kept_extension("a.txt", "[属性描述]"), "txt");
    EXPECT_EQ(kept_extension("a.zip", "PK\x03\x04 rest"), "zip");
    EXPECT_EQ(kept_extension("a.gpkg", "SQLite format 3\0rest"s), "gpkg");
    EXPECT_EQ(kept_extension("a.dxf", "  0\nSECTION"), "dxf");
    EXPECT_EQ(kept_extension("a.kml", "<?xml version='1.0'?>"), "kml");
}

TEST(Uploads, RefuseWhatItsNameDoesNotSay) {
    const std::pair<std::string, std::string> refused[] = {
        {"a.geojson", "<VRTDataset/>"}, {"a.geojson", "<OGRVRTDataSource/>"}, {"a.txt", "<OGRVRTDataSource/>"},
        {"a.txt", "{\"type\":1}"},      {"a.zip", "not a zip"},               {"a.gpkg", "PK\x03\x04"},
        {"a.vrt", "<VRTDataset/>"},     {"a.tif", "II*"},                     {"a", "text"},
        {"a.txt", "a\0b"s},             {"a.geojson.vrt", "{}"},              {"a.kml", "{}"},
        {"../../a.sh", "x"},            {"a.csv", std::string(10, '\0')}};
    for (const auto& [name, content] : refused) EXPECT_THROW(kept_extension(name, content), InputError) << name << " " << content;
}

}  // namespace
}  // namespace zonewright::server
