#include "answer/score_arrays.h"

#include <algorithm>

#include "base/errors.h"
#include "base/parallel.h"
#include "base/spelling.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "model/criterion_surface.h"
#include "model/suitability.h"
#include "suitability/aggregation.h"
#include "suitability/value_curve.h"

namespace zonewright::answer {
namespace {

constexpr std::size_t cells_at_once = 4096;

struct ScoredTerm {
    suitability::ValueCurve curve;
    std::span<const float> values;
    float weight = 0;
};

[[noreturn]] void refuse_word(const std::string& thing, const std::string& word, const std::vector<std::string>& known) {
    const auto near = nearest_name(word, known);
    throw InputError({.thing = thing,
                      .value = word,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("选用其中之一，或给出价值函数", "choose one of these, or give a value function")});
}

const model::CriterionDefinition& criterion_in(const model::Catalogue& catalogue, const std::string& id) {
    if (const model::CriterionDefinition* found = catalogue.find_criterion(id)) return *found;
    std::vector<std::string> known;
    for (const model::CriterionDefinition& each : catalogue.criteria) known.push_back(each.id);
    refuse_word("criterion", id, known);
}

suitability::ValueCurve curve_of(const MeasuredCells& measured, const model::Catalogue& catalogue,
                                 const std::string& cluster) {
    if (measured.value) return {*measured.value, {}, measured.criterion};
    const model::CriterionDefinition& definition = criterion_in(catalogue, measured.criterion);
    const auto own = definition.value_by_cluster.find(cluster);
    const model::ValueFunction& value = own == definition.value_by_cluster.end() ? definition.value : own->second;
    return {value, model::category_words(definition), definition.id};
}

/// The id of a cluster by id or name; empty stays empty.
std::string cluster_id(const model::Catalogue& catalogue, const std::string& word) {
    if (word.empty()) return word;
    if (const auto found = catalogue.plan.find_cluster(word)) return catalogue.plan.cluster(*found).id;
    std::vector<std::string> known;
    for (const model::Cluster& each : catalogue.plan.clusters) known.push_back(each.id);
    refuse_word("cluster", word, known);
}

void require_length(const std::string& thing, std::size_t length, std::size_t expected) {
    if (length == expected) return;
    throw InputError({.thing = thing,
                      .value = both("{} 个像元", "{} cells", length),
                      .expected = both("{} 个像元", "{} cells", expected),
                      .advice = both("所有数组形状相同", "give all arrays one shape")});
}

double sum_of_weights(const CellScoring& scoring) {
    double sum = 0;
    for (const MeasuredCells& measured : scoring.measured) {
        if (!(measured.weight >= 0))
            throw InputError({.thing = both("{} 的权重", "weight of {}", measured.criterion),
                              .value = fmt::format("{:g}", measured.weight),
                              .expected = both("不小于 0 的数", "a number of 0 or more"),
                              .advice = both("改正权重", "correct the weight")});
        sum += measured.weight;
    }
    if (sum > 0) return sum;
    throw InputError({.thing = both("权重", "weights"),
                      .value = scoring.measured.empty() ? both("没有指标", "no criterion") : Text("0"),
                      .expected = both("至少一个大于 0", "one above 0 at least"),
                      .advice = both("给出指标和权重", "give criteria and weights")});
}

std::vector<ScoredTerm> terms_of(const CellScoring& scoring, std::size_t cells) {
    const double sum = sum_of_weights(scoring);
    const std::filesystem::path layers = catalog::find_layers_folder();
    const model::Catalogue catalogue =
        catalog::read_catalogue(layers, scoring.plan.empty() ? catalog::plan_versions(layers).back() : scoring.plan);
    const std::string cluster = cluster_id(catalogue, scoring.cluster);
    std::vector<ScoredTerm> terms;
    for (const MeasuredCells& measured : scoring.measured) {
        require_length(measured.criterion, measured.values.size(), cells);
        if (measured.weight > 0)
            terms.push_back({curve_of(measured, catalogue, cluster), measured.values,
                             static_cast<float>(measured.weight / sum)});
    }
    return terms;
}

/// One piece of the arrays, with memory that is used again.
class Piece {
public:
    Piece(const std::vector<ScoredTerm>& terms, const suitability::Aggregation& rule) : terms_(terms), rule_(rule) {
        for (const ScoredTerm& term : terms) weights_.push_back(term.weight);
    }

    void score(std::size_t begin, std::span<float> scores) {
        if (rule_.rule == suitability::Rule::Wlc) {
            std::ranges::fill(scores, 0.0f);
            for (const ScoredTerm& term : terms_) term.curve.add(term.values.subspan(begin, scores.size()), term.weight, scores);
            return;
        }
        worths_.resize(terms_.size());
        std::vector<const float*> rows;
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            worths_[i].resize(scores.size());
            terms_[i].curve.apply(terms_[i].values.subspan(begin, scores.size()), worths_[i]);
            rows.push_back(worths_[i].data());
        }
        suitability::aggregate_row(rule_, rows, weights_, scores);
    }

private:
    const std::vector<ScoredTerm>& terms_;
    const suitability::Aggregation& rule_;
    std::vector<float> weights_;
    std::vector<std::vector<float>> worths_;
};

}  // namespace

void score_cells(const CellScoring& scoring, std::span<float> scores, const Progress& progress) {
    const suitability::Aggregation rule = suitability::parse_aggregation(scoring.aggregation);
    const std::vector<ScoredTerm> terms = terms_of(scoring, scores.size());
    if (!scoring.excluded.empty()) require_length("excluded", scoring.excluded.size(), scores.size());
    parallel_blocks(scores.size(), 16 * cells_at_once, progress, [&](std::size_t begin, std::size_t end) {
        Piece piece(terms, rule);
        for (std::size_t at = begin; at < end; at += cells_at_once)
            piece.score(at, scores.subspan(at, std::min(cells_at_once, end - at)));
        if (scoring.excluded.empty()) return;
        for (std::size_t i = begin; i < end; ++i)
            if (scoring.excluded[i] != 0) scores[i] = model::excluded_cell;
    });
}

model::CurveKind curve_kind_named(const std::string& word) {
    using enum model::CurveKind;
    static const std::vector<std::pair<std::string, model::CurveKind>> kinds{
        {"linear", Linear},     {"piecewise", Piecewise}, {"s_shape", SShape}, {"j_shape", JShape},
        {"gaussian", Gaussian}, {"inverse", Inverse},     {"step", Step},      {"classes", Classes}};
    std::vector<std::string> known;
    for (const auto& [name, kind] : kinds) {
        if (name == word) return kind;
        known.push_back(name);
    }
    refuse_word("kind", word, known);
}

}  // namespace zonewright::answer
