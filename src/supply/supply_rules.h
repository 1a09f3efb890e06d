// The policy numbers that net supply depends on, taken from layers/rules/: supply_classes, size_classes,
// slivers, supply_balance. A threshold that the rule file marks as unknown switches its test off; it is never
// replaced by a default.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/size_structure.h"

namespace zonewright::supply {

/// When does a parcel belong to which supply class? Tests are tried in `order`; the first that holds decides.
struct ClassRules {
    std::vector<std::string> order;  ///< ids of the classes, the last one takes what is left
    std::string place_of_order = "layers/rules/supply_classes.toml: order";  ///< for messages
    std::vector<std::string> supplied_words, approved_words, planned_words;  ///< values of Parcel::tenure
    std::optional<double> idle_years;
    std::optional<double> idle_developed_share_below;
    std::optional<double> idle_invested_share_below;
    std::optional<double> idle_suspended_years;  ///< both shares decide only after this
    std::optional<double> inefficient_plot_ratio_below;
    std::optional<double> inefficient_output_below_yuan_per_mu;
    std::optional<double> inefficient_age_years;
};

using model::SizeClass;

/// Pieces at or below either figure are suspected line errors: listed, still deducted.
struct SliverRules {
    double area_m2 = 0;
    double width_m = 0;
};

struct SupplyRules {
    ClassRules classes;
    std::vector<SizeClass> sizes;  ///< ascending
    SliverRules slivers;
    double least_score = 0;  ///< from where on land is suitable for a cluster, 0…1
};

/// Throws InputError naming file and key when a rule file or a needed key is absent.
SupplyRules supply_rules_of(const model::Catalogue& catalogue);

}  // namespace zonewright::supply
