#include "server/router.h"

#include <algorithm>

#include "base/errors.h"
#include "base/secrets.h"
#include "server/compression.h"

namespace zonewright::server {
namespace {

constexpr std::string_view rest_of_path = "{path…}";

std::vector<std::string> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    for (std::size_t at = 1; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        segments.emplace_back(path.substr(at, end - at));
        at = end + 1;
    }
    return segments;
}

/// What stood for the {…}; nothing when the path is another one.
std::optional<std::vector<std::string>> matched(const Route& route, const std::vector<std::string>& path) {
    const std::vector<std::string> pattern = segments_of(route.pattern);
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == rest_of_path && i < path.size()) {
            std::string rest = path[i];
            for (std::size_t k = i + 1; k < path.size(); ++k) rest += "/" + path[k];
            parts.push_back(rest);
            return parts;
        }
        if (i >= path.size()) return std::nullopt;
        if (pattern[i].starts_with("{")) parts.push_back(path[i]);
        else if (pattern[i] != path[i]) return std::nullopt;
    }
    return pattern.size() == path.size() ? std::optional(parts) : std::nullopt;
}

bool changes_something(const std::string& method) {
    return method != "GET" && method != "HEAD";
}

/// A page of another site cannot be behind this request, as far as the browser says.
bool is_own_page(const Desk& desk, const Request& request) {
    const std::string from = request.header("sec-fetch-site"), origin = request.header("origin");
    return (from.empty() || from == "same-origin" || from == "none") && (origin.empty() || origin == desk.public_url);
}

/// Who asks, and whether what they hold lets them change something.
struct Asking {
    std::optional<User> user;
    std::string token;
    bool may_change = false;
};

Asking asking(Desk& desk, const Request& request) {
    Asking who;
    if (const auto session = desk.accounts.session(request.cookie("zonewright"))) {
        who.user = session->user, who.token = session->token;
        who.may_change = same_secret(request.header("x-zonewright-token"), session->token) && is_own_page(desk, request);
    } else if (const std::string header = request.header("authorization"); !header.empty()) {
        who.user = desk.accounts.check_basic(header);
        if (!who.user) desk.audit.record("?", "", "sign-in", "basic", "refused");
        who.may_change = is_own_page(desk, request) && (request.method == "DELETE" || request.header("content-type").starts_with("application/json") ||
                                                        request.header("content-type").starts_with("application/octet-stream"));
    }
    return who;
}

bool may_use(const Route& route, const User& user) {
    if (route.who == Who::Admin) return user.role == "admin";
    return route.who != Who::Bureau || user.sees_all();
}

void add_guards(Response& response) {
    const auto set_once = [&](const std::string& name, const std::string& value) {
        if (std::ranges::none_of(response.headers, [&](const auto& header) { return header.first == name; }))
            response.headers.emplace_back(name, value);
    };
    set_once("Content-Security-Policy",
             "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
             "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    set_once("X-Content-Type-Options", "nosniff");
    set_once("Referrer-Policy", "no-referrer");
    set_once("Cross-Origin-Resource-Policy", "same-origin");
    set_once("Cross-Origin-Opener-Policy", "same-origin");
    set_once("Cache-Control", "no-store");
}

Response answered(Desk& desk, const Route& route, const Request& request, std::vector<std::string> parts) {
    Visit visit{.request = request, .parts = std::move(parts)};
    if (route.who != Who::Anyone) {
        const Asking who = asking(desk, request);
        if (!who.user) return problem_response(401, "Unauthorized", "请先登录 / sign in first");
        if (!may_use(route, *who.user)) return problem_response(403, "Forbidden", "您的身份不能使用此功能 / not for your role");
        if (changes_something(request.method) && !who.may_change)
            return problem_response(403, "Forbidden", "缺少会话令牌 X-Zonewright-Token / the token of the session is missing");
        visit.user = who.user, visit.token = who.token;
    }
    return route.answer(desk, visit);
}

Response routed(Desk& desk, const Request& request) {
    std::vector<std::string> path;
    for (const std::string& segment : segments_of(request.path)) {
        const auto plain = decoded(segment);
        if (!plain) return problem_response(400, "Bad Request", "地址无法解读 / the address cannot be read");
        path.push_back(*plain);
    }
    std::string allowed;
    const std::string method = request.method == "HEAD" ? "GET" : request.method;
    for (const Route& route : all_routes()) {
        const auto parts = matched(route, path);
        if (!parts) continue;
        if (route.method == method) return answered(desk, route, request, *parts);
        allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    if (allowed.empty()) return not_found();
    Response response = problem_response(405, "Method Not Allowed", allowed);
    response.headers.emplace_back("Allow", allowed);
    return response;
}

}  // namespace

Response not_found() {
    return problem_response(404, "Not Found", "没有这个地址，或不属于您 / there is nothing here, or nothing of yours");
}

Json body_object(const Request& request) {
    Json object = Json::parse(request.body, nullptr, false);
    if (object.is_object()) return object;
    throw InputError({.thing = both("请求正文", "body of the request"),
                      .value = both("不是 JSON 对象", "no JSON object"),
                      .expected = "{ … }",
                      .advice = both("检查 JSON", "check the JSON")});
}

const std::vector<Route>& all_routes() {
    static const std::vector<Route> routes = [] {
        std::vector<Route> all;
        for (const auto part : {page_routes, landing_routes, feature_routes, process_routes, job_routes, session_routes, request_routes, live_routes, tile_routes, run_routes})
            for (Route& route : part()) all.push_back(std::move(route));
        return all;
    }();
    return routes;
}

std::size_t most_body_of(const std::string& method, const std::string& path) {
    constexpr std::size_t nothing = 0, words = 64U << 10;
    if (!changes_something(method)) return nothing;
    if (path == "/uploads") return Uploads::most_bytes;
    if (path.ends_with("/execution")) return Uploads::most_bytes;
    return words;
}

Lane lane_of(Desk& desk, const Request& request) {
    if (request.path == "/session" && request.method == "POST") return Lane::Password;
    const std::string header = request.header("authorization");
    if (!header.empty() && !desk.accounts.remembers(header)) return Lane::Password;
    if (request.path.starts_with("/tiles/")) return is_quick_tile(desk, request.path) ? Lane::Quick : Lane::Tiles;
    return request.path.starts_with("/live/") ? Lane::Live : Lane::Quick;
}

Response respond(Desk& desk, const Request& request) {
    Response response;
    try {
        const bool has_tags = request.headers.contains("if-none-match");
        response = has_tags ? routed(desk, with_plain_tags(request)) : routed(desk, request);
    } catch (const InputError& problem) {
        const Text words = problem.message();
        response = problem_response(400, "Bad Request", words.zh + " / " + words.en);
    } catch (const std::exception&) {  // what it says may hold a path of this machine
        response = problem_response(500, "Internal Server Error", "服务器出错，请告知管理员 / a fault of the server; tell its administrator");
    }
    add_guards(response);
    pack(request, response);
    return response;
}

}  // namespace zonewright::server
