// A folder of files as somebody handed it in: which layers are there, what may each of them be, and what is it
// that nobody can tell but the one who asks? Nothing is guessed where two readings are possible.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "intake/role_check.h"
#include "intake/tolerances.h"
#include "model/catalogue.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// A layer of a file, a geodatabase or a zip, or a raster.
struct FoundLayer {
    std::filesystem::path file;
    std::string layer;  ///< as `--layer` takes it; empty: the only one
    LayerFace face;
    std::int64_t features = 0;
    bool raster = false;
};

struct FoundFolder {
    std::vector<FoundLayer> layers;                            ///< by path, then as the file has them
    std::vector<std::pair<std::filesystem::path, Text>> left;  ///< files that nobody reads, and why
};

/// Everything below `folder` (or in one geodatabase), parts of a Shapefile taken together; hidden files, __MACOSX
/// and the files of other programs (.qml, .sbn …) are passed over. Cost: opens every file, reads no features.
FoundFolder layers_in(const std::filesystem::path& folder);

enum class ProposalState {
    Ready,     ///< one reading: can be taken
    Question,  ///< two readings, or something that must be stated
    NoRole     ///< plays no role that the program knows
};

/// One way to read a layer that has several: what a person who is asked may say yes to.
struct Reading {
    std::string role, crs;  ///< crs empty: as the file states
    Text words;             ///< what it would be: "工业用地 (industrial_line)", "EPSG:4547 …"
};

struct Proposal {
    model::SourceDefinition source;  ///< path, layer, role, and the CRS, encoding and date that were told
    ProposalState state = ProposalState::NoRole;
    Text role_by, crs_by;            ///< on what they rest
    std::string crs, encoding;       ///< as settled, also where the file states them
    std::map<std::string, std::optional<std::string>> fields;  ///< canonical name → name in the file
    std::int64_t features = 0;
    Text note;  ///< the question, or why there is no role
    std::vector<Reading> readings;  ///< of a question, where each possible answer is known
};

/// What else is known.
struct ProposalContext {
    const model::Catalogue& catalogue;
    int study_epsg = 4547;
    Tolerances tolerances;
    const model::FeatureTable* towns = nullptr;  ///< of the study, to place files that state no CRS; may be null
};

/// Cost: reads the layer.
Proposal propose(const FoundLayer& found, const ProposalContext& context, const Progress& progress);

/// The date in a name: "DLTB_20241231", "2024年12月", "XZQ-2023" → "2024-12-31", "2024-12", "2023"; empty where
/// there is none, or several.
std::string date_in_name(const std::string& name);

/// Of several layers proposed for one role, all but the largest become questions where they cover the same
/// land: joined they would count it twice. `boxes` in the CRS of the study, in the order of the proposals.
void ask_about_copies(std::vector<Proposal>& proposals, const std::vector<geom::Box>& boxes);

/// Where the land of a proposal lies, in the CRS of the study; empty for rasters and where nothing can be told.
geom::Box box_of(const Proposal& proposal, const ProposalContext& context);

}  // namespace zonewright::intake
