// Signing in and out, what the study holds, users and the audit log.
#include "base/errors.h"
#include "server/parameters.h"
#include "server/router.h"

namespace zonewright::server {
namespace {

Json user_json(const User& user) {
    return {{"name", user.name}, {"role", user.role}, {"town", user.town}};
}

std::string cookie_header(const Desk& desk, const std::string& value, const std::string& more) {
    return "zonewright=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (desk.public_url.starts_with("https:") ? "; Secure" : "") + more;
}

std::string text_of_body(const Json& body, const char* key) {
    const auto value = body.find(key);
    return value != body.end() && value->is_string() ? value->get<std::string>() : "";
}

Response sign_in(Desk& desk, const Visit& visit) {
    const std::string from = visit.request.header("sec-fetch-site");
    if (!visit.request.header("content-type").starts_with("application/json") || from == "cross-site" || from == "same-site")
        return problem_response(403, "Forbidden", "只能从本页面登录 / sign in from the page itself");
    const Json body = body_object(visit.request);
    const std::string name = text_of_body(body, "name");
    const auto user = desk.accounts.check(name, text_of_body(body, "password"));
    if (!user) {
        desk.audit.record(name.substr(0, 64), "", "sign-in", "page", "refused");
        return problem_response(401, "Unauthorized",
                                "用户名或密码不对，或账户暂时锁定（连续 5 次错误后锁定 15 分钟） / wrong name or password, or the account is "
                                "locked (for 15 minutes after 5 failures)");
    }
    const OpenedSession session = desk.accounts.open_session(*user);
    desk.audit.record(user->name, user->town, "sign-in", "page");
    Json answer = user_json(*user);
    answer["token"] = session.token;
    Response response = json_response(answer, 201);
    response.headers.emplace_back("Set-Cookie", cookie_header(desk, session.cookie, ""));
    return response;
}

Response whoami(Desk&, const Visit& visit) {
    Json answer = user_json(visit.by());
    answer["token"] = visit.token;
    return json_response(answer);
}

Response sign_out(Desk& desk, const Visit& visit) {
    desk.accounts.close_session(visit.request.cookie("zonewright"));
    desk.audit.record(visit.by().name, visit.by().town, "sign-out", "page");
    Response response = json_response(Json::object());
    response.headers.emplace_back("Set-Cookie", cookie_header(desk, "", "; Max-Age=0"));
    return response;
}

Json choices_json(const std::vector<answer::Choice>& choices) {
    Json list = Json::array();
    for (const answer::Choice& choice : choices) list.push_back({{"value", choice.value}, {"title", choice.title.zh}, {"title_en", choice.title.en}});
    return list;
}

/// The towns as they were published.
Json towns_json(Desk& desk) {
    Json list = Json::array();
    const auto reader = desk.published.reader();
    constexpr std::size_t most_towns = 2000;
    for (const Json& town : Json::parse(reader->items({.layer = "town", .limit = most_towns}).features))
        list.push_back({{"value", town["properties"].value("code", "")}, {"title", town["properties"].value("name", "")}});
    return list;
}

Response study(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    Json sources = Json::array(), unlooked = Json::array();
    for (const answer::NoticedSource& source : desk.notice.sources)
        sources.push_back({{"role", source.role}, {"title", source.title.zh}, {"title_en", source.title.en}, {"status", source.status}, {"date", source.date},
                           {"valid_until", source.valid_until}, {"is_too_old", source.is_too_old}});
    Json unlooked_en = Json::array();
    for (const Text& check : desk.notice.unlooked) unlooked.push_back(check.zh), unlooked_en.push_back(check.en);
    return json_response({{"title", desk.notice.title},
                          {"plan", desk.notice.plan.zh},
                          {"plan_en", desk.notice.plan.en},
                          {"plane", desk.notice.plane},
                          {"plane_proj", desk.notice.plane_proj},
                          {"version", ZONEWRIGHT_VERSION},
                          {"is_closed_off", desk.is_closed_off},
                          {"keep_days", desk.keep_days},
                          {"sources", sources},
                          {"unlooked", unlooked},
                          {"unlooked_en", unlooked_en},
                          {"towns", towns_json(desk)},
                          {"clusters", choices_json(desk.notice.clusters)},
                          {"industries", choices_json(desk.notice.industries)}});
}

Response users(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    Json list = Json::array();
    for (const User& user : desk.accounts.all()) list.push_back(user_json(user));
    return json_response({{"users", list}});
}

Response audit(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"limit"});
    constexpr std::int64_t most_entries = 10000;
    const auto limit = std::min(most_entries, whole_parameter(visit.request, "limit", 1, 200));
    Json list = Json::array();
    for (const AuditEntry& entry : desk.audit.newest(static_cast<std::size_t>(limit)))
        list.push_back({{"number", entry.number}, {"moment", iso_time(entry.moment)}, {"name", entry.name}, {"town", entry.town},
                        {"action", entry.action}, {"thing", entry.thing}, {"outcome", entry.outcome}, {"hash", entry.hash}});
    const auto fault = desk.audit.first_fault();
    return json_response({{"chain_holds", !fault}, {"first_fault", fault ? Json(*fault) : Json()}, {"entries", list}});
}

}  // namespace

std::vector<Route> session_routes() {
    return {{"POST", "/session", Who::Anyone, sign_in, "signs in: { name, password }"},
            {"GET", "/session", Who::SignedIn, whoami, "who is signed in"},
            {"DELETE", "/session", Who::SignedIn, sign_out, "signs out"},
            {"GET", "/study", Who::SignedIn, study, "what is in the data, and how old it is"},
            {"GET", "/users", Who::Admin, users, "the users"},
            {"GET", "/audit", Who::Admin, audit, "the audit log, and whether its chain holds"}};
}

}  // namespace zonewright::server
