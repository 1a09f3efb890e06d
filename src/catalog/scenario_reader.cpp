#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "base/units.h"
#include "catalog/study_reader.h"
#include "catalog/table_reader.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;
using model::Catalogue;
using model::Scenario;

struct KnownNames {
    std::vector<std::string> clusters;
    std::vector<std::string> places;  ///< ids and codes
    std::vector<std::string> weights;
};

KnownNames names_of(const Catalogue& catalogue) {
    KnownNames names;
    for (const model::Cluster& cluster : catalogue.plan.clusters) names.clusters.push_back(cluster.id);
    for (const model::Place& place : catalogue.plan.places) {
        names.places.push_back(place.id);
        if (!place.code.empty()) names.places.push_back(place.code);
    }
    for (const model::WeightSet& set : catalogue.weight_sets) names.weights.push_back(set.id);
    return names;
}

std::string known_word(TableReader& reader, const std::string& key, const std::string& word,
                       const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), word) == known.end()) reader.reject_word(key, word, known);
    return word;
}

model::ScenarioQuota read_quota(TableReader& reader, const KnownNames& names) {
    model::ScenarioQuota quota;
    quota.place = known_word(reader, "place", reader.text("place"), names.places);
    if (reader.has("cluster"))
        quota.cluster = known_word(reader, "cluster", reader.text("cluster"), names.clusters);
    quota.minimum_m2 = reader.area_m2("minimum");
    quota.maximum_m2 = reader.area_m2("maximum");
    if (!quota.minimum_m2 && !quota.maximum_m2)
        reader.reject("place", "minimum_mu, maximum_mu", both("补上其中之一", "add one of them"));
    if (quota.minimum_m2 && quota.maximum_m2 && *quota.minimum_m2 > *quota.maximum_m2)
        reader.reject("minimum_mu", both("不大于 maximum", "not above maximum"),
                      both("交换两个界限", "swap the two bounds"));
    return quota;
}

model::ScenarioPair read_pair(TableReader& reader, const KnownNames& names) {
    model::ScenarioPair pair;
    pair.unit = reader.text("unit");
    pair.cluster = known_word(reader, "cluster", reader.text("cluster"), names.clusters);
    return pair;
}

/// Cluster → number; the keys have to be clusters.
std::map<std::string, double> by_cluster(TableReader& reader, const std::string& key, const KnownNames& names,
                                         double factor) {
    std::map<std::string, double> result;
    for (const auto& [cluster, value] : reader.numbers_by_name(key, not_negative))
        result[known_word(reader, key, cluster, names.clusters)] = value * factor;
    return result;
}

model::ScenarioNeighbours read_neighbours(TableReader& reader, const KnownNames& names) {
    model::ScenarioNeighbours neighbours;
    neighbours.like_bonus = reader.optional_number("like_bonus", not_negative).value_or(0);
    neighbours.apart_penalty = reader.optional_number("apart_penalty", not_negative).value_or(0);
    neighbours.apart = reader.read_all("apart", [&](TableReader& inner) {
        return std::pair(known_word(inner, "first", inner.text("first"), names.clusters),
                         known_word(inner, "second", inner.text("second"), names.clusters));
    });
    neighbours.from_rules = reader.flag("rules", false);
    return neighbours;
}

void read_limits(TableReader& reader, const KnownNames& names, Scenario& scenario) {
    scenario.budget_yuan = reader.optional_number("budget_yuan", not_negative);
    scenario.quotas = reader.read_all("quota", [&](TableReader& inner) { return read_quota(inner, names); });
    scenario.locked = reader.read_all("locked", [&](TableReader& inner) { return read_pair(inner, names); });
    scenario.forbidden =
        reader.read_all("forbidden", [&](TableReader& inner) { return read_pair(inner, names); });
    scenario.minimum_site_m2 = by_cluster(reader, "minimum_site_mu", names, square_metres_per_mu);
    for (const auto& [cluster, towns] : by_cluster(reader, "maximum_towns", names, 1))
        scenario.maximum_towns[cluster] = static_cast<int>(towns);
    scenario.node_budget =
        static_cast<std::size_t>(reader.optional_integer("node_budget", {.least = 1, .most = 1e12})
                                     .value_or(static_cast<std::int64_t>(scenario.node_budget)));
    scenario.gap_target = reader.optional_number("gap_target", zero_to_one).value_or(scenario.gap_target);
}

Scenario read_definition(TableReader& reader, const std::string& id, const KnownNames& names) {
    using model::EligibilityRule;
    Scenario scenario;
    scenario.id = reader.text("id");
    if (scenario.id != id)
        reader.reject(
            "id", id,
            both("文件名与 id 必须一致：改其中一个", "file name and id must agree: change one of them"));
    scenario.title = reader.title("title");
    for (const std::string& weights : reader.words("weights"))
        scenario.weights.push_back(known_word(reader, "weights", weights, names.weights));
    scenario.demand_factor =
        reader.optional_number("demand_factor", not_negative).value_or(scenario.demand_factor);
    scenario.demand_m2 = by_cluster(reader, "demand_mu", names, square_metres_per_mu);
    scenario.band = reader.optional_number("band", zero_to_one).value_or(scenario.band);
    scenario.eligibility = reader.choice<EligibilityRule>(
        "eligibility", {{"open", EligibilityRule::Open}, {"hard", EligibilityRule::Hard}},
        scenario.eligibility);
    scenario.listed_bonus =
        reader.optional_number("listed_bonus", zero_to_one).value_or(scenario.listed_bonus);
    scenario.cost_weight = reader.optional_number("cost_weight", not_negative).value_or(scenario.cost_weight);
    scenario.divisible = reader.flag("divisible", scenario.divisible);
    read_limits(reader, names, scenario);
    scenario.neighbours =
        reader.read_optional("neighbours", [&](TableReader& inner) { return read_neighbours(inner, names); })
            .value_or(scenario.neighbours);
    return scenario;
}

}  // namespace

std::vector<std::string> scenario_ids(const fs::path& study_folder) {
    std::vector<std::string> ids;
    if (!fs::is_directory(study_folder / "scenarios")) return ids;
    for (const auto& entry : fs::directory_iterator(study_folder / "scenarios"))
        if (entry.path().extension() == ".toml") ids.push_back(entry.path().stem().string());
    std::sort(ids.begin(), ids.end());
    return ids;
}

fs::path scenario_file(const fs::path& study_folder, const std::string& id) {
    return study_folder / "scenarios" / (id + ".toml");
}

Scenario read_scenario(const fs::path& study_folder, const std::string& id, const Catalogue& catalogue) {
    const std::string name = "scenarios/" + id + ".toml";
    const std::vector<std::string> known = scenario_ids(study_folder);
    if (std::find(known.begin(), known.end(), id) == known.end()) {
        const auto meant = nearest_name(id, known);
        throw InputError({.thing = both("情景", "scenario"),
                          .value = id,
                          .expected = known.empty() ? both("{} 中的文件", "a file in {}",
                                                           (study_folder / "scenarios").string())
                                                    : joined(known),
                          .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                          : both("新建 {}", "add {}", name)});
    }
    const KnownNames names = names_of(catalogue);
    Scenario scenario = read_toml(read_file(scenario_file(study_folder, id)), name,
                                  [&](TableReader& reader) { return read_definition(reader, id, names); });
    scenario.origin = name;
    return scenario;
}

}  // namespace zonewright::catalog
