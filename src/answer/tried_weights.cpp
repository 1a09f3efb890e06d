#include "answer/tried_weights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/errors.h"
#include "base/spelling.h"
#include "model/criterion_surface.h"

namespace zonewright::answer {
namespace {

using Json = nlohmann::ordered_json;

/// In the order of model::CurveKind.
constexpr std::array curve_words{"linear", "piecewise", "s_shape", "j_shape", "gaussian", "inverse", "categorical", "step", "classes"};

const model::CriterionDefinition& definition_of(const study::Study& study, const model::RatedCriterion& rated) {
    return study.catalogue().criteria.at(rated.criterion.index());
}

[[noreturn]] void refuse_tried(const Text& thing, const std::string& value, const Text& expected, const Text& advice) {
    throw InputError({.thing = thing, .value = value, .expected = expected, .advice = advice});
}

model::RatedCriterion& criterion_named(const study::Study& study, model::ClusterRating& rating, const std::string& id) {
    std::vector<std::string> known;
    for (model::RatedCriterion& rated : rating.criteria) {
        known.push_back(definition_of(study, rated).id);
        if (known.back() == id) return rated;
    }
    const auto near = nearest_name(id, known);
    refuse_tried(both("试用的权重", "weights to try"), id, joined(known),
                 near ? both("是否指 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these"));
}

void put_weights(const study::Study& study, model::ClusterRating& rating, const std::map<std::string, double>& weights) {
    for (const auto& [id, weight] : weights) {
        if (!std::isfinite(weight) || weight < 0)
            refuse_tried(both("{} 的权重", "weight of {}", id), fmt::format("{}", weight), both("不小于 0 的数", "a number of at least 0"),
                         both("改正后重试", "correct it and try again"));
        criterion_named(study, rating, id).weight = weight;
    }
    double sum = 0;
    for (const model::RatedCriterion& rated : rating.criteria) sum += rated.weight;
    if (!(sum > 0))
        refuse_tried(both("试用的权重", "weights to try"), "0", both("至少一个大于 0", "at least one above 0"),
                     both("给一个指标权重", "give a criterion some weight"));
    constexpr double rounding = 1e-12;
    if (std::abs(sum - 1) <= rounding) return;
    for (model::RatedCriterion& rated : rating.criteria) rated.weight /= sum;
}

double figure_in(const Json& json, const char* key, double fallback, const std::string& owner) {
    const auto found = json.find(key);
    if (found == json.end()) return fallback;
    if (found->is_number() && std::isfinite(found->get<double>())) return found->get<double>();
    refuse_tried(both("{} 的价值函数", "value function of {}", owner), key, both("一个数", "a number"), both("改正后重试", "correct it and try again"));
}

std::vector<std::pair<double, double>> knots_in(const Json& json, const std::string& owner) {
    constexpr std::size_t most_knots = 1000;
    std::vector<std::pair<double, double>> knots;
    if (!json.is_array() || json.size() > most_knots)
        refuse_tried(both("{} 的价值函数", "value function of {}", owner), "knots", "[[x, 0…1], …]", both("改正后重试", "correct it and try again"));
    for (const Json& knot : json) {
        if (!knot.is_array() || knot.size() != 2 || !knot[0].is_number() || !knot[1].is_number())
            refuse_tried(both("{} 的价值函数", "value function of {}", owner), knot.dump(), "[x, 0…1]", both("改正后重试", "correct it and try again"));
        knots.emplace_back(knot[0].get<double>(), knot[1].get<double>());
    }
    return knots;
}

}  // namespace

model::ClusterRating tried_rating(const study::Study& study, const model::ClusterRating& run, const TriedWeights& tried) {
    model::ClusterRating rating = run;
    for (const auto& [id, curve] : tried.curves) criterion_named(study, rating, id).value = curve;
    if (!tried.weights.empty()) put_weights(study, rating, tried.weights);
    return rating;
}

std::vector<std::filesystem::path> rated_surfaces(const model::Suitability& suitability) {
    std::vector<std::filesystem::path> surfaces;
    for (const model::ClusterRating& rating : suitability.clusters)
        for (const model::RatedCriterion& rated : rating.criteria)
            if (std::ranges::find(surfaces, rated.surface) == surfaces.end()) surfaces.push_back(rated.surface);
    return surfaces;
}

std::vector<suitability::PreviewTerm> preview_terms(const study::Study& study, const model::ClusterRating& rating) {
    const auto surfaces = rated_surfaces(study.suitability());
    const auto place = [&](const model::RatedCriterion* rated) {
        return std::pair(std::ranges::find(surfaces, rated->surface) - surfaces.begin(), rated->term);
    };
    std::vector<const model::RatedCriterion*> order;
    for (const model::RatedCriterion& rated : rating.criteria)
        if (rated.weight > 0) order.push_back(&rated);
    std::ranges::stable_sort(order, std::less{}, place);
    std::vector<suitability::PreviewTerm> terms;
    for (const model::RatedCriterion* rated : order) {
        const model::CriterionDefinition& definition = definition_of(study, *rated);
        terms.push_back({rated->surface, suitability::ValueCurve(rated->value, model::category_words(definition), definition.id), rated->weight});
    }
    return terms;
}

Json curve_json(const model::ValueFunction& curve) {
    Json json{{"kind", curve_words[static_cast<std::size_t>(curve.kind)]}, {"low", curve.low}, {"high", curve.high},
              {"at_low", curve.at_low}, {"at_high", curve.at_high}, {"shape", curve.shape}, {"knots", Json::array()},
              {"categories", Json::object()}};
    for (const auto& [measured, worth] : curve.knots) json["knots"].push_back({measured, worth});
    for (const auto& [word, worth] : curve.categories) json["categories"][word] = worth;
    return json;
}

model::ValueFunction curve_from(const Json& json, const std::string& owner) {
    const Json kind = json.is_object() ? json.value("kind", Json()) : Json();
    const auto *const word = std::ranges::find_if(curve_words, [&](const char* each) { return kind == each; });
    if (word == curve_words.end())
        refuse_tried(both("{} 的价值函数", "value function of {}", owner), kind.dump(),
                     joined(std::vector<std::string>(curve_words.begin(), curve_words.end())), both("改用其中之一", "use one of these"));
    model::ValueFunction curve{.kind = static_cast<model::CurveKind>(word - curve_words.begin())};
    curve.low = figure_in(json, "low", curve.low, owner), curve.high = figure_in(json, "high", curve.high, owner);
    curve.at_low = figure_in(json, "at_low", curve.at_low, owner), curve.at_high = figure_in(json, "at_high", curve.at_high, owner);
    curve.shape = figure_in(json, "shape", curve.shape, owner);
    curve.knots = knots_in(json.value("knots", Json::array()), owner);
    const Json categories = json.value("categories", Json::object());
    for (const auto& [category, worth] : categories.items()) curve.categories[category] = figure_in(categories, category.c_str(), 0, owner);
    [[maybe_unused]] const suitability::ValueCurve accepted(curve, {}, owner);  // refuses what is no curve
    return curve;
}

}  // namespace zonewright::answer
