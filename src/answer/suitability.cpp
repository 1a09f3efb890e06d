#include "answer/suitability.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "answer/json_form.h"
#include "answer/named_in_study.h"
#include "answer/patch_file.h"
#include "study/study.h"
#include "suitability/explain.h"
#include "suitability/robustness.h"

namespace zonewright::answer {
namespace {

/// Shares of the scored parcels among which a parcel counts as one of the best.
constexpr std::array bands{0.01, 0.05, 0.1};

/// Scored parcels of a cluster, best first; ties by position.
std::vector<std::size_t> best_first(const model::Suitability& suitability, std::size_t cluster) {
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < suitability.parcel_count; ++p)
        if (suitability.of(p, cluster).state == model::ScoreState::Scored) order.push_back(p);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return suitability.of(a, cluster).score > suitability.of(b, cluster).score;
    });
    return order;
}

ParcelCounts counts_of(const model::Suitability& suitability, std::size_t cluster) {
    ParcelCounts counts;
    for (std::size_t p = 0; p < suitability.parcel_count; ++p) {
        const model::ScoreState state = suitability.of(p, cluster).state;
        if (state == model::ScoreState::Scored) ++counts.scored;
        if (state == model::ScoreState::Excluded) ++counts.excluded;
        if (state == model::ScoreState::NoData) ++counts.no_data;
    }
    return counts;
}

const model::CriterionDefinition& criterion(const study::Study& study, model::CriterionId id) {
    return study.catalogue().criteria.at(id.index());
}

void warn_dropped(const study::Study& study, const model::ClusterRating& rating, SuitabilityAnswer& answer) {
    const model::Cluster& cluster = study.plan().cluster(rating.cluster);
    for (const model::DroppedCriterion& dropped : rating.dropped)
        answer.warn(both("{}：“{}”未参与评价，{}", "{}: '{}' took no part, {}", cluster.name,
                         criterion(study, dropped.criterion).title, dropped.reason));
}

ClusterScores scores_of(const study::Study& study, std::size_t k) {
    const model::Suitability& suitability = study.suitability();
    const model::Cluster& cluster = study.plan().cluster(suitability.clusters[k].cluster);
    ClusterScores row{.cluster = cluster.id,
                      .name = cluster.name,
                      .parcels = counts_of(suitability, k),
                      .classes = {},
                      .measured_weight = model::measured_weight(suitability.clusters[k]),
                      .surface = suitability.clusters[k].tiles};
    const auto classes = suitability::score_classes(study.catalogue());
    for (const suitability::ScoreClass& grade : classes) row.classes.push_back({grade.id, grade.title});
    double sum = 0;
    for (const std::size_t p : best_first(suitability, k)) {
        const double score = suitability.of(p, k).score;
        sum += score;
        const auto grade = std::find_if(classes.begin(), classes.end(),
                                        [&](const auto& each) { return score >= each.from; });
        if (grade != classes.end()) ++row.classes[static_cast<std::size_t>(grade - classes.begin())].parcels;
    }
    row.mean = row.parcels.scored == 0 ? std::numeric_limits<double>::quiet_NaN()
                                       : sum / static_cast<double>(row.parcels.scored);
    return row;
}

std::vector<WeighedCriterion> criteria_of(const study::Study& study, const model::ClusterRating& rating) {
    std::vector<WeighedCriterion> criteria;
    for (const model::RatedCriterion& rated : rating.criteria) {
        const model::CriterionDefinition& definition = criterion(study, rated.criterion);
        criteria.push_back({definition.id, definition.title, rated.weight, definition.clause});
    }
    std::stable_sort(criteria.begin(), criteria.end(),
                     [](const auto& a, const auto& b) { return a.weight > b.weight; });
    return criteria;
}

std::vector<BestParcel> best_parcels(const study::Study& study, model::ClusterId cluster,
                                     const SuitabilityQuestion& question, const Progress& progress) {
    const model::Suitability& suitability = study.suitability();
    suitability::Smaa robust;
    if (question.draws > 0)
        robust = suitability::smaa(suitability, cluster, bands, question.draws, study.definition().seed,
                                   progress);
    const auto order = best_first(suitability, cluster.index());
    std::vector<BestParcel> best;
    for (std::size_t i = 0; i < std::min(question.top, order.size()); ++i) {
        const std::size_t p = order[i];
        const model::ParcelScore& score = suitability.of(p, cluster.index());
        BestParcel row{.parcel = study.parcels()[p].id,
                       .town = study.parcels()[p].town_name,
                       .score = score.score,
                       .deviation = score.deviation};
        if (question.draws > 0) {
            row.mean_rank = robust.mean_rank[p];
            const auto shares = robust.acceptability.begin() + static_cast<std::ptrdiff_t>(p * bands.size());
            row.acceptability.emplace(shares, shares + bands.size());
        }
        best.push_back(std::move(row));
    }
    return best;
}

OneClusterScores one_cluster(const study::Study& study, model::ClusterId cluster,
                             const SuitabilityQuestion& question, const Progress& progress) {
    const model::Suitability& suitability = study.suitability();
    const model::ClusterRating& rating = suitability.clusters.at(cluster.index());
    OneClusterScores one{.cluster = study.plan().cluster(cluster).id,
                         .surface = rating.tiles,
                         .method = rating.method,
                         .consistency_ratio = rating.consistency_ratio,
                         .measured_weight = model::measured_weight(rating),
                         .parcels = counts_of(suitability, cluster.index()),
                         .criteria = criteria_of(study, rating),
                         .best = best_parcels(study, cluster, question, progress.part(0, 0.5)),
                         .leader_stability = {}};
    for (const auto& interval : suitability::leader_stability(suitability, cluster, 1))
        one.leader_stability.push_back({criterion(study, interval.criterion).id, interval.weight,
                                        interval.low, interval.high});
    if (!question.patches.empty())
        one.patches = write_patches(question.patches, study, cluster, question.from,
                                    question.minimum_mu * square_metres_per_mu, question.language,
                                    progress.part(0.5, 1));
    return one;
}

SuitabilityAnswer construction_answer(const study::Study& study, const Progress& progress) {
    SuitabilityAnswer answer;
    answer.construction = construction_figures(study.construction(progress),
                                               study.catalogue().rules_of("double_evaluation"));
    for (const Text& factor : answer.construction->not_assessed)
        answer.warn(both("双评价未评：{}", "double evaluation, not assessed: {}", factor));
    return answer;
}

}  // namespace

template <typename V>
void fields(V& v, ParcelCounts& p) {
    v("scored", p.scored);
    v("excluded", p.excluded);
    v("no_data", p.no_data);
}
template <typename V>
void fields(V& v, ClusterScores& c) {
    fields(v, c.parcels);
    v("cluster", c.cluster);
    v("mean", c.mean, "1", {"可评地块的平均得分", "mean score of the scored parcels"});
    v("measured_weight", c.measured_weight, "1", {"得分依据的权重份额", "share of the weight that the scores rest on"});
    v("surface", c.surface);
    std::map<std::string, std::size_t> parcels_by_class;
    for (const ClassCount& grade : c.classes) parcels_by_class[grade.id] = grade.parcels;
    v("classes", parcels_by_class, "", {"每级的宗地数", "parcels by class"});
}
template <typename V>
void fields(V& v, WeighedCriterion& c) {
    v("criterion", c.criterion);
    v("title", c.title);
    v("weight", c.weight, "1");
    v("clause", c.clause);
}
template <typename V>
void fields(V& v, BestParcel& p) {
    v("parcel", p.parcel);
    v("town", p.town);
    v("score", p.score, "1");
    v("deviation", p.deviation, "1", {"得分的标准差：权重不确定，且没有数据的指标价值未知", "of the score: weights are uncertain, and the worth of criteria without data unknown"});
    v("mean_rank", p.mean_rank);
    v("acceptability", p.acceptability, "1",
      {"抽样中排进前 1 %、5 %、10 % 的份额", "share of draws within the best 1 %, 5 %, 10 %"});
}
template <typename V>
void fields(V& v, LeaderInterval& i) {
    v("criterion", i.criterion);
    v("weight", i.weight, "1");
    v("low", i.low, "1");
    v("high", i.high, "1");
}
template <typename V>
void fields(V& v, PatchFigures& p) {
    v("count", p.count);
    v("area_m2", p.area_m2, "m2", {"椭球面积", "statutory area"});
    v("from", p.from, "1", {"最低得分", "lowest score"});
}
template <typename V>
void fields(V& v, OneClusterScores& o) {
    v("cluster", o.cluster);
    v("surface", o.surface);
    v("method", o.method);
    v("consistency_ratio", o.consistency_ratio, "1");
    v("measured_weight", o.measured_weight, "1", {"得分依据的权重份额", "share of the weight that the scores rest on"});
    v("parcels", o.parcels);
    v("criteria", o.criteria);
    v("best", o.best);
    v("leader_stability", o.leader_stability);
    v("patches", o.patches);
}
template <typename V>
void fields(V& v, ScoringRule& r) {
    v("aggregation", r.aggregation);
    v("weights", r.weights);
    v("weights_are_default", r.weights_are_default);
}
template <typename V>
void fields(V& v, SuitabilityAnswer& a) {
    v.spread(a.rule);
    v("clusters", a.clusters);
    v.spread(a.one);
    v.spread(a.construction);
}

Declaration declared(SuitabilityQuestion& q) {
    Declaration d{.name = "suitability",
                  .summary = {"产业适宜性：每个集群的栅格和每宗地块的得分、权重、稳健性",
                              "suitability for every cluster: scores of cells and parcels, weights, robustness"},
                  .example = "zonewright suitability demo-city --cluster semiconductor --top 20 --draws 1000"};
    add_study(d, q.study);
    d.add("cluster", &q.cluster, {"只看一个集群，并列出权重和最好的地块", "one cluster only, with its weights and best parcels"}).choices(ChoicesOf::Clusters);
    d.add("top", &q.top, {"列出最好的几宗（配合 --cluster）", "how many of the best parcels to list (with --cluster)"}).range(1, 100000);
    d.add("draws", &q.draws, {"权重抽样次数，给出排名可接受度（配合 --cluster）；0 不抽", "draws of weights for the rank acceptability (with --cluster); 0: none"}).range(0, 1000000);
    d.add("patches", &q.patches, {"把得分够高的连片用地写入这个 GeoPackage（配合 --cluster）", "write contiguous land of high score into this GeoPackage (with --cluster)"}).path(PathOf::NewFile).only_with("cluster");
    d.add("from", &q.from, {"连片用地的最低得分（配合 --patches）", "lowest score of a patch (with --patches)"}).unit("1").range(0, 1);
    d.add("minimum_mu", &q.minimum_mu, {"连片用地的最小面积，亩（配合 --patches）", "smallest patch in mu (with --patches)"}).unit("mu").at_least(0);
    d.add("profile", &q.profile, {"industries 各产业（默认）；urban_construction 双评价城镇建设适宜性", "industries (default), or urban_construction: the double evaluation chain"}).choices({"industries", "urban_construction"});
    add_language(d, q.language);
    return d;
}

SuitabilityAnswer answer(study::Study& study, const SuitabilityQuestion& question, const Progress& progress) {
    if (question.profile == "urban_construction") return construction_answer(study, progress);
    std::optional<model::ClusterId> cluster;
    if (!question.cluster.empty()) cluster = cluster_named(study, question.cluster);
    const model::Suitability& suitability = study.suitability(progress.part(0, 0.8));
    const std::string& weights = study.definition().weights;
    SuitabilityAnswer answer;
    answer.rule = {suitability.aggregation, weights, study.catalogue().find_weights(weights)->is_default};
    if (cluster) {
        answer.one = one_cluster(study, *cluster, question, progress.part(0.8, 1));
        warn_dropped(study, suitability.clusters.at(cluster->index()), answer);
        if (answer.one->patches)
            answer.made(question.patches, {"得分不低于阈值的连片用地", "contiguous land of high score"});
        return answer;
    }
    answer.clusters.emplace();
    for (std::size_t k = 0; k < suitability.clusters.size(); ++k) {
        answer.clusters->push_back(scores_of(study, k));
        warn_dropped(study, suitability.clusters[k], answer);
    }
    return answer;
}

Json to_json(const SuitabilityAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const SuitabilityAnswer*) {
    return schema_form<SuitabilityAnswer>();
}

}  // namespace zonewright::answer
