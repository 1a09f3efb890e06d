#include "answer/open_study.h"

#include <nlohmann/json.hpp>

#include "answer/question_form.h"
#include "answer/questions.h"
#include "base/hash.h"
#include "study/study.h"

namespace zonewright::answer {

OpenStudy::OpenStudy(const std::filesystem::path& folder) : folder_(std::filesystem::absolute(folder).lexically_normal()) {
    current();
}
OpenStudy::~OpenStudy() = default;

void OpenStudy::reload() {
    opened_.reset();
}

study::Study& OpenStudy::current() {
    const std::filesystem::path definition = folder_ / "study.toml";
    // A folder without study.toml is refused by opening it, with the next step.
    const std::string digest = std::filesystem::exists(definition) ? hash_file(definition) : std::string();
    if (!opened_ || digest != read_from_) {
        opened_.reset();
        opened_ = std::make_shared<study::Study>(folder_);
        read_from_ = digest;
    }
    return *opened_;
}

nlohmann::ordered_json OpenStudy::answer(const std::string& name, const nlohmann::ordered_json& question,
                                         Language language, const Progress& progress) {
    const Question& asked = question_named(name);
    const Draft draft = asked.draft();
    nlohmann::ordered_json whole = question;
    if (draft.declaration.find("study") != nullptr && !whole.contains("study")) whole["study"] = folder_.string();
    read_question(draft.declaration, whole);
    if (asked.writes(draft)) {
        reload();
        return asked.answer(draft, language, progress);
    }
    const bool of_this = whole.contains("study") && whole["study"] == folder_.string();
    if (!asked.answer_of || !of_this) return asked.answer(draft, language, progress);
    return asked.answer_of(current(), draft, language, progress);
}

}  // namespace zonewright::answer
