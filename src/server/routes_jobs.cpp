// OGC API – Processes Part 1: jobs, their results, their files, dismissing them.
#include <algorithm>

#include "server/parameters.h"
#include "server/router.h"
#include "server/status_json.h"

namespace zonewright::server {
namespace {

Response no_such_job() {
    return process_problem(404, "no-such-job", "No such job", "没有这个任务，或不属于您 / no such job, or not yours");
}

std::string media_of(const std::string& name) {
    const std::string extension = std::filesystem::path(name).extension().string();
    if (extension == ".pdf") return "application/pdf";
    if (extension == ".json") return "application/json";
    if (extension == ".png") return "image/png";
    if (extension == ".svg") return "image/svg+xml";
    if (extension == ".html") return "text/html; charset=utf-8";
    if (extension == ".txt") return "text/plain; charset=utf-8";
    if (extension == ".gpkg") return "application/geopackage+sqlite3";
    if (extension == ".xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    if (extension == ".docx") return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    return "application/octet-stream";
}

std::string file_url(const Desk& desk, const std::string& job, const std::string& name) {
    std::string url = desk.public_url + "/jobs/" + job + "/files";
    for (const std::filesystem::path& part : std::filesystem::path(name)) url += "/" + encoded(part.string());
    return url;
}

Response job_list(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"limit", "offset", "status", "processID"});
    constexpr std::int64_t most_jobs = 1000;
    const JobFilter filter{.state = visit.request.parameter("status"),
                           .process = visit.request.parameter("processID"),
                           .limit = static_cast<std::size_t>(std::min(most_jobs, whole_parameter(visit.request, "limit", 1, 100))),
                           .offset = static_cast<std::size_t>(whole_parameter(visit.request, "offset", 0, 0))};
    Json list = Json::array();
    for (const Job& job : desk.queue.list(visit.by(), filter)) list.push_back(status_json(desk, job));
    return json_response({{"jobs", list},
                          {"links", {{{"href", desk.public_url + "/jobs"}, {"rel", "self"}, {"type", "application/json"}}}}});
}

Response job(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto found = desk.queue.find(visit.parts[0], visit.by());
    return found ? json_response(status_json(desk, *found)) : no_such_job();
}

Response results(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto found = desk.queue.find(visit.parts[0], visit.by());
    if (!found) return no_such_job();
    if (found->state == "failed") return process_problem(400, "execution-failed", "The question was not answered", found->message);
    if (found->state == "dismissed") return no_such_job();
    const auto answer = found->is_over() ? desk.folders.answer(found->id) : std::nullopt;
    if (!answer) return process_problem(404, "result-not-ready", "Not answered yet", found->state);
    Json files = Json::array();
    for (const std::string& name : desk.folders.files(found->id))
        files.push_back({{"href", file_url(desk, found->id, name)}, {"type", media_of(name)}, {"title", name}});
    return json_response({{"answer", {{"value", *answer}, {"mediaType", "application/json"}}}, {"files", {{"value", files}}}});
}

Response job_file(Desk& desk, const Visit& visit) {
    const auto found = desk.queue.find(visit.parts[0], visit.by());
    if (!found || found->state != "successful") return no_such_job();
    const auto names = desk.folders.files(found->id);
    const std::string& name = visit.parts[1];
    if (std::ranges::find(names, name) == names.end()) return not_found();
    desk.audit.record(visit.by().name, visit.by().town, "download", found->id + " " + name);
    Response response{.type = media_of(name), .file = desk.folders.of(found->id) / "out" / name};
    const std::string short_name = std::filesystem::path(name).filename().string();
    const bool is_picture = name.ends_with(".png");
    response.headers.emplace_back("Content-Disposition", (is_picture ? "inline" : "attachment") + ("; filename*=UTF-8''" + encoded(short_name)));
    // A report has styles of its own: it may be looked at, in a room of its own, and run nothing.
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    return response;
}

Response dismiss(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const auto found = desk.queue.find(visit.parts[0], visit.by());
    if (!found) return no_such_job();
    if (desk.requests.is_handed_in(found->id))
        return problem_response(409, "Conflict", "该结果已随选址申请报送，不能删除 / it belongs to a request that was handed in");
    desk.queue.dismiss(found->id);
    if (found->is_over()) desk.folders.wipe(found->id);
    desk.audit.record(visit.by().name, visit.by().town, "dismiss", found->id);
    return json_response(status_json(desk, desk.queue.find(found->id, visit.by()).value_or(*found)));
}

}  // namespace

std::vector<Route> job_routes() {
    return {{"GET", "/jobs", Who::SignedIn, job_list, "the jobs of the town; all for the bureau"},
            {"GET", "/jobs/{jobId}", Who::SignedIn, job, "how far a job is"},
            {"GET", "/jobs/{jobId}/results", Who::SignedIn, results, "its answer"},
            {"GET", "/jobs/{jobId}/files/{path…}", Who::SignedIn, job_file, "a file that it made"},
            {"DELETE", "/jobs/{jobId}", Who::SignedIn, dismiss, "stops it, or removes its answer"}};
}

}  // namespace zonewright::server
