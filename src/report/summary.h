// One page that sums up a run: what the plan wants where, how much land there is net of every deduction,
// which sites can be offered, what was allocated and what is short, what is wrong with the data and how far
// it may be trusted.
//
// Self-contained HTML (pictures and style inside), Chinese or English, prints on A4. Tables close: areas are
// exact in m², 公顷 and 亩 are rounded together (调平). What was not checked says so; it is never shown as
// zero. Cost: some ten pictures, a few seconds; rasters are read every n-th row.
// Errors: InputError when a template is missing; InternalError when the run view is not complete.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "model/run_view.h"
#include "model/source_set.h"
#include "model/style.h"

namespace zonewright::report {

/// The suitability raster of a cluster, as published.
struct SummaryRaster {
    model::ClusterId cluster;
    std::filesystem::path file;
};

struct SummaryRequest {
    std::string title;  ///< of the study
    const model::RunView* run =
        nullptr;  ///< plan, zones, parcels and supply must be there; the rest may be absent
    const model::Catalogue* catalogue = nullptr;
    const model::StyleSheet* styles = nullptr;
    std::span<const model::SourceDefinition> sources;
    std::span<const SummaryRaster> rasters;
    bool schematic = false;       ///< 示意数据: said at the top and under every map
    std::string confidentiality;  ///< 密级; may be empty
    std::string date;             ///< of the data or the study, not the clock
    std::string weights_title;
    bool default_weights = false;  ///< "defaults for the bureau to replace"
    std::vector<std::pair<std::string, std::string>>
        versions;  ///< ("zonewright", "0.1.0"), ("catalogue", "…")
    Language language = Language::Zh;
};

/// `templates`: the folder styles/report. Writes whole or not at all.
void write_summary(const std::filesystem::path& target, const std::filesystem::path& templates,
                   const SummaryRequest& request, const Progress& progress);

}  // namespace zonewright::report
