#include "planning/enterprises.h"

#include <algorithm>

#include "geom/middle.h"

namespace zonewright::planning {
namespace {

std::string text_in(const model::FeatureTable& table, const model::Feature& feature, const char* name) {
    const auto field = table.find_field(name);
    return field ? model::text_of(feature.values.at(*field)) : std::string();
}

std::string name_of(const model::FeatureTable& table, const model::Feature& feature) {
    const std::string name = text_in(table, feature, "name");
    return name.empty() ? fmt::format("#{}", feature.fid) : name;
}

std::optional<SetAsideReason> reason_against(const model::Plan& plan, const model::Feature& feature, const TownLookup& towns,
                                             const std::string& cluster) {
    const auto at = geom::middle_of(feature.geometry);
    if (!at) return SetAsideReason::NoPlace;
    if (!towns.at(*at)) return SetAsideReason::OutsideCity;
    if (!clusters_named(plan, cluster).empty()) return std::nullopt;
    return cluster.empty() ? SetAsideReason::NoCluster : SetAsideReason::UnknownCluster;
}

}  // namespace

std::vector<model::ClusterId> clusters_named(const model::Plan& plan, const std::string& words) {
    std::vector<model::ClusterId> clusters;
    std::size_t from = 0;
    while (from <= words.size()) {
        const std::size_t end = std::min(words.find_first_of(";,", from), words.size());
        const std::string word = words.substr(from, end - from);
        for (std::size_t k = 0; k < plan.clusters.size(); ++k)
            if (is_called(plan.clusters[k], word) || plan.clusters[k].name.zh == word) clusters.emplace_back(k);
        from = end + 1;
    }
    return clusters;
}

std::vector<Enterprise> enterprises_of(const model::Plan& plan, const model::SourceSet& sources, const TownLookup& towns) {
    std::vector<Enterprise> enterprises;
    const model::FeatureTable* table = sources.find("enterprise");
    if (table == nullptr) return enterprises;
    for (const model::Feature& feature : table->features) {
        const auto at = geom::middle_of(feature.geometry);
        if (!at) continue;
        Enterprise enterprise{.name = name_of(*table, feature),
                              .at = *at,
                              .clusters = clusters_named(plan, text_in(*table, feature, "cluster")),
                              .rank = text_in(*table, feature, "class"),
                              .tier = text_in(*table, feature, "tier"),
                              .output_yuan = {},
                              .town = towns.at(*at)};
        if (const auto field = table->find_field("output_yuan"))
            enterprise.output_yuan = model::number_of(feature.values.at(*field));
        enterprises.push_back(std::move(enterprise));
    }
    return enterprises;
}

EnterpriseAccount account_of_enterprises(const model::Plan& plan, const model::SourceSet& sources, const TownLookup& towns) {
    EnterpriseAccount account;
    const model::FeatureTable* table = sources.find("enterprise");
    if (table == nullptr) return account;
    account.read = table->features.size();
    for (const model::Feature& feature : table->features) {
        const std::string cluster = text_in(*table, feature, "cluster");
        const auto reason = reason_against(plan, feature, towns, cluster);
        if (!reason) {
            ++account.used;
            continue;
        }
        account.set_aside.push_back(
            {name_of(*table, feature), *reason, reason == SetAsideReason::UnknownCluster ? cluster : std::string()});
    }
    return account;
}

bool belongs_to(const Enterprise& enterprise, model::ClusterId cluster) {
    return std::ranges::find(enterprise.clusters, cluster) != enterprise.clusters.end();
}

}  // namespace zonewright::planning
