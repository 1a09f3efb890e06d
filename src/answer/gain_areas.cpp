#include "answer/gain_areas.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geom/middle.h"
#include "geom/planar_area.h"
#include "model/town.h"
#include "raster/occupied_cells.h"

namespace zonewright::answer {

GainAreas::GainAreas(const study::Study& study, const suitability::RatedCells& cells, double spacing_m)
    : study_(study), cells_(cells), step_(std::max<std::int64_t>(1, std::llround(spacing_m / study.grid().cell_m))) {
    const double nowhere = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < cells.parcels(); ++k)
        middles_.push_back(geom::middle_of(study.parcels()[cells.parcel(k)].geometry).value_or(geom::Point{nowhere, nowhere}));
}

std::vector<GainArea> GainAreas::of(model::ClusterId cluster, bool towns) {
    std::vector<GainArea> areas;
    const model::Cluster& industry = study_.plan().cluster(cluster);
    if (towns || industry.places.empty()) {
        for (const model::Town& town : study_.towns()) areas.push_back(area(town.code, model::name_of(town, study_.plan()), town.geometry));
        return areas;
    }
    for (const std::string& id : industry.places) {
        const auto place = study_.plan().find_place(id);
        const Text& name = study_.plan().place(*place).name;
        const auto zone = std::ranges::find_if(study_.zones().zones, [&](const model::Zone& each) { return each.cluster == cluster && each.place == *place; });
        areas.push_back(zone == study_.zones().zones.end() ? GainArea{.id = id, .name = name, .land = nullptr, .members = {}, .tried = {}} : area(id, name, zone->geometry));
        areas.back().listed = true;
    }
    return areas;
}

GainArea GainAreas::area(const std::string& id, const Text& name, const geom::MultiPolygon& land) {
    const auto known = made_.find(id);
    if (known != made_.end()) return known->second;
    GainArea made{.id = id, .name = name, .land = &land, .members = {}, .tried = {}};
    const geom::Box box = geom::bounds(land);
    for (std::size_t k = 0; k < middles_.size(); ++k)
        if (box.contains(middles_[k]) && geom::locate(middles_[k], land) != geom::Position::Outside) made.members.push_back(k);
    try_grid(made);
    try_centre(made);
    std::ranges::sort(made.tried);
    made.tried.erase(std::unique(made.tried.begin(), made.tried.end()), made.tried.end());
    return made_.emplace(id, std::move(made)).first->second;
}

void GainAreas::try_grid(GainArea& area) const {
    const raster::Grid<std::uint32_t>& reasons = study_.admissible();
    raster::visit_centres(reasons.spec, *area.land, [&](raster::RowSpan span) {
        if (span.row % step_ != step_ / 2) return;
        const std::int64_t before = (span.begin - step_ / 2 + step_ - 1) / step_;
        for (std::int64_t column = std::max<std::int64_t>(0, before) * step_ + step_ / 2; column < span.end; column += step_) {
            if (column < span.begin) continue;
            if (reasons.at(static_cast<std::size_t>(column), static_cast<std::size_t>(span.row)) == 0) area.tried.push_back({column, span.row});
            else ++area.excluded;
        }
    });
}

/// The cell in the middle of the parcel that lies nearest to the centre of the net land on offer.
void GainAreas::try_centre(GainArea& area) const {
    geom::Point centre{0, 0};
    double weight = 0;
    for (const std::size_t k : area.members) {
        const double net = study_.supply_statement().parcels[cells_.parcel(k)].net.m2();
        centre.x += net * middles_[k].x, centre.y += net * middles_[k].y, weight += net;
    }
    if (!(weight > 0)) return;
    centre = {centre.x / weight, centre.y / weight};
    const raster::GridSpec& spec = study_.grid();
    double nearest = std::numeric_limits<double>::infinity();
    std::optional<raster::Cell> found;
    for (const std::size_t k : area.members) {
        const double away = geom::distance(middles_[k], centre);
        if (away >= nearest || cells_.of(k).empty()) continue;
        const auto middle = [&](const suitability::RatedCells::Cell& cell) {
            return geom::distance(spec.centre(static_cast<std::size_t>(cell.column), static_cast<std::size_t>(cell.row)), middles_[k]);
        };
        const auto cell = std::ranges::min_element(cells_.of(k), std::less{}, middle);
        nearest = away, found = raster::Cell{cell->column, cell->row};
    }
    if (found) area.tried.push_back(*found);
}

}  // namespace zonewright::answer
