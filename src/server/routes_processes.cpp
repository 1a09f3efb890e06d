// OGC API – Processes Part 1: the questions of src/answer as processes, their inputs from the declarations.
#include <algorithm>
#include <set>

#include "base/errors.h"
#include "server/offered.h"
#include "server/parameters.h"
#include "server/router.h"
#include "server/status_json.h"
#include "server/submission.h"

namespace zonewright::server {
namespace {

Response no_such_process(const std::string& name) {
    return process_problem(404, "no-such-process", "No such process", name);
}

Json process_summary(const Desk& desk, const answer::Question& question) {
    const answer::Draft draft = question.draft();
    const std::string url = desk.public_url + "/processes/" + question.name;
    return {{"id", question.name},
            {"title", draft.declaration.summary.zh},
            {"description", draft.declaration.summary.en},
            {"version", ZONEWRIGHT_VERSION},
            {"jobControlOptions", {"async-execute", "dismiss"}},
            {"outputTransmission", {"value"}},
            {"links",
             {{{"href", url}, {"rel", "self"}, {"type", "application/json"}},
              {{"href", url + "/execution"}, {"rel", "http://www.opengis.net/def/rel/ogc/1.0/execute"}, {"type", "application/json"}}}}};
}

Response process_list(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"limit"});
    const auto limit = static_cast<std::size_t>(whole_parameter(visit.request, "limit", 1, 1000));
    Json list = Json::array();
    for (const std::string& name : offered_names())
        if (list.size() < limit) list.push_back(process_summary(desk, *offered_question(name)));
    return json_response({{"processes", list},
                          {"links", {{{"href", desk.public_url + "/processes"}, {"rel", "self"}, {"type", "application/json"}}}}});
}

/// As the standard words an input; files may be given by the id of an upload or inline.
Json described_input(const Json& input) {
    Json described{{"title", input["title"]},
                   {"description", input["schema"].value("description", "")},
                   {"minOccurs", input["required"].get<bool>() ? 1 : 0},
                   {"maxOccurs", 1},
                   {"schema", input["schema"]}};
    if (input["upload"].get<bool>())
        described["schema"] = {{"oneOf",
                                {{{"type", "string"}, {"description", "id of an upload (POST /uploads)"}},
                                 {{"type", "object"}, {"description", "GeoJSON, or { value: text }"}}}}};
    return described;
}

Response process(Desk& desk, const Visit& visit) {
    require_known(visit.request, {});
    const answer::Question* question = offered_question(visit.parts[0]);
    if (question == nullptr) return no_such_process(visit.parts[0]);
    Json described = process_summary(desk, *question), inputs = Json::object();
    const Json declared = inputs_of(*question);
    for (const auto& [name, input] : declared.items()) inputs[name] = described_input(input);
    described["inputs"] = std::move(inputs);
    described["outputs"] = {{"answer", {{"title", "answer"}, {"schema", question->answer_schema()}}},
                            {"files", {{"title", "files made"}, {"schema", {{"type", "array"}, {"items", {{"type", "object"}}}}}}}};
    return json_response(described);
}

Response execute(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"lang"});
    if (offered_question(visit.parts[0]) == nullptr) return no_such_process(visit.parts[0]);
    const Json body = body_object(visit.request);
    static const std::set<std::string> understood{"inputs", "outputs", "response"};
    for (const auto& [key, value] : body.items())
        if (!understood.contains(key))
            throw InputError({.thing = both("请求正文", "body of the request"),
                              .value = key,
                              .expected = "inputs, outputs, response",
                              .advice = key == "subscriber" ? both("服务器不回调外部地址；请查询 /jobs", "the server calls no address back; ask /jobs")
                                                            : both("删去该键", "leave it out")});
    const auto job = submit(desk, visit.by(),
                            {.process = visit.parts[0],
                             .inputs = body.value("inputs", Json::object()),
                             .language = visit.request.parameter("lang") == "en" ? "en" : "zh"});
    if (!job) return queue_is_full();
    desk.audit.record(visit.by().name, visit.by().town, "ask", job->process + " " + job->id);
    Response response = json_response(status_json(desk, *job), 201);
    response.headers.emplace_back("Location", desk.public_url + "/jobs/" + job->id);
    if (visit.request.header("prefer").find("respond-async") != std::string::npos)
        response.headers.emplace_back("Preference-Applied", "respond-async");
    return response;
}

Response upload(Desk& desk, const Visit& visit) {
    require_known(visit.request, {"title"});
    const Upload kept = desk.uploads.keep(visit.by(), visit.request.parameter("title"), visit.request.body);
    desk.audit.record(visit.by().name, visit.by().town, "upload", kept.id + " " + kept.hash);
    Response response = json_response({{"id", kept.id}, {"title", kept.title}, {"bytes", kept.bytes}, {"sha256", kept.hash},
                                       {"kept_days", desk.keep_days}}, 201);
    return response;
}

}  // namespace

std::vector<Route> process_routes() {
    return {{"GET", "/processes", Who::SignedIn, process_list, "the questions that may be asked"},
            {"GET", "/processes/{processId}", Who::SignedIn, process, "one question with its inputs and its answer"},
            {"POST", "/processes/{processId}/execution", Who::SignedIn, execute, "asks it; answered in a job"},
            {"POST", "/uploads", Who::SignedIn, upload, "keeps a file for a question (the bytes; ?title=name.ext)"}};
}

}  // namespace zonewright::server
