// How does a study get a rule of its own? A commented file in STUDY/layers, valid as it is written.
//
// Where the program knows the item, the file is a copy of the installed one, with the digest of what it was made from at
// its head; else it is the template of its kind (layers/templates), with what has to be filled in. It takes effect at the
// next run. Errors: InputError when the study has the file already, when the id is no id, or when the study would not
// read afterwards (then nothing is written). Cost: reads the catalogue twice.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

/// The kind that is no file of knowledge: a Word form of site reports, with every field in it.
inline constexpr const char* report_form_kind = "report_form";

struct NewQuestion {
    std::string kind, id;
    std::filesystem::path study;
    bool writes_study() const { return true; }
};
Declaration declared(NewQuestion& question);

struct NewAnswer : Remarks {
    std::filesystem::path file;
    bool replaces = false;  ///< an installed file of the same name
};
NewAnswer answer(const NewQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const NewAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const NewAnswer*);

}  // namespace zonewright::answer
