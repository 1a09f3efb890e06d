// Pictures of supply as SVG text: the waterfall, land against unit cost, quality against unit cost. No files,
// no fonts embedded.
//
// Texts are escaped; lengths are in CSS pixels; the same input gives the same text. A deduction that was not
// checked is drawn as an open box with its reason, never as a bar of height 0.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "model/land_offer.h"

namespace zonewright::report {

struct WaterfallBar {
    Text title;
    Area area;
    bool checked = true;
    Text unchecked_reason;
};

/// `bars`: gross, the deductions in order, net. Areas are shown in 亩.
std::string waterfall_svg(const Text& title, const std::vector<WaterfallBar>& bars, Language language);

/// Cumulative 亩 (across) against yuan per m² (up); the band runs from the low to the high estimate.
std::string supply_curve_svg(const Text& title, const model::SupplyCurve& curve, Language language);

struct OfferPoint {
    model::Estimate cost_yuan_per_m2;
    model::Estimate quality;  ///< 0…1
    bool on_front = false;    ///< no other point beats it in both
};

/// Unit cost (across) against quality (up): every point, and the front as a staircase through its points.
std::string pareto_svg(const Text& title, const std::vector<OfferPoint>& points, Language language);

}  // namespace zonewright::report
