// What stages read of study.toml, parted so that a stage sees, and its fingerprint covers, only what it reads.
// `from` takes the values out of the opened study; `digest` says whether they are still the same.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "assembly/find_sites.h"
#include "geom/statutory_area.h"
#include "model/scenario.h"
#include "model/study_definition.h"
#include "model/weight_set.h"
#include "study/opened.h"

namespace zonewright::study {

/// The plane that everything is computed on, and the statutory area on it.
struct Plane {
    int epsg = 0;
    geom::StatutoryArea area{geom::GaussKruger{}};
    static Plane from(const Opened& opened);
    static std::string digest(const Opened& opened);
};

/// A study definition with nothing but CRS, cell size and sources. The digest covers every word said of a
/// source and the content of its files, not where the study lies.
struct SourceSettings {
    model::StudyDefinition definition;
    std::vector<std::string> sha256;  ///< of the files of each source
    static SourceSettings from(const Opened& opened);
    static std::string digest(const Opened& opened);
};

/// The criteria that some cluster weighs: the others need no surface. Changing a weight redoes no measure,
/// giving one to a criterion that had none does.
struct WantedMeasures {
    std::vector<std::pair<std::string, std::string>> criterion_and_cluster;  ///< ids, sorted
    static WantedMeasures from(const Opened& opened);
    static std::string digest(const Opened& opened);
    bool has(const std::string& criterion, const std::string& cluster) const;
};

struct ScoreSettings {
    model::WeightSet weights;
    std::string aggregation;
    static ScoreSettings from(const Opened& opened);
    static std::string digest(const Opened& opened);
};

/// Changes no result, only how many cells are worked on at once.
struct MemoryBudget {
    std::size_t mib = 0;
    static MemoryBudget from(const Opened& opened) { return {opened.definition.memory_mib}; }
    static std::string digest(const Opened&) { return {}; }
};

struct SupplySettings {
    model::AreaBasis area_basis = model::AreaBasis::Statutory;
    int year = 0;  ///< that the statement is made for; 0 when no source states a date
    std::vector<std::string> offered;  ///< supply classes on offer
    static SupplySettings from(const Opened& opened);
    static std::string digest(const Opened& opened);
};

struct SiteSettings {
    model::SiteRules rules;
    std::vector<assembly::ClusterDemand> demand;
    static SiteSettings from(const Opened& opened);
    static std::string digest(const Opened& opened);
};

/// The demand of study.toml under its scenario.
struct ScenarioSettings {
    std::vector<model::Demand> demand;
    std::string weights;  ///< id, for the record
    model::Scenario scenario;
    static ScenarioSettings from(const Opened& opened);
    static std::string digest(const Opened& opened);
};

/// Everything published pages say of a study beside its results.
struct PublicationSettings {
    Opened opened;
    static PublicationSettings from(const Opened& opened) { return {opened}; }
    static std::string digest(const Opened& opened);
};

/// The study of `opened` under a scenario (an id of <study>/scenarios, or empty).
ScenarioSettings scenario_settings(const Opened& opened, const std::string& scenario);

}  // namespace zonewright::study
