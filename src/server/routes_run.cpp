// The full run of the study, started from the page: one at a time, in the queue like every question.
#include <filesystem>

#include "answer/study_weights.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/secrets.h"
#include "server/offered.h"
#include "server/parameters.h"
#include "server/router.h"
#include "server/status_json.h"
#include "server/submission.h"

namespace zonewright::server {
namespace {

namespace fs = std::filesystem;

bool is_weight_set(const Desk& desk, const std::string& id) {
    constexpr std::size_t longest = 64;
    const bool is_name = !id.empty() && id.size() <= longest && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
    const fs::path file = fs::path("weights") / (id + ".toml");
    return is_name && (fs::exists(desk.study / "layers" / file) || fs::exists(fs::path(desk.notice.layers_folder) / file));
}

/// What the body names; empty: the weights of the study as they are.
std::string asked_weights(const Desk& desk, const Json& body) {
    for (const auto& [key, value] : body.items())
        if (key != "weights" || !value.is_string())
            throw InputError({.thing = both("请求正文", "body of the request"), .value = key, .expected = R"({ "weights": "id" })",
                              .advice = both("删去该键", "leave it out")});
    std::string id = body.value("weights", "");
    if (!body.contains("weights") || is_weight_set(desk, id)) return id;
    throw InputError({.thing = "weights", .value = id, .expected = both("研究或程序已有的权重方案", "a set of weights of the study or the program"),
                      .advice = both("先保存方案", "save it first")});
}

/// From now on the study is run with these weights.
void name_weights(const Desk& desk, const std::string& id) {
    const fs::path file = desk.study / "study.toml";
    const std::string before = read_file(file), after = answer::with_weights(before, id);
    if (after != before) write_file(file, after);
}

Response run(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"lang"});
    const std::string weights = asked_weights(desk, body_object(visit.request));
    const auto lock = desk.database.locked();  // two that ask at once do not both find none
    if (const auto other = desk.queue.unfinished(run_process)) {
        Response response = problem_response(409, "Conflict", "已有一次运行在排队或进行中：" + other->id + " / a run is waiting or at work");
        response.headers.emplace_back("Location", desk.public_url + "/jobs/" + other->id);
        return response;
    }
    if (!weights.empty()) name_weights(desk, weights);
    const auto job = desk.queue.add({.process = run_process, .question = Json{{"study", study_place}}.dump(), .town = visit.by().town,
                                     .name = visit.by().name, .language = visit.request.parameter("lang") == "en" ? "en" : "zh"});
    if (!job) return queue_is_full();
    desk.audit.record(visit.by().name, visit.by().town, "run", weights.empty() ? job->id : job->id + " " + weights);
    Response response = json_response(status_json(desk, *job), 201);
    response.headers.emplace_back("Location", desk.public_url + "/jobs/" + job->id);
    return response;
}

}  // namespace

std::vector<Route> run_routes() {
    return {{"POST", "/run", Who::Bureau, run, "runs the study in full, with other weights where they are named; followed as a job"}};
}

}  // namespace zonewright::server
