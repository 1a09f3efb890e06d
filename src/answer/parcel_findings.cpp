#include "answer/parcel_findings.h"

#include "model/town.h"
#include "supply/parcels.h"

namespace zonewright::answer {

std::vector<model::Finding> parcel_findings(const model::SourceSet& sources, const geom::StatutoryArea& area,
                                            const Progress& progress) {
    if (sources.find("parcel") == nullptr || sources.find("town") == nullptr) return {};
    return supply::read_parcels(sources, model::towns_of(sources), area, progress).findings;
}

}  // namespace zonewright::answer
