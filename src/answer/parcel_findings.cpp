#include "answer/parcel_findings.h"

#include "model/town.h"
#include "supply/parcels.h"

namespace zonewright::answer {

std::vector<model::Finding> parcel_findings(const model::SourceSet& sources, const geom::StatutoryArea& area,
                                            const Progress& progress) {
    const model::FeatureTable* parcels = sources.find("parcel");
    if (parcels == nullptr || sources.find("town") == nullptr) return {};
    return supply::parcel_findings(*parcels, model::towns_of(sources), area, supply::FindingShapes::Kept, progress);
}

std::vector<model::Finding> parcel_findings(const model::FeatureTable& parcels, const model::FeatureTable& towns,
                                            const geom::StatutoryArea& area, const Progress& progress) {
    model::SourceSet town_layer;
    town_layer.layers["town"].table = towns;
    return supply::parcel_findings(parcels, model::towns_of(town_layer), area, supply::FindingShapes::Dropped, progress);
}

}  // namespace zonewright::answer
