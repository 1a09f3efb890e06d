// Small land for the tests of supply: boxes in metres from a corner near the central meridian, rules in plain
// sight.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "geom/statutory_area.h"
#include "model/constraint_layer.h"
#include "model/parcel.h"
#include "supply/supply_rules.h"

namespace zonewright::supply {

inline constexpr double e0 = 500000, n0 = 2540000;

inline geom::MultiPolygon box(double x0, double y0, double x1, double y1) {
    return {{geom::rectangle({e0 + x0, n0 + y0, e0 + x1, n0 + y1})}};
}

inline geom::StatutoryArea statutory() {
    return geom::StatutoryArea(*geom::gauss_kruger_of_epsg(4547));
}

inline model::Parcel parcel(std::string id, geom::MultiPolygon geometry, std::string town = "441900101") {
    model::Parcel made;
    made.id = std::move(id);
    made.town_code = std::move(town);
    made.gross = statutory().of(geometry);
    made.geometry = std::move(geometry);
    made.tenure = "supplied";
    return made;
}

inline model::ConstraintLayer layer(std::string id, model::ConstraintKind kind,
                                    std::vector<geom::MultiPolygon> land) {
    model::ConstraintLayer made;
    made.rule.id = std::move(id);
    made.rule.title = {made.rule.id, made.rule.id};
    made.rule.kind = kind;
    made.polygons = std::move(land);
    return made;
}

inline SupplyRules plain_rules() {
    SupplyRules rules;
    rules.classes.order = {"idle", "approved", "planned", "renewal", "inefficient", "floor_space",
                           "unclassified", "in_use"};
    rules.classes.supplied_words = {"supplied", "已供"};
    rules.classes.approved_words = {"approved", "批而未供"};
    rules.classes.planned_words = {"planned", "规划新增"};
    rules.classes.idle_years = 1;
    rules.classes.idle_developed_share_below = 1.0 / 3;
    rules.classes.idle_suspended_years = 1;
    rules.classes.idle_invested_share_below = 0.25;
    rules.classes.inefficient_plot_ratio_below = 1;
    rules.classes.inefficient_output_below_yuan_per_mu = 2e6;
    rules.classes.inefficient_age_years = 25;
    rules.sizes = {{"lt75", 0},      {"75_150", 75},    {"150_300", 150},
                   {"300_500", 300}, {"500_1000", 500}, {"ge1000", 1000}};
    rules.slivers = {1, 0.5};
    return rules;
}

}  // namespace zonewright::supply
