// OGC API – Features Part 1: core and GeoJSON over the published GeoPackage.
#include <algorithm>
#include <regex>

#include "base/errors.h"
#include "server/parameters.h"
#include "server/router.h"

namespace zonewright::server {
namespace {

constexpr const char* crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
constexpr const char* geojson_media = "application/geo+json";
constexpr std::int64_t most_items = 10000, usual_items = 100;

Json feature_link(const std::string& href, const std::string& rel, const std::string& media) {
    return {{"href", href}, {"rel", rel}, {"type", media}};
}

Json collection_json(const Desk& desk, const answer::PublishedLayer& layer) {
    const std::string url = desk.public_url + "/collections/" + encoded(layer.id);
    Json json{{"id", layer.id},
              {"title", layer.title},
              {"itemType", "feature"},
              {"crs", {crs84}},
              {"links",
               {feature_link(url, "self", "application/json"), feature_link(url + "/items", "items", geojson_media),
                feature_link(url + "/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", "application/schema+json")}}};
    if (layer.epsg != 0) json["storageCrs"] = fmt::format("http://www.opengis.net/def/crs/EPSG/0/{}", layer.epsg);
    if (layer.box)
        json["extent"] = {{"spatial", {{"bbox", {{layer.box->west, layer.box->south, layer.box->east, layer.box->north}}}, {"crs", crs84}}}};
    return json;
}

Response collections(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto reader = desk.published.reader();
    Json list = Json::array();
    for (const answer::PublishedLayer& layer : reader->layers()) list.push_back(collection_json(desk, layer));
    return json_response({{"links", {feature_link(desk.public_url + "/collections", "self", "application/json")}}, {"collections", list}});
}

bool is_published(const answer::PublishedPackage& package, const std::string& id) {
    return std::ranges::any_of(package.layers(), [&](const answer::PublishedLayer& layer) { return layer.id == id; });
}

Response collection(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto reader = desk.published.reader();
    if (!is_published(*reader.operator->(), visit.parts[0])) return not_found();
    return json_response(collection_json(desk, reader->layer(visit.parts[0])));
}

Response queryables(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto reader = desk.published.reader();
    if (!is_published(*reader.operator->(), visit.parts[0])) return not_found();
    Json properties = Json::object();
    for (const answer::PublishedColumn& column : reader->layer(visit.parts[0]).columns)
        properties[column.name] = {{"type", column.type}, {"title", column.title.empty() ? column.name : column.title}};
    Response response = json_response({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                                       {"$id", desk.public_url + "/collections/" + encoded(visit.parts[0]) + "/queryables"},
                                       {"type", "object"},
                                       {"properties", properties},
                                       {"additionalProperties", false}});
    response.type = "application/schema+json";
    return response;
}

/// RFC 3339 moments and intervals, open at either end. No layer has times, so every row belongs to every one.
void require_datetime(const Request& request) {
    static const std::regex form(R"(^(\.\.|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+))?)?(/(\.\.|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+))?)?)?$)");
    const auto given = request.query.find("datetime");
    if (given == request.query.end() || (!given->second.empty() && given->second.size() <= 64 && std::regex_match(given->second, form))) return;
    throw InputError({.thing = both("参数 {}", "parameter {}", "datetime"),
                      .value = given->second,
                      .expected = "2024-01-01, 2024-01-01T00:00:00Z, 2024-01-01/2025-01-01, ../2025-01-01",
                      .advice = both("改正后重试", "correct it and try again")});
}

answer::ItemsQuestion asked_items(const Request& request, const answer::PublishedLayer& layer) {
    std::vector<std::string> known{"bbox", "datetime", "limit", "after"};
    answer::ItemsQuestion question{.layer = layer.id, .box = box_parameter(request)};
    for (const answer::PublishedColumn& column : layer.columns) {
        known.push_back(column.name);
        const auto given = request.query.find(column.name);
        const bool is_ours = std::find(known.begin(), known.begin() + 4, column.name) != known.begin() + 4;
        if (given != request.query.end() && !is_ours) question.equals.emplace_back(column.name, given->second);
    }
    require_known(request, known);
    require_datetime(request);
    question.limit = static_cast<std::size_t>(std::min(most_items, whole_parameter(request, "limit", 1, usual_items)));
    question.after = whole_parameter(request, "after", std::numeric_limits<std::int64_t>::min(), question.after);
    return question;
}

/// The same page with another `after`.
std::string items_url(const Desk& desk, const Request& request, const std::string& layer, std::optional<std::int64_t> after) {
    std::string url = desk.public_url + "/collections/" + encoded(layer) + "/items";
    char separator = '?';
    for (const auto& [name, value] : request.query) {
        if (name == "after" && after) continue;
        url += separator + encoded(name) + "=" + encoded(value);
        separator = '&';
    }
    return after ? url + fmt::format("{}after={}", separator, *after) : url;
}

Response items(Desk& desk, const Visit& visit) {
    const auto reader = desk.published.reader();
    const std::string& id = visit.parts[0];
    if (!is_published(*reader.operator->(), id)) return not_found();
    const answer::ItemsPage page = reader->items(asked_items(visit.request, reader->layer(id)));
    Json links{feature_link(items_url(desk, visit.request, id, {}), "self", geojson_media),
               feature_link(desk.public_url + "/collections/" + encoded(id), "collection", "application/json")};
    if (page.next) links.push_back(feature_link(items_url(desk, visit.request, id, page.next), "next", geojson_media));
    Json whole{{"type", "FeatureCollection"}, {"timeStamp", iso_time(desk.clock())}, {"numberReturned", page.count}};
    if (page.matched) whole["numberMatched"] = *page.matched;
    whole["links"] = std::move(links);
    Response response = json_response(whole);
    response.body.back() = ',';  // the features come as text, behind the rest
    response.body += "\"features\":" + page.features + "}";
    response.type = geojson_media;
    return response;
}

Response item(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto reader = desk.published.reader();
    const std::string &id = visit.parts[0], &number = visit.parts[1];
    const bool is_number = !number.empty() && number.size() < 19 && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number || !is_published(*reader.operator->(), id)) return not_found();
    const auto text = reader->item(id, std::stoll(number));
    if (!text) return not_found();
    Json feature = Json::parse(*text);
    const std::string collection_url = desk.public_url + "/collections/" + encoded(id);
    feature["links"] = {feature_link(collection_url + "/items/" + number, "self", geojson_media),
                           feature_link(collection_url, "collection", "application/json")};
    Response response = json_response(feature);
    response.type = geojson_media;
    return response;
}

}  // namespace

std::vector<Route> feature_routes() {
    return {{"GET", "/collections", Who::SignedIn, collections, "the published layers"},
            {"GET", "/collections/{collectionId}", Who::SignedIn, collection, "one published layer"},
            {"GET", "/collections/{collectionId}/queryables", Who::SignedIn, queryables, "its columns"},
            {"GET", "/collections/{collectionId}/items", Who::SignedIn, items, "its rows as GeoJSON, by box, by values, page by page"},
            {"GET", "/collections/{collectionId}/items/{featureId}", Who::SignedIn, item, "one row as GeoJSON"}};
}

}  // namespace zonewright::server
