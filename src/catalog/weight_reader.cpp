#include "catalog/weight_reader.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/atomic_file.h"
#include "base/spelling.h"
#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

using model::ClusterWeights;
using model::WeightSet;
using Matrix = std::vector<std::vector<double>>;

constexpr NumberRange saaty_scale{.least = 0, .most = 9};
constexpr NumberRange best_worst_scale{.least = 1, .most = 9};
constexpr NumberRange swing_points{.least = 0, .most = 100};
constexpr NumberRange ranks{.least = 1};

/// Row i of the triangle holds the judgements of criterion i against i+1, i+2, …
Matrix completed(TableReader& reader, const Matrix& upper, std::size_t order) {
    Matrix full(order, std::vector<double>(order, 1.0));
    if (upper.size() + 1 != order)
        reader.reject("upper", both("{} 行", "{} rows", order - 1),
                      both("每个指标一行，最后一个不需要", "one row for each criterion but the last"));
    for (std::size_t i = 0; i < upper.size(); ++i) {
        if (upper[i].size() != order - 1 - i)
            reader.reject("upper",
                          both("第 {} 行有 {} 个判断", "row {} with {} judgements", i + 1, order - 1 - i),
                          both("补齐该行", "complete that row"));
        for (std::size_t k = 0; k < upper[i].size(); ++k) {
            full[i][i + 1 + k] = upper[i][k];
            full[i + 1 + k][i] = upper[i][k] == 0 ? 0 : 1 / upper[i][k];
        }
    }
    return full;
}

void check_direct(TableReader& reader, const ClusterWeights& weights) {
    double sum = 0;
    for (const auto& [criterion, weight] : weights.weights) sum += weight;
    if (!(sum > 0))
        reader.reject("weights", both("至少一个大于 0 的权重", "at least one weight above 0"),
                      both("补上权重", "add weights"));
}

void read_direct(TableReader& reader, ClusterWeights& weights) {
    weights.weights = reader.numbers_by_name("weights", not_negative);
    check_direct(reader, weights);
}

void read_swing(TableReader& reader, ClusterWeights& weights) {
    weights.weights = reader.numbers_by_name("points", swing_points);
    const bool has_greatest = std::any_of(weights.weights.begin(), weights.weights.end(),
                                          [](const auto& entry) { return entry.second == 100; });
    if (!has_greatest)
        reader.reject("points", both("最重要的摆幅为 100", "100 for the most important swing"),
                      both("给最重要的指标 100 分，其余按比例", "give the most important one 100, the others less"));
}

void read_ranks(TableReader& reader, ClusterWeights& weights) {
    weights.weights = reader.numbers_by_name("ranks", ranks);
    for (const auto& [criterion, rank] : weights.weights)
        if (rank != std::floor(rank))
            reader.reject("ranks", both("整数名次，1 最重要", "whole ranks, 1 for the most important"),
                          both("改正 {} 的名次", "correct the rank of {}", criterion));
    if (weights.weights.empty())
        reader.reject("ranks", both("至少一个指标的名次", "the rank of at least one criterion"),
                      both("补上 ranks", "add ranks"));
}

void read_criteria(TableReader& reader, ClusterWeights& weights) {
    weights.criteria = reader.words("criteria");
    if (weights.criteria.size() < 2)
        reader.reject("criteria", both("至少两个指标", "at least two criteria"),
                      both("补上 criteria", "add criteria"));
    const std::set<std::string> distinct(weights.criteria.begin(), weights.criteria.end());
    if (distinct.size() != weights.criteria.size())
        reader.reject("criteria", both("不重复的指标", "criteria without repeats"),
                      both("删去重复的指标", "remove the repeated one"));
}

/// The comparisons under `key` in the order of the criteria; that of `itself` with itself is 1.
std::vector<double> comparisons(TableReader& reader, const std::string& key, const ClusterWeights& weights,
                                const std::string& itself) {
    std::map<std::string, double> given = reader.numbers_by_name(key, best_worst_scale);
    given[itself] = 1;
    std::vector<double> in_order;
    for (const std::string& criterion : weights.criteria) {
        if (!given.contains(criterion))
            reader.reject(key, both("每个指标一个比较", "a comparison for each criterion"),
                          both("补上 {}", "add {}", criterion));
        in_order.push_back(given[criterion]);
    }
    if (given.size() != weights.criteria.size())
        reader.reject(key, joined(weights.criteria), both("只比较 criteria 中的指标", "compare only the criteria listed"));
    return in_order;
}

void read_best_worst(TableReader& reader, ClusterWeights& weights) {
    read_criteria(reader, weights);
    for (const auto& [key, name] : {std::pair("best", &weights.best), std::pair("worst", &weights.worst)}) {
        *name = reader.text(key);
        if (std::find(weights.criteria.begin(), weights.criteria.end(), *name) == weights.criteria.end())
            reader.reject(key, joined(weights.criteria), both("从 criteria 中选", "choose one of the criteria"));
    }
    if (weights.best == weights.worst)
        reader.reject("worst", both("与 best 不同的指标", "another criterion than the best"),
                      both("改正 worst", "correct worst"));
    weights.best_to_others = comparisons(reader, "best_to_others", weights, weights.best);
    weights.others_to_worst = comparisons(reader, "others_to_worst", weights, weights.worst);
}

void read_judgements(TableReader& reader, ClusterWeights& weights) {
    read_criteria(reader, weights);
    weights.judgements = completed(reader, reader.rows("upper", saaty_scale), weights.criteria.size());
}

ClusterWeights read_cluster_weights(TableReader& reader) {
    using Read = void (*)(TableReader&, ClusterWeights&);
    static const Words<Read> methods{{"direct", read_direct},     {"swing", read_swing},
                                     {"roc", read_ranks},         {"ahp", read_judgements},
                                     {"bwm", read_best_worst},    {"entropy", read_criteria},
                                     {"critic", read_criteria}};
    ClusterWeights weights;
    weights.cluster = reader.text("cluster");
    weights.line = reader.line_of("cluster");
    const Read read = reader.choice("method", methods);
    weights.method = reader.text("method");
    read(reader, weights);
    if (weights.criteria.empty())
        for (const auto& [criterion, weight] : weights.weights) weights.criteria.push_back(criterion);
    return weights;
}

WeightSet read_weight_set(TableReader& reader, const std::string& stem) {
    WeightSet set;
    set.id = read_id(reader, stem);
    set.title = reader.title("title");
    set.is_default = reader.flag("is_default", false);
    set.evidence = reader.read("evidence", read_evidence);
    set.clusters = reader.read_all("cluster", read_cluster_weights);
    std::set<std::string> seen;
    for (const ClusterWeights& weights : set.clusters)
        if (!seen.insert(weights.cluster).second)
            reader.reject("cluster", both("每个集群一次", "each cluster once"),
                          both("删去重复的 {}", "remove the second {}", weights.cluster));
    return set;
}

}  // namespace

std::vector<WeightSet> read_weight_sets(LayerFiles& files, const std::string& subfolder) {
    std::vector<WeightSet> sets;
    for (const std::string& file : files.list(subfolder)) {
        const std::string stem = std::filesystem::path(file).stem().string();
        sets.push_back(files.read(file, [&](TableReader& reader) { return read_weight_set(reader, stem); }));
    }
    return sets;
}

WeightSet read_weight_file(const std::filesystem::path& file) {
    return read_toml(read_file(file), file.string(),
                     [&](TableReader& reader) { return read_weight_set(reader, file.stem().string()); });
}

}  // namespace zonewright::catalog
