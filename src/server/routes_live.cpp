// The analyst's face: surfaces under other weights, what they move, why a point has its score, judgements, and weights
// saved into the study.
#include <algorithm>
#include <array>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "server/router.h"

namespace zonewright::server {
namespace {

constexpr std::array questions{"open", "surface", "shift", "point", "ahp"};

Response busy() {
    Response response = problem_response(503, "Service Unavailable", "正在读取研究或处理别人的问题，请稍后再试 / reading the study, or busy; try again in a while");
    response.headers.emplace_back("Retry-After", "2");
    return response;
}

/// It has ended twice without an answer: to be asked again and again would help nobody.
Response gone() {
    return problem_response(500, "Internal Server Error",
                            "实时适宜性的计算进程没有答复就结束了，请告知管理员（live-last.txt 中有其最后的话） / the process of the live face ended without an answer; tell the administrator (its last words are in live-last.txt)");
}

/// Either what it answers, or what to say instead.
struct Asked {
    std::optional<LiveAnswer> answer;
    Response instead;
};

Asked asked_live(Desk& desk, const Json& question) {
    try {
        if (auto answer = desk.live->ask(question)) return {std::move(answer), {}};
        return {std::nullopt, busy()};
    } catch (const ResourceError&) {
        return {std::nullopt, gone()};
    }
}

Response live(Desk& desk, const Visit& visit) {
    const std::string& what = visit.parts[0];
    if (std::ranges::find(questions, what) == questions.end()) return not_found();
    Json question = body_object(visit.request);
    question["do"] = what;
    auto [answer, instead] = asked_live(desk, question);
    if (!answer) return instead;
    if (!answer->words.contains("bytes")) return json_response(answer->words);
    return {.type = "application/octet-stream", .body = std::move(answer->bytes)};
}

/// Never over what is there, nor in place of an installed one.
void keep_new(const Desk& desk, const std::filesystem::path& file, const std::string& text) {
    if (std::filesystem::exists(file) || std::filesystem::exists(std::filesystem::path(desk.notice.layers_folder) / "weights" / file.filename()))
        throw InputError({.thing = both("方案编号", "id of the weights"), .value = file.stem().string(),
                          .expected = both("还没有用过的编号", "an id that is not used yet"), .advice = both("换一个编号", "take another one")});
    make_folder(file.parent_path());
    write_file(file, text);
}

Response save(Desk& desk, const Visit& visit) {
    Json question = body_object(visit.request);
    question["do"] = "weights_file";
    question["by"] = visit.by().name;
    question["date"] = iso_time(desk.clock()).substr(0, 10);
    if (!question.value("curves", Json::object()).empty())
        return problem_response(400, "Bad Request", "价值函数的改动要写进 layers/criteria，不随权重保存；请先恢复 / value functions belong into layers/criteria: put them back first");
    const auto [answer, instead] = asked_live(desk, question);
    if (!answer) return instead;
    const std::string id = question.value("id", ""), file = "layers/weights/" + id + ".toml";
    keep_new(desk, desk.study / file, answer->words.value("text", ""));
    desk.audit.record(visit.by().name, visit.by().town, "save-weights", id);
    return json_response({{"id", id}, {"files", {file}},
                          {"next", {"zonewright allocate STUDY --weights " + id, "study.toml: weights = \"" + id + "\"; zonewright run STUDY"}}}, 201);
}

}  // namespace

std::vector<Route> live_routes() {
    return {{"POST", "/live/save", Who::Bureau, save, "keeps weights that were tried among the layers of the study, for allocate and run"},
            {"POST", "/live/{question}", Who::Bureau, live, "open, surface, shift, point, ahp: suitability under other weights, at once"}};
}

}  // namespace zonewright::server
