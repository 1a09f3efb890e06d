// Which other land could serve instead of an outline, and why is it named?
//
// The offered units (assembled sites, and parcels outside them) of comparable net size, in the town or within
// a stated distance; those that conflict with no rule first, and among them the best merit: the score less a
// little for every kilometre. The best of the outline's own town is always among them. Bands, numbers and the
// price of a kilometre come from layers/rules/site_report.toml. Made once for a batch; cost of a question:
// O(units), and the check of some dozen candidates.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/check_outline.h"
#include "model/site_report.h"
#include "study/offered_units.h"
#include "study/study.h"

namespace zonewright::study {

class SiteAlternatives {
public:
    /// Refers to both.
    SiteAlternatives(const Study& study, const compliance::OutlineCheck& check);

    struct Question {
        const geom::MultiPolygon* outline = nullptr;
        Area net;
        model::ClusterId cluster;
        std::optional<double> score;  ///< of the outline; nothing when it has none
        std::string town_code;
        std::string itself;
    };
    std::vector<model::Alternative> to(const Question& question) const;

    /// The best scored unit of a town with at least this net area and at most a multiple of it, conflicting
    /// with no rule where there is such; nothing when there is none.
    std::optional<std::size_t> best_of(const std::string& town_code, model::ClusterId cluster,
                                       double area_m2) const;
    const std::string& id_of(std::size_t unit) const { return offered_.units[unit].id; }
    const geom::MultiPolygon& geometry_of(std::size_t unit) const;
    /// "以地块 GY11601553 为中心的连片用地", "地块 GY11601553".
    Text name_of(std::size_t unit) const;
    Text name_of(const std::string& id) const;  ///< the id itself where it is not on offer

private:
    double score_of(std::size_t unit, model::ClusterId cluster) const;
    std::vector<std::size_t> by_merit(const Question& question) const;
    std::vector<std::size_t> by_compliance(std::vector<std::size_t> units) const;
    model::Estimate cost_of_unit(std::size_t unit) const;
    int owners_of(std::size_t unit) const;
    model::Alternative described(std::size_t unit, const Question& question) const;

    const Study& study_;
    const compliance::OutlineCheck& check_;
    OfferedUnits offered_;
    std::vector<geom::Point> centres_;
};

}  // namespace zonewright::study
