// Is this machine fit for the program, and what is at hand? The first thing that support asks for.
//
// Each check says what was found, and what to do where it is not enough: program and knowledge, libraries, the PROJ
// database, the file formats, fonts, a browser for PDF, the sandbox of the web door, processors, memory, disk, the right to
// write, the encoding of the terminal; with a study also its folder, its size and whether it can be read. A check that
// fails is a line, never an error. complete = false where something is at fault. Cost: a second.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"

namespace zonewright::answer {

struct DoctorQuestion {
    std::filesystem::path study;
};
Declaration declared(DoctorQuestion& question);

/// Lacking: some of the work cannot be done. Fault: nothing works as it should.
enum class Fitness { Good, Lacking, Fault };
std::string to_string(Fitness fitness);  // "good", "lacking", "fault"

struct MachineCheck {
    std::string id;
    Text title;
    Fitness state = Fitness::Good;
    Text found, advice;
};

struct DoctorAnswer : Remarks {
    std::vector<MachineCheck> checks;
};
DoctorAnswer answer(const DoctorQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const DoctorAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const DoctorAnswer*);

}  // namespace zonewright::answer
