// Can this file play a role in the study, and what is wrong with it?
//
// Diagnoses one source with the evidence for its CRS, encoding and fields, checks every feature and adds it to
// study.toml; comments and order of that file stay. On request a treated copy is written (repairs, a conversion
// of the datum) and referred to, with a ledger beside it. Nothing is guessed, and with dry_run nothing is
// written. Areas are statutory on the study's plane. Errors among the findings make the answer incomplete.
// Errors: InputError for a file that cannot be used, an unknown role, field or repair, a source that is there
// already; ResourceError. Cost: reads the file, and the study's towns to tell shifted coordinates.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/findings_report.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include <nlohmann/json_fwd.hpp>

namespace zonewright::answer {

struct ImportQuestion {
    std::filesystem::path study, file;
    std::string role, layer, crs, degrees, encoding, code_scheme;
    std::vector<std::string> field;  ///< "id=ZDH": canonical name, name in the file
    std::string date, status, datum;
    std::filesystem::path datum_parameters;
    std::optional<std::string> repair;  ///< names, "usual" or "all"; nothing: only what every run repairs
    bool replace = false, dry_run = false;
    bool yes = false;   ///< of a folder: import what is certain
    bool copy = false;  ///< into the folder of the study
    Language language = Language::Zh;
    bool writes_study() const { return !dry_run; }
};
Declaration declared(ImportQuestion& question);

/// One way to read a layer of a folder that has several.
struct PossibleReading {
    std::string role, crs;  ///< crs empty: as the file states
    Text words;
    std::string command;  ///< that imports the layer so
};

/// One layer of a folder: what it may be, and what became of it.
struct LayerProposal {
    std::filesystem::path file;
    std::string layer, role;
    Text role_title, role_by;
    std::string crs;
    Text crs_by;
    bool crs_is_told = false;  ///< by where the coordinates fall, not by the file: import has to be told
    std::string encoding, date;
    std::int64_t features = 0;
    std::map<std::string, std::optional<std::string>> fields;
    std::string state = "no_role";  ///< "ready", "question", "no_role", "not_read", "already_there", "imported"
    Text note;                      ///< the question, or why it is left out
    std::string command;            ///< that imports it on its own
    std::vector<PossibleReading> readings;  ///< of a question, where each possible answer is known
    std::size_t errors = 0, warnings_found = 0;  ///< of an imported one
};

struct ImportAnswer : Remarks, FindingsReport {
    std::optional<std::vector<LayerProposal>> layers;  ///< only of a folder
    std::vector<Text> evidence;  ///< what was decided and why
    // Of vector sources.
    std::optional<std::size_t> features, features_kept;
    std::optional<std::string> crs;  ///< of the file, as settled: "EPSG:4547", "local"
    /// Canonical name → name in the file; nothing where the file has no such field.
    std::optional<std::map<std::string, std::optional<std::string>>> field_mapping;
    std::optional<std::string> datum_parameters_sha256;
};
ImportAnswer answer(const ImportQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const ImportAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const ImportAnswer*);

}  // namespace zonewright::answer
