#include "server/status_json.h"

namespace zonewright::server {

Json status_json(const Desk& desk, const Job& job) {
    const std::string url = desk.public_url + "/jobs/" + job.id;
    Json links{{{"href", url}, {"rel", "self"}, {"type", "application/json"}}};
    if (job.state == "successful")
        links.push_back({{"href", url + "/results"}, {"rel", "http://www.opengis.net/def/rel/ogc/1.0/results"}, {"type", "application/json"}});
    Json status{{"processID", job.process}, {"type", "process"},   {"jobID", job.id},
                {"status", job.state},      {"progress", job.progress}, {"created", iso_time(job.created)},
                {"updated", iso_time(job.updated)}};
    if (job.started > 0) status["started"] = iso_time(job.started);
    if (job.finished > 0) status["finished"] = iso_time(job.finished);
    if (!job.message.empty()) status["message"] = job.message;
    status["links"] = std::move(links);
    return status;
}

Response process_problem(unsigned status, const std::string& type, const std::string& title, const std::string& detail) {
    Response response = problem_response(status, title, detail);
    Json body = Json::parse(response.body);
    body["type"] = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/" + type;
    response.body = body.dump();
    return response;
}

Response queue_is_full() {
    Response response = problem_response(503, "Service Unavailable", "排队的任务过多，请稍后再试 / the queue is full, try again later");
    response.headers.emplace_back("Retry-After", "60");
    return response;
}

}  // namespace zonewright::server
