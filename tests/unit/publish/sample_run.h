// A small made-up city with a result of every kind: 4 × 3 square towns, parcels in rows, two sites, findings.
#pragma once

#include <memory>

#include "model/catalogue.h"
#include "model/style.h"
#include "publish/publish.h"

namespace zonewright::publish {

class SampleRun {
public:
    explicit SampleRun(std::size_t parcels_per_town = 30);
    RunView view() const;
    const model::StyleSheet& styles() const { return styles_; }
    /// GeoPackage, rasters and project, as a run would publish them.
    std::string publish(const std::filesystem::path& folder, Language language = Language::Zh) const;

    model::Plan plan;
    model::ZoneMap zones;
    std::vector<model::ConstraintLayer> constraints;
    std::vector<model::Parcel> parcels;
    model::SupplyStatement supply;
    std::vector<std::vector<double>> scores;
    model::ParcelGraph graph;
    std::vector<model::Site> sites;
    model::Allocation allocation;
    std::vector<model::Finding> findings;

private:
    void add_towns();
    void add_constraints();
    void add_parcels(std::size_t per_town);
    void add_supply();
    void add_sites();
    void add_findings();

    model::StyleSheet styles_;
    std::vector<geom::MultiPolygon> excluded_;
    std::vector<ExclusionPiece> pieces_;
    std::vector<model::OfferedUnit> offered_units_;
    std::vector<OfferedLand> offered_;
};

}  // namespace zonewright::publish
