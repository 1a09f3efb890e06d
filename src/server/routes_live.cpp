// The analyst's face: surfaces under other weights, what they move, why a point has its score, judgements, and weights and
// value curves saved into the study.
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
    std::optional<CompanionAnswer> answer;
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

/// A file of STUDY/layers on its way there.
struct NewLayer {
    std::string name, text;  ///< "weights/trial.toml"
};

/// The process that was asked has no say in where its words are written.
void require_plain(const std::string& id) {
    const bool is_plain = !id.empty() && id.size() <= 64 && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
    if (!is_plain) throw ResourceError({.thing = "preview", .value = id});
}
void require_asked(const std::vector<NewLayer>& criteria, const Json& curves) {
    for (const auto& [id, curve] : curves.items()) require_plain(id);
    for (const NewLayer& each : criteria)
        if (std::ranges::none_of(curves.items(), [&](const auto& curve) { return each.name == "criteria/" + curve.key() + ".toml"; }))
            throw ResourceError({.thing = "preview", .value = each.name});
}

/// Never over weights that are there, nor in place of installed ones.
void require_new(const Desk& desk, const NewLayer& weights) {
    const std::filesystem::path own = desk.study / "layers" / weights.name, installed = std::filesystem::path(desk.notice.layers_folder) / weights.name;
    if (!std::filesystem::exists(own) && !std::filesystem::exists(installed)) return;
    throw InputError({.thing = both("方案编号", "id of the weights"), .value = own.stem().string(),
                      .expected = both("还没有用过的编号", "an id that is not used yet"), .advice = both("换一个编号", "take another one")});
}

/// The study's own file of a criterion that would be replaced; empty: none is.
std::string criterion_in_the_way(const Desk& desk, const std::vector<NewLayer>& criteria) {
    for (const NewLayer& each : criteria)
        if (std::filesystem::exists(desk.study / "layers" / each.name)) return each.name;
    return "";
}

/// What is replaced stays beside it, under a name that is no layer's.
void keep_layer(const Desk& desk, const NewLayer& layer) {
    const std::filesystem::path file = desk.study / "layers" / layer.name;
    make_folder(file.parent_path());
    if (std::filesystem::exists(file)) std::filesystem::rename(file, file.string() + fmt::format(".{}.before", desk.clock()));
    write_file(file, layer.text);
}

/// Asks for the texts; `instead` is what to say where they do not come.
struct Texts {
    std::vector<NewLayer> criteria, weights;
    std::optional<Response> instead;
};

Texts texts_of(Desk& desk, Json question) {
    Texts texts;
    if (!question.value("curves", Json::object()).empty()) {
        question["do"] = "curve_files";
        auto [answer, instead] = asked_live(desk, question);
        if (!answer) return {.instead = std::move(instead)};
        for (const Json& file : answer->words.value("files", Json::array())) texts.criteria.push_back({file.value("name", ""), file.value("text", "")});
        require_asked(texts.criteria, question["curves"]);
    }
    if (!question.contains("id") && !texts.criteria.empty()) return texts;
    question["do"] = "weights_file";
    auto [answer, instead] = asked_live(desk, question);
    if (!answer) return {.instead = std::move(instead)};
    require_plain(question.value("id", ""));
    texts.weights.push_back({"weights/" + question.value("id", "") + ".toml", answer->words.value("text", "")});
    return texts;
}

/// What is to be done with what was saved.
Json next_steps(const Texts& texts, const std::string& id) {
    Json next = Json::array();
    if (!texts.weights.empty()) next.push_back("zonewright allocate STUDY --weights " + id);
    next.push_back(texts.weights.empty() ? "zonewright run STUDY" : "study.toml: weights = \"" + id + "\"; zonewright run STUDY");
    return next;
}

Response save(Desk& desk, const Visit& visit) {
    Json question = body_object(visit.request);
    const bool may_replace = question.value("replace_curves", Json(false)) == Json(true);
    question.erase("replace_curves");
    question["by"] = visit.by().name;
    question["date"] = iso_time(desk.clock()).substr(0, 10);
    const Texts texts = texts_of(desk, question);
    if (texts.instead) return *texts.instead;
    for (const NewLayer& weights : texts.weights) require_new(desk, weights);
    if (const std::string other = criterion_in_the_way(desk, texts.criteria); !may_replace && !other.empty())
        return problem_response(409, "Conflict", "研究已有自己的 layers/" + other + "；确认后以 replace_curves 替换，原文件另存 / the study has its own; replace_curves replaces it and keeps the former one beside it");
    Json files = Json::array();
    for (const auto* part : {&texts.criteria, &texts.weights})
        for (const NewLayer& layer : *part) keep_layer(desk, layer), files.push_back("layers/" + layer.name);
    const std::string id = texts.weights.empty() ? "" : question.value("id", "");
    desk.audit.record(visit.by().name, visit.by().town, "save-weights", files.dump());
    return json_response({{"id", id}, {"files", files}, {"next", next_steps(texts, id)}}, 201);
}

}  // namespace

std::vector<Route> live_routes() {
    return {{"POST", "/live/save", Who::Bureau, save, "keeps weights and value curves that were tried among the layers of the study, for allocate and run"},
            {"POST", "/live/{question}", Who::Bureau, live, "open, surface, shift, point, ahp: suitability under other weights, at once"}};
}

}  // namespace zonewright::server
