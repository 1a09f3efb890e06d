#include "answer/recompute_surfaces.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "answer/compared_cells.h"
#include "answer/recompute_measures.h"
#include "model/criterion_surface.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using model::CurveKind;

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
constexpr double score_noise = 5.1e-5;    ///< surfaces are floats, rounded to the ten-thousandth
constexpr double steep_worth = 1e-3;      ///< a power turns what a float rounds of a smaller worth into a visible difference

// ---- value functions, as src/suitability/value_curve.h writes them -------------------------------------------

double between_knots(const std::vector<std::pair<double, double>>& knots, double x) {
    if (x <= knots.front().first) return knots.front().second;
    for (std::size_t i = 1; i < knots.size(); ++i) {
        const auto& [from, worth_from] = knots[i - 1];
        const auto& [to, worth_to] = knots[i];
        if (x <= to) return worth_from + (worth_to - worth_from) * (x - from) / (to - from);
    }
    return knots.back().second;
}

/// `up_to`: the worth of a knot holds up to its value; else from it on.
double stair(const std::vector<std::pair<double, double>>& knots, double x, bool up_to) {
    double worth = knots.front().second;
    for (std::size_t i = 1; i < knots.size(); ++i)
        if (up_to ? x > knots[i - 1].first : x >= knots[i].first) worth = knots[i].second;
    return worth;
}

double smooth_share(const model::ValueFunction& f, double x) {
    const double t = std::min(1.0, std::max(0.0, (x - f.low) / (f.high - f.low)));
    switch (f.kind) {
        case CurveKind::JShape:
            return std::pow(t, f.shape);
        case CurveKind::SShape:
            return std::pow(t, f.shape) / (std::pow(t, f.shape) + std::pow(1 - t, f.shape));
        case CurveKind::Gaussian: {
            const double d = (x - f.high) / (f.shape * (f.high - f.low));
            return std::exp(-d * d / 2);
        }
        case CurveKind::Inverse: {
            const double inside = std::min(f.high, std::max(f.low, x));
            return (1 / inside - 1 / f.low) / (1 / f.high - 1 / f.low);
        }
        default:
            return t;
    }
}

double worth_by_formula(const model::ValueFunction& f, const std::vector<std::string>& words, double x) {
    if (std::isnan(x)) return no_value;
    if (f.kind == CurveKind::Piecewise) return between_knots(f.knots, x);
    if (f.kind == CurveKind::Step || f.kind == CurveKind::Classes) return stair(f.knots, x, f.kind == CurveKind::Classes);
    if (f.kind == CurveKind::Categorical) {
        if (x < 0 || x >= static_cast<double>(words.size())) return no_value;
        const auto found = f.categories.find(words[static_cast<std::size_t>(x)]);
        return found == f.categories.end() ? no_value : found->second;
    }
    return f.at_low + (f.at_high - f.at_low) * smooth_share(f, x);
}

// ---- aggregations, as src/suitability/aggregation.h writes them ----------------------------------------------

struct Term {
    double weight = 0, worth = 0;
};

double by_order(std::vector<Term> terms, double orness) {
    std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.worth > b.worth; });
    const auto quantifier = [&](double share) { return std::pow(share, 1 / orness - 1); };
    double whole = 0, sum = 0, running = 0;
    for (const Term& term : terms) whole += term.weight;
    for (const Term& term : terms) {
        const double before = quantifier(running / whole);
        running += term.weight;
        sum += (quantifier(std::min(1.0, running / whole)) - before) * term.worth;
    }
    return sum;
}

double product_of_powers(const std::vector<Term>& terms, double exponent_times, bool lacking) {
    double product = 1;
    for (const Term& term : terms) product *= std::pow(lacking ? 1 - term.worth : term.worth, term.weight * exponent_times);
    return product;
}

/// Does a power of a worth next to 0 decide? Such a cell can be compared with no second way.
bool is_steep(const std::string& aggregation, const std::vector<Term>& terms) {
    const bool fuzzy = aggregation.starts_with("fuzzy");
    if (!fuzzy && !aggregation.starts_with("wpm")) return false;
    return std::any_of(terms.begin(), terms.end(), [&](const Term& term) {
        const double lacking = 1 - term.worth;
        return (term.worth > 0 && term.worth < steep_worth) || (fuzzy && lacking > 0 && lacking < steep_worth);
    });
}

double score_by_formula(const std::string& aggregation, const std::vector<Term>& terms) {
    const std::size_t colon = aggregation.find(':');
    const std::string rule = aggregation.substr(0, colon);
    const auto parameter = [&](double usual) { return colon == std::string::npos ? usual : std::stod(aggregation.substr(colon + 1)); };
    if (terms.empty()) return no_value;
    for (const Term& term : terms)
        if (std::isnan(term.worth)) return no_value;
    if (rule == "wpm") return product_of_powers(terms, 1, false);
    if (rule == "owa") return by_order(terms, parameter(0.5));
    if (rule == "fuzzy") {
        const auto count = static_cast<double>(terms.size());
        const double gamma = parameter(0.9);
        return std::pow(1 - product_of_powers(terms, count, true), gamma) * std::pow(product_of_powers(terms, count, false), 1 - gamma);
    }
    double sum = 0, to_best = 0, to_worst = 0, least = 1;
    for (const Term& term : terms) {
        sum += term.weight * term.worth;
        to_worst += std::pow(term.weight * term.worth, 2);
        to_best += std::pow(term.weight * (1 - term.worth), 2);
        least = std::min(least, term.worth);
    }
    if (rule == "minimum") return least;
    return rule == "topsis" ? std::sqrt(to_worst) / (std::sqrt(to_worst) + std::sqrt(to_best)) : sum;
}

class SurfaceRecomputer {
public:
    SurfaceRecomputer(const study::Study& study, const fs::path& out, std::size_t sample, std::uint64_t seed)
        : study_(study), out_(out), compared_(sample, seed) {}

    Recomputation run(const Progress& progress) {
        surface_ = compared_.part("surface", {"由量算值按价值函数和集成公式逐格复算", "cell by cell from the measured values by the formulas"});
        MeasureRecomputer measures(study_, compared_);
        const auto& clusters = study_.suitability().clusters;
        for (std::size_t k = 0; k < clusters.size(); ++k) {
            progress.report(static_cast<double>(k) / static_cast<double>(clusters.size()));
            scores(clusters[k]);
            for (const model::RatedCriterion& rated : clusters[k].criteria) {
                progress.checkpoint();
                measures.measure(rated, clusters[k].cluster);
            }
        }
        return std::move(compared_).result();
    }

private:
    const model::CriterionDefinition& definition(const model::RatedCriterion& rated) const {
        return study_.catalogue().criteria[rated.criterion.index()];
    }

    void scores(const model::ClusterRating& rating) {
        const std::string& id = study_.plan().cluster(rating.cluster).id;
        const fs::path file = out_ / "suitability" / (id + ".tif");
        if (!fs::exists(file)) return;
        CellReader published(file);
        std::vector<CellReader> measured;
        for (const model::RatedCriterion& rated : rating.criteria) measured.emplace_back(rated.surface);
        const std::string& aggregation = study_.suitability().aggregation;
        compared_.draw(published, [&](geom::Point p, double stated) {
            if (stated < 0) return false;  // excluded
            std::vector<Term> terms;
            for (std::size_t c = 0; c < measured.size(); ++c) {
                const model::RatedCriterion& rated = rating.criteria[c];
                if (rated.weight > 0)
                    terms.push_back({rated.weight, worth_by_formula(rated.value, model::category_words(definition(rated)), measured[c].at(p))});
            }
            if (is_steep(aggregation, terms)) return false;
            compared_.compare(surface_, "suitability/" + id + ".tif", p, stated, score_by_formula(aggregation, terms), score_noise);
            return true;
        });
    }

    const study::Study& study_;
    fs::path out_;
    ComparedCells compared_;
    std::size_t surface_ = 0;
};

}  // namespace

Recomputation recompute_surfaces(const study::Study& study, const fs::path& out, std::size_t sample, std::uint64_t seed,
                                 const Progress& progress) {
    return SurfaceRecomputer(study, out, sample, seed).run(progress);
}

}  // namespace zonewright::answer
