// What does it cost to take the land of an outline and make it ready?
//
// Of the parcels that the study knows under it: those of the parcel or site that the outline is, else every parcel
// by the share of it that lies inside. The figures are those of the offers (supply/offer.h), so an outline that is a
// parcel costs what the parcel costs as an alternative. Land without a parcel has no cost and is told by its share.
// Cost: O(parcels of the study).
#pragma once

#include <optional>
#include <string>

#include "model/site_report.h"
#include "study/study.h"

namespace zonewright::study {

/// `report` has its outline, area and parcels; `itself` is the parcel or site that the outline is, or empty. Nothing
/// where no parcel of the study lies under it.
std::optional<model::LandCost> cost_of_land(const Study& study, const model::SiteReport& report,
                                            const std::string& itself);

}  // namespace zonewright::study
