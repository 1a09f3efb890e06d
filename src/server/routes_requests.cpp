// What towns hand in and the bureau decides.
#include "base/atomic_file.h"
#include "base/errors.h"
#include "server/parameters.h"
#include "server/router.h"
#include "server/status_json.h"
#include "server/submission.h"

namespace zonewright::server {
namespace {

Json request_json(Desk& desk, const SiteRequest& request, const User& by) {
    Json versions = Json::array();
    for (const RequestVersion& version : request.versions) {
        Json one{{"version", version.version}, {"job", version.job}, {"comment", version.comment},
                 {"created", iso_time(version.created)}, {"project", Json::parse(version.project, nullptr, false)}};
        if (const auto job = desk.queue.find(version.job, by)) {
            one["status"] = job->state, one["complete"] = job->complete;
            one["crs"] = Json::parse(job->question, nullptr, false).value("crs", "");
        }
        if (const auto upload = desk.uploads.find(version.upload, by)) one["outline"] = upload->title, one["upload"] = upload->id;
        versions.push_back(std::move(one));
    }
    return {{"id", request.id},           {"number", request.number},         {"town", request.town},
            {"name", request.name},       {"title", request.title},           {"state", request.state},
            {"reason", request.reason},   {"decided_by", request.decided_by}, {"created", iso_time(request.created)},
            {"updated", iso_time(request.updated)}, {"versions", versions}};
}

Response request_list(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"number", "limit"});
    constexpr std::int64_t most_requests = 1000;
    Json list = Json::array();
    if (const std::string number = visit.request.parameter("number"); !number.empty()) {
        if (const auto found = desk.requests.find_number(number, visit.by())) list.push_back(request_json(desk, *found, visit.by()));
    } else {
        const auto limit = std::min(most_requests, whole_parameter(visit.request, "limit", 1, 200));
        for (const SiteRequest& request : desk.requests.list(visit.by(), static_cast<std::size_t>(limit)))
            list.push_back(request_json(desk, request, visit.by()));
    }
    return json_response({{"requests", list}});
}

Response request_of(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto found = desk.requests.find(visit.parts[0], visit.by());
    return found ? json_response(request_json(desk, *found, visit.by())) : not_found();
}

std::string stated_text(const Json& body, const char* key, std::size_t longest) {
    const Json value = body.value(key, Json(""));
    if (value.is_string() && value.get<std::string>().size() <= longest) return value.get<std::string>();
    throw InputError({.thing = key,
                      .value = value.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60),
                      .expected = both("不超过 {} 字节的文字", "a text of at most {} bytes", longest),
                      .advice = both("缩短后重试", "shorten it and try again")});
}

/// The report of another version, as a job; false when the queue is full.
bool add_report(Desk& desk, const Visit& visit, const SiteRequest& request, const Json& body) {
    Json project = body.value("project", Json::object());
    if (!project.is_object()) project = Json::object();
    if (!project.contains("name")) project["name"] = request.title;
    Json inputs{{"site", body.value("upload", Json(""))}};
    for (const char* each : {"crs", "layer", "cluster"})
        if (const std::string word = stated_text(body, each, 200); !word.empty()) inputs[each] = word;
    inputs["project"] = {{"value", project}};
    const auto job = submit(desk, visit.by(), {.process = "report", .inputs = inputs, .language = body.value("lang", Json()) == "en" ? "en" : "zh",
                                              .request = request.id, .report_number = request.number});
    if (!job) return false;
    desk.requests.add_version(request.id, {.upload = stated_text(body, "upload", 64), .job = job->id, .project = project.dump(),
                                           .comment = stated_text(body, "comment", 2000)});
    desk.audit.record(visit.by().name, visit.by().town, "report", request.number + " " + job->id);
    return true;
}

Response open_request(Desk& desk, const Visit& visit) {
    const Json body = body_object(visit.request);
    const std::string title = stated_text(body, "title", 200);
    if (title.empty())
        throw InputError({.thing = "title", .value = both("空", "empty"), .expected = both("项目名称", "a name of the project"),
                          .advice = both("填写项目名称", "state it")});
    Changes all(desk.database);
    const SiteRequest request = desk.requests.open(visit.by(), title);
    if (!add_report(desk, visit, request, body)) return queue_is_full();
    all.commit();
    return json_response(request_json(desk, *desk.requests.find(request.id, visit.by()), visit.by()), 201);
}

Response add_version(Desk& desk, const Visit& visit) {
    const auto found = desk.requests.find(visit.parts[0], visit.by());
    if (!found) return not_found();
    if (found->state != "draft" && found->state != "returned")
        return problem_response(409, "Conflict", "已报送的申请不能再改；请局里退回后再改 / it was handed in; it has to be returned first");
    Changes all(desk.database);
    if (!add_report(desk, visit, *found, body_object(visit.request))) return queue_is_full();
    all.commit();
    return json_response(request_json(desk, *desk.requests.find(found->id, visit.by()), visit.by()), 201);
}

/// Hand in, accept, return with a reason, sign off.
Response move_request(Desk& desk, const Visit& visit) {
    const auto found = desk.requests.find(visit.parts[0], visit.by());
    if (!found) return not_found();
    const Json body = body_object(visit.request);
    const std::string to = stated_text(body, "state", 20), reason = stated_text(body, "reason", 2000);
    if (to != "submitted" && !visit.by().sees_all())
        return problem_response(403, "Forbidden", "由局里审核 / for the bureau to decide");
    if (to == "returned" && reason.empty())
        return problem_response(400, "Bad Request", "退回须写明理由 / state a reason");
    if (to == "submitted") {
        const auto job = found->versions.empty() ? std::nullopt : desk.queue.find(found->versions.back().job, visit.by());
        if (!job || job->state != "successful")
            return problem_response(409, "Conflict", "报告还没有做好，不能报送 / the report is not made yet");
    }
    if (!desk.requests.move(found->id, to, visit.by(), reason))
        return problem_response(409, "Conflict", "当前状态不允许此操作 / not from its present state");
    desk.audit.record(visit.by().name, found->town, to, found->number, reason.empty() ? "ok" : reason);
    return json_response(request_json(desk, *desk.requests.find(found->id, visit.by()), visit.by()));
}

}  // namespace

std::vector<Route> request_routes() {
    return {{"GET", "/requests", Who::SignedIn, request_list, "the requests of the town; all for the bureau; ?number= finds one"},
            {"POST", "/requests", Who::SignedIn, open_request, "a request with its first report: { title, upload, project, … }"},
            {"GET", "/requests/{requestId}", Who::SignedIn, request_of, "one request with its versions"},
            {"POST", "/requests/{requestId}/versions", Who::SignedIn, add_version, "another version with a report of its own"},
            {"POST", "/requests/{requestId}/state", Who::SignedIn, move_request, "submitted; for the bureau accepted, returned, signed"}};
}

}  // namespace zonewright::server
