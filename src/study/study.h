// A study opened for questions: ask for a value and it is there.
//
// `study.supply()` brings up what the statement of supply needs (finished, unchanged stages are loaded, the
// rest is run and kept) and returns it; a second call costs nothing. Values never change while the study is
// open, so references stay good. Interrupting a run loses at most the stage in progress. While a stage runs, the
// study is locked for other writers (processes and threads); afterwards it is free again, however long it stays open.
//
// Thread-safe: several threads may ask; a stage is run by one of them while the others that need it wait.
// Errors: InputError when the study or its sources are wrong, ResourceError, Cancelled, each when the value is
// first asked for. Areas are statutory, geometry is on the study's plane (definition().epsg), in metres.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <typeindex>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "base/units.h"
#include "io/open_rasters.h"
#include "io/tile_shelf.h"
#include "study/opened.h"
#include "study/values.h"

namespace zonewright::study {

/// What became of a stage while the study was open.
struct StageRecord {
    std::string id;
    std::string fingerprint;
    bool reused = false;
    double seconds = 0;
};

class Study {
public:
    /// Reads study.toml and the catalogue; runs nothing.
    explicit Study(const std::filesystem::path& folder);
    /// The same with another version of the plan laid under it (an id of layers/plans, or a folder with a plan.toml). What
    /// does not depend on the plan is that of the study; what does is kept beside it. Not for publishing.
    Study(const std::filesystem::path& folder, const std::string& plan);
    ~Study();
    Study(const Study&) = delete;
    Study& operator=(const Study&) = delete;

    const model::StudyDefinition& definition() const { return opened_.definition; }
    const model::Catalogue& catalogue() const { return opened_.catalogue; }
    const model::Plan& plan() const { return opened_.catalogue.plan; }
    const geom::StatutoryArea& area() const { return opened_.area; }
    const std::filesystem::path& out() const { return opened_.out; }
    const std::filesystem::path& cache() const { return opened_.cache; }
    const std::filesystem::path& styles_folder() const { return opened_.styles_folder; }
    const Opened& opened() const { return opened_; }

    // What the stages make. The first question for a value reports to `progress`.
    const Intake& intake(const Progress& progress = {}) const;
    const Zoning& zoning(const Progress& progress = {}) const;
    const Constraints& constraints(const Progress& progress = {}) const;
    const Criteria& criteria(const Progress& progress = {}) const;
    const model::Suitability& suitability(const Progress& progress = {}) const;
    const model::ConstructionSuitability& construction(const Progress& progress = {}) const;
    const Supply& supply(const Progress& progress = {}) const;
    const Assembly& assembly(const Progress& progress = {}) const;
    const model::Allocation& allocation(const Progress& progress = {}) const;
    const Publication& publication(const Progress& progress = {}) const;

    // Members of these values that are asked for often.
    const model::SourceSet& sources() const { return intake().sources; }
    const std::vector<model::Town>& towns() const { return intake().towns; }
    const std::vector<model::Parcel>& parcels() const { return intake().parcels; }
    const raster::GridSpec& grid() const { return intake().grid; }
    const geom::MultiPolygon& city() const { return intake().city; }
    const model::ZoneMap& zones() const { return zoning().zones; }
    const raster::Grid<std::uint32_t>& admissible() const { return constraints().admissible; }
    const model::SupplyStatement& supply_statement() const { return supply().statement; }
    const std::vector<model::ParcelOffer>& offers() const { return supply().offers; }
    const model::ParcelGraph& graph() const { return assembly().graph; }
    const assembly::SitesResult& sites() const { return assembly().sites; }

    /// Everything, and the files below out(), in this language.
    void publish(Language language, const Progress& progress);
    /// Everything up to and including this stage; InputError for an unknown id.
    void bring_up_to(const std::string& stage_id, const Progress& progress);
    /// Whether the value of this stage lies finished in the cache: asking for it runs nothing.
    bool is_finished(const std::string& stage_id) const;
    /// The ids of the stages, in order.
    static std::vector<std::string> stage_ids();
    /// Makes every stage run anew when it is asked for.
    void forget_finished();

    /// The rasters of this stage and what was noted of them, to look into and not to change; InputError for an unknown id.
    std::unique_ptr<io::TileShelf> tiles_of(const std::string& stage_id) const;

    /// Surfaces that stay open while the study is.
    io::OpenRasters& rasters() const { return *rasters_; }

    /// The stages that were needed so far, in order.
    std::vector<StageRecord> records() const;

private:
    struct Shelf;
    class Turn;

    template <typename T>
    const T& get(const Progress& progress) const;
    const void* value_of(std::type_index type, const Progress& progress) const;

    Opened opened_;
    std::unique_ptr<Shelf> shelf_;
    std::unique_ptr<io::OpenRasters> rasters_ = std::make_unique<io::OpenRasters>();
};

}  // namespace zonewright::study
