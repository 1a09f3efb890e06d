#include "catalog/weight_reader.h"

#include <algorithm>
#include <set>

#include "base/atomic_file.h"
#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

using model::ClusterWeights;
using model::WeightSet;
using Matrix = std::vector<std::vector<double>>;

constexpr NumberRange saaty_scale{.least = 0, .most = 9};

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

ClusterWeights read_cluster_weights(TableReader& reader) {
    ClusterWeights weights;
    weights.cluster = reader.text("cluster");
    weights.method = reader.choice<std::string>("method", {{"direct", "direct"}, {"ahp", "ahp"}});
    if (weights.method == "direct") {
        weights.weights = reader.numbers_by_name("weights", not_negative);
        check_direct(reader, weights);
        for (const auto& [criterion, weight] : weights.weights) weights.criteria.push_back(criterion);
        return weights;
    }
    weights.criteria = reader.words("criteria");
    if (weights.criteria.size() < 2)
        reader.reject("criteria", both("至少两个指标", "at least two criteria"),
                      both("补上 criteria", "add criteria"));
    const std::set<std::string> distinct(weights.criteria.begin(), weights.criteria.end());
    if (distinct.size() != weights.criteria.size())
        reader.reject("criteria", both("不重复的指标", "criteria without repeats"),
                      both("删去重复的指标", "remove the repeated one"));
    weights.judgements = completed(reader, reader.rows("upper", saaty_scale), weights.criteria.size());
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

std::vector<WeightSet> read_weight_sets(LayerFiles& files) {
    std::vector<WeightSet> sets;
    for (const std::string& file : files.list("weights")) {
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
