#include "suitability/weights_of_clusters.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/errors.h"
#include "base/language.h"
#include "suitability/ahp.h"
#include "suitability/weighting.h"
#include "suitability/weights_by_data.h"

namespace zonewright::suitability {
namespace {

/// The usual limit of an acceptable consistency ratio (Saaty 1980).
constexpr double acceptable_consistency_ratio = 0.1;

const model::ClusterWeights* entry_for(const model::WeightSet& weights, const model::Cluster& cluster) {
    std::vector<std::string> names{cluster.id};
    names.insert(names.end(), cluster.formerly.begin(), cluster.formerly.end());
    names.emplace_back("*");
    for (const std::string& wanted : names)
        for (const model::ClusterWeights& entry : weights.clusters)
            if (entry.cluster == wanted) return &entry;
    return nullptr;
}

struct Weighted {
    std::map<std::string, double> by_criterion;  ///< sum to 1
    double consistency_ratio = 0;
};

std::map<std::string, double> named(const std::vector<std::string>& criteria,
                                    const std::vector<double>& weights) {
    std::map<std::string, double> by_criterion;
    for (std::size_t k = 0; k < criteria.size(); ++k) by_criterion[criteria[k]] = weights.at(k);
    return by_criterion;
}

void refuse_inconsistent(const model::WeightSet& set, const model::ClusterWeights& entry, double ratio) {
    const WorstJudgement worst = worst_judgement(entry.judgements);
    throw InputError({both("权重 {}，集群 {} 的判断矩阵", "weights {}, judgement matrix of cluster {}",
                           set.id, entry.cluster),
                      fmt::format("CR = {:.3f}", ratio), "CR < 0.1",
                      both("最不一致的判断：{} 对 {} 为 {:.2f}，其余判断意味着 {:.2f}（改后 CR = {:.3f}）",
                           "the judgement that hurts most: {} over {} is {:.2f}, the others imply {:.2f} (CR "
                           "would be {:.3f})",
                           entry.criteria.at(worst.row), entry.criteria.at(worst.column), worst.given,
                           worst.consistent, worst.consistency_ratio_without)});
}

Weighted weigh_by_judgements(const model::WeightSet& set, const model::ClusterWeights& entry) {
    const Ahp ahp = ahp_weights(entry.judgements);
    if (!(ahp.consistency_ratio < acceptable_consistency_ratio))
        refuse_inconsistent(set, entry, ahp.consistency_ratio);
    return {named(entry.criteria, ahp.weights), ahp.consistency_ratio};
}

Weighted weigh_by_best_and_worst(const model::ClusterWeights& entry) {
    const auto position = [&](const std::string& criterion) {
        return static_cast<std::size_t>(
            std::find(entry.criteria.begin(), entry.criteria.end(), criterion) - entry.criteria.begin());
    };
    const BestWorst found = best_worst_weights(position(entry.best), position(entry.worst),
                                               entry.best_to_others, entry.others_to_worst);
    return {named(entry.criteria, found.weights), found.deviation};
}

/// Weights, points or ranks, one number for each criterion.
Weighted weigh_by_numbers(const model::WeightSet& set, const model::ClusterWeights& entry) {
    std::vector<std::string> criteria;
    std::vector<double> numbers;
    for (const auto& [criterion, number] : entry.weights) {
        criteria.push_back(criterion);
        numbers.push_back(number);
    }
    if (entry.method == "swing") return {named(criteria, swing_weights(numbers)), 0};
    if (entry.method == "roc")
        return {named(criteria, rank_order_centroid({numbers.begin(), numbers.end()})), 0};
    if (!(std::accumulate(numbers.begin(), numbers.end(), 0.0) > 0))
        throw InputError({both("权重 {}，集群 {}", "weights {}, cluster {}", set.id, entry.cluster), "0",
                          both("至少一个大于 0 的权重", "at least one weight above 0"), ""});
    return {named(criteria, direct_weights(numbers)), 0};
}

Weighted weigh(const model::WeightSet& set, const model::ClusterWeights& entry) {
    if (entry.method == "ahp") return weigh_by_judgements(set, entry);
    if (entry.method == "bwm") return weigh_by_best_and_worst(entry);
    if (is_by_data(entry.method))
        return {named(entry.criteria, direct_weights(std::vector<double>(entry.criteria.size(), 1.0))), 0};
    return weigh_by_numbers(set, entry);
}

const model::CriterionSurface* surface_for(const std::vector<model::CriterionSurface>& surfaces,
                                           model::CriterionId criterion, model::ClusterId cluster) {
    for (const model::CriterionSurface& surface : surfaces)
        if (surface.criterion == criterion && (!surface.cluster || *surface.cluster == cluster))
            return &surface;
    return nullptr;
}

model::CriterionId criterion_of(const std::vector<model::CriterionDefinition>& criteria,
                                const std::string& id, const model::WeightSet& set) {
    for (std::size_t i = 0; i < criteria.size(); ++i)
        if (criteria[i].id == id) return model::CriterionId(i);
    throw InputError(
        {both("权重 {}", "weights {}", set.id), id,
         both("layers/criteria 中的指标", "a criterion of layers/criteria"),
         both("修改指标名称，或补上该指标文件", "correct the name or add the criterion's file")});
}

/// Shares out what the dropped ones held, in proportion, and closes the sum to 1.
void scale_to_one(std::vector<model::RatedCriterion>& rated) {
    double sum = 0;
    for (const auto& criterion : rated) sum += criterion.weight;
    for (auto& criterion : rated) criterion.weight /= sum;
}

/// The cluster's own value function, else that of a cluster it was formerly, else that of all.
const model::ValueFunction& value_for(const model::CriterionDefinition& definition, const model::Cluster& cluster) {
    for (const auto& [id, value] : definition.value_by_cluster)
        if (id == cluster.id) return value;
    for (const auto& [id, value] : definition.value_by_cluster)
        if (is_called(cluster, id)) return value;
    return definition.value;
}

model::ClusterRating rate(const model::WeightSet& set, const model::Cluster& cluster, model::ClusterId id,
                          const std::vector<model::CriterionDefinition>& criteria,
                          const std::vector<model::CriterionSurface>& surfaces) {
    const model::ClusterWeights* entry = entry_for(set, cluster);
    if (!entry)
        throw InputError({both("权重 {}", "weights {}", set.id), "",
                          both("集群 {} 的权重", "weights of cluster {}", cluster.id),
                          both("补上该集群，或补上 cluster = \"*\"",
                               "add the cluster, or an entry with cluster = \"*\"")});
    const Weighted weighted = weigh(set, *entry);
    model::ClusterRating rating{id, entry->method, weighted.consistency_ratio, {}, {}, {}, {}};
    for (const auto& [name, weight] : weighted.by_criterion) {
        if (weight == 0) continue;
        const model::CriterionId criterion = criterion_of(criteria, name, set);
        const model::CriterionDefinition& definition = criteria[criterion.index()];
        const model::CriterionSurface* surface = surface_for(surfaces, criterion, id);
        if (!surface || surface->missing) {
            const Text unmeasured{"未计算", "not measured"};
            rating.dropped.push_back({criterion, weight, surface ? surface->note : unmeasured});
            continue;
        }
        rating.criteria.push_back({criterion, weight, value_for(definition, cluster), surface->tiles, 0});
    }
    scale_to_one(rating.criteria);
    return rating;
}

}  // namespace

std::vector<model::ClusterRating> rate_clusters(const model::WeightSet& weights, const model::Plan& plan,
                                                const std::vector<model::CriterionDefinition>& criteria,
                                                const std::vector<model::CriterionSurface>& surfaces) {
    std::vector<model::ClusterRating> ratings;
    for (std::size_t k = 0; k < plan.clusters.size(); ++k)
        ratings.push_back(rate(weights, plan.clusters[k], model::ClusterId(k), criteria, surfaces));
    return ratings;
}

bool is_weighted(const model::WeightSet& weights, const model::CriterionDefinition& criterion,
                 const model::Cluster& cluster) {
    const model::ClusterWeights* entry = entry_for(weights, cluster);
    if (!entry) return false;
    if (entry->weights.empty())
        return std::find(entry->criteria.begin(), entry->criteria.end(), criterion.id) !=
               entry->criteria.end();
    const auto found = entry->weights.find(criterion.id);
    return found != entry->weights.end() && found->second > 0;
}

}  // namespace zonewright::suitability
