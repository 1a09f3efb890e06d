// The native half of `import zonewright`: questions as they are declared, asked and answered as JSON texts, and arrays.
// The half that people see is zonewright/*.py beside it; nothing there names a question or an option.
#include <pybind11/pybind11.h>

#include <nlohmann/json.hpp>

#include "answer/open_study.h"
#include "answer/question_form.h"
#include "answer/questions.h"
#include "python/arrays.h"
#include "python/asking.h"

namespace zonewright::python {
namespace {

namespace py = pybind11;
using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Every question: name, summary, example, JSON Schemas of question and answer.
std::string questions() {
    Json list = Json::array();
    for (const answer::Question& question : answer::all_questions()) {
        const answer::Draft draft = question.draft();
        list.push_back({{"name", question.name},
                        {"example", draft.declaration.example},
                        {"question", answer::question_schema(draft.declaration)},
                        {"answer", question.answer_schema()}});
    }
    return text_of(list);
}

std::string ask(const std::string& name, const std::string& question, const Waiting& waiting) {
    Json answer;
    wait_for(waiting, [&](const Progress& progress) {
        answer = answer::answer_json(name, Json::parse(question), waiting.language, progress);
    });
    return text_of(answer);
}

std::unique_ptr<answer::OpenStudy> open(const std::string& folder, const Waiting& waiting) {
    std::unique_ptr<answer::OpenStudy> study;
    wait_for(waiting, [&](const Progress&) { study = std::make_unique<answer::OpenStudy>(folder); });
    return study;
}

std::string ask_of(answer::OpenStudy& study, const std::string& name, const std::string& question,
                   const Waiting& waiting) {
    Json answer;
    wait_for(waiting, [&](const Progress& progress) {
        answer = study.answer(name, Json::parse(question), waiting.language, progress);
    });
    return text_of(answer);
}

}  // namespace

PYBIND11_MODULE(_native, module) {
    module.doc() = "The native half of zonewright.";
    module.attr("version") = ZONEWRIGHT_VERSION;
    py::class_<Waiting>(module, "Waiting").def(py::init(&waiting_of));
    module.def("questions", &questions);
    module.def("ask", &ask);
    module.def("score", &score);
    py::class_<answer::OpenStudy>(module, "OpenStudy")
        .def(py::init(&open))
        .def_property_readonly("folder", [](const answer::OpenStudy& study) { return study.folder().string(); })
        .def("ask", &ask_of)
        .def("reload", &answer::OpenStudy::reload)
        .def("surface", &surface)
        .def("reasons", &reasons)
        .def("shapes", &shapes);
}

}  // namespace zonewright::python
