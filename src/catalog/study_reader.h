// study.toml → model::StudyDefinition: everything a run depends on.
//
// Paths are taken relative to the study folder. Guarantees: every mistake is one InputError naming
// study.toml:line, the key, the value, what was expected and the nearest known word; nothing is guessed. The
// form is documented in layers/README.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/scenario.h"
#include "model/study_definition.h"

namespace zonewright::catalog {

/// Whether a source that is not there is a mistake (for a run) or a fact (for diagnosis).
enum class MissingSources { Refuse, Accept };

model::StudyDefinition read_study(const std::filesystem::path& study_folder,
                                  MissingSources missing = MissingSources::Refuse);

/// Checks what the study names against the catalogue (roles, fields, clusters, weights) and fills the site
/// rules that it leaves open from layers/rules/assembly.toml.
void complete_study(model::StudyDefinition& study, const model::Catalogue& catalogue);

struct OpenStudy {
    model::StudyDefinition study;
    model::Catalogue catalogue;
    std::vector<Text> notes;  ///< what another version of the plan made of the demand
};

/// The study, the catalogue of the plan it names (a version of layers/plans, or a folder with a plan.toml, relative to
/// the study), checked against each other. With `plan`: as if the study named that version, its demand carried over.
OpenStudy open_study(const std::filesystem::path& study_folder, const std::filesystem::path& layers_folder,
                     MissingSources missing = MissingSources::Refuse, const std::string& plan = {});
/// The plan a study names, as read_catalogue takes it.
std::string plan_of(const model::StudyDefinition& study);

/// The ids of <study>/scenarios/*.toml, sorted; empty when there is no such folder.
std::vector<std::string> scenario_ids(const std::filesystem::path& study_folder);

/// Where a scenario of the study is written: <study>/scenarios/<id>.toml.
std::filesystem::path scenario_file(const std::filesystem::path& study_folder, const std::string& id);
/// <study>/scenarios/<id>.toml, its clusters, places and weights checked against the catalogue.
model::Scenario read_scenario(const std::filesystem::path& study_folder, const std::string& id,
                              const model::Catalogue& catalogue);

}  // namespace zonewright::catalog
