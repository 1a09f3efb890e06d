// The landing page of the API, what it conforms to, its OpenAPI document, and the files of the page for people.
#include <set>

#include "server/router.h"

namespace zonewright::server {
namespace {

constexpr const char* json_media = "application/json";
constexpr const char* openapi_media = "application/vnd.oai.openapi+json;version=3.0";

Json link(const std::string& href, const std::string& rel, const std::string& media, const std::string& title) {
    return {{"href", href}, {"rel", rel}, {"type", media}, {"title", title}};
}

Response page_file(Desk& desk, const Visit& visit, const std::string& name) {
    const PageFile* file = desk.page.find(name);
    if (file == nullptr) return not_found();
    const std::string tag = "\"" + file->tag + "\"";
    Response response{.type = file->type, .body = file->content};
    response.headers.emplace_back("ETag", tag);
    response.headers.emplace_back("Cache-Control", "no-cache");
    if (visit.request.header("if-none-match") == tag) response.status = 304, response.body.clear();
    return response;
}

Response landing(Desk& desk, const Visit& visit) {
    const std::string accepted = visit.request.header("accept");
    if (accepted.find("text/html") != std::string::npos) return page_file(desk, visit, "index.html");
    const std::string& url = desk.public_url;
    const std::string ogc = "http://www.opengis.net/def/rel/ogc/1.0/";
    return json_response({{"title", "产域 zonewright"},
                          {"description", desk.notice.title},
                          {"links",
                           {link(url + "/", "self", json_media, "this document"),
                            link(url + "/api", "service-desc", openapi_media, "OpenAPI 3.0"),
                            link(url + "/conformance", "conformance", json_media, "conformance"),
                            link(url + "/conformance", ogc + "conformance", json_media, "conformance"),
                            link(url + "/collections", "data", json_media, "published layers"),
                            link(url + "/processes", ogc + "processes", json_media, "questions"),
                            link(url + "/jobs", ogc + "job-list", json_media, "jobs")}}});
}

Response conformance(Desk&, const Visit&) {
    Json classes = Json::array({"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core"});
    for (const char* name : {"core", "oas30", "geojson"})
        classes.push_back(std::string("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/") + name);
    for (const char* name : {"core", "ogc-process-description", "json", "oas30", "job-list", "dismiss"})
        classes.push_back(std::string("http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/") + name);
    return json_response({{"conformsTo", classes}});
}

/// "/jobs/{id}" of the table as OpenAPI writes it; the rest of a path is one parameter.
std::string openapi_path(std::string pattern) {
    const std::size_t rest = pattern.find("{path…}");
    if (rest != std::string::npos) pattern = pattern.substr(0, rest) + "{path}";
    return pattern;
}

Json path_parameters(const std::string& path) {
    Json list = Json::array();
    for (std::size_t at = 0; (at = path.find('{', at)) != std::string::npos; ++at)
        list.push_back({{"name", path.substr(at + 1, path.find('}', at) - at - 1)},
                        {"in", "path"},
                        {"required", true},
                        {"schema", {{"type", "string"}}}});
    if (path == "/collections/{collectionId}/items")
        for (const char* name : {"bbox", "datetime", "limit", "after"})
            list.push_back({{"$ref", std::string("#/components/parameters/") + name}});
    if (path == "/jobs")
        for (const char* name : {"limit", "offset", "status", "processID"})
            list.push_back({{"$ref", std::string("#/components/parameters/") + name}});
    return list;
}

Json query_parameter(const char* name, const Json& schema) {
    return {{"name", name}, {"in", "query"}, {"required", false}, {"schema", schema}, {"style", "form"}, {"explode", false}};
}

Json components() {
    Json parameters;
    parameters["limit"] = query_parameter("limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 10000}, {"default", 100}});
    parameters["bbox"] = query_parameter("bbox", {{"type", "array"}, {"minItems", 4}, {"maxItems", 6}, {"items", {{"type", "number"}}}});
    parameters["datetime"] = query_parameter("datetime", {{"type", "string"}});
    parameters["after"] = query_parameter("after", {{"type", "integer"}});
    parameters["offset"] = query_parameter("offset", {{"type", "integer"}, {"minimum", 0}, {"default", 0}});
    parameters["status"] = query_parameter("status", {{"type", "string"}, {"enum", {"accepted", "running", "successful", "failed", "dismissed"}}});
    parameters["processID"] = query_parameter("processID", {{"type", "string"}});
    return {{"parameters", parameters},
            {"securitySchemes", {{"basic", {{"type", "http"}, {"scheme", "basic"}}},
                                 {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "zonewright"}}}}}};
}

Response api(Desk& desk, const Visit&) {
    Json paths = Json::object();
    for (const Route& route : all_routes()) {
        const std::string path = openapi_path(route.pattern);
        std::string method = route.method;
        for (char& c : method) c = static_cast<char>(c | 0x20);
        Json operation{{"summary", route.summary},
                       {"operationId", method + path},
                       {"parameters", path_parameters(path)},
                       {"responses", {{"200", {{"description", "OK"}}}, {"default", {{"description", "problem (RFC 7807)"}}}}}};
        if (route.method == "POST")
            operation["requestBody"] = {{"content", {{json_media, {{"schema", {{"type", "object"}}}}}}}};
        if (route.who == Who::Anyone) operation["security"] = Json::array();
        paths[path][method] = std::move(operation);
    }
    Response response = json_response({{"openapi", "3.0.3"},
                                       {"info", {{"title", "zonewright"}, {"version", ZONEWRIGHT_VERSION}, {"description", desk.notice.title}}},
                                       {"servers", {{{"url", desk.public_url}}}},
                                       {"security", {{{"basic", Json::array()}}, {{"session", Json::array()}}}},
                                       {"paths", paths},
                                       {"components", components()}});
    response.type = openapi_media;
    return response;
}

}  // namespace

std::vector<Route> landing_routes() {
    return {{"GET", "/", Who::Anyone, landing, "the page, or the landing page of the API"},
            {"GET", "/conformance", Who::Anyone, conformance, "the standards this API conforms to"},
            {"GET", "/api", Who::Anyone, api, "this API as OpenAPI 3.0"}};
}

std::vector<Route> page_routes() {
    return {{"GET", "/page/{file}", Who::Anyone,
             [](Desk& desk, const Visit& visit) { return page_file(desk, visit, visit.parts[0]); }, "a file of the page"}};
}

}  // namespace zonewright::server
