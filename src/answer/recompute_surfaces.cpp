#include "answer/recompute_surfaces.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "geom/planar_area.h"
#include "io/raster_io.h"
#include "model/criterion_surface.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using model::CurveKind;

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
constexpr double score_noise = 5.1e-5;    ///< surfaces are floats, rounded to the ten-thousandth
constexpr double steep_worth = 1e-3;      ///< a power turns what a float rounds of a smaller worth into a visible difference
constexpr double cells_of_noise = 1.5;    ///< from the middle of a cell to the middle of the one that holds the feature
constexpr std::size_t cells_of_all = 5000, tries_per_cell = 40, most_faults_of_surfaces = 100;

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

// ---- distances, from the features ----------------------------------------------------------------------------

double distance_along(const geom::Ring& points, geom::Point p) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) least = std::min(least, geom::distance(p, points[i], points[i + 1]));
    return least;
}

double distance_to(const geom::Geometry& shape, geom::Point p) {
    double least = std::numeric_limits<double>::infinity();
    if (const auto* points = std::get_if<geom::MultiPoint>(&shape))
        for (const geom::Point q : points->points) least = std::min(least, geom::distance(p, q));
    if (const auto* lines = std::get_if<geom::MultiLineString>(&shape))
        for (const auto& line : lines->lines) least = std::min(least, distance_along(line, p));
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&shape)) {
        if (geom::locate(p, *polygons) != geom::Position::Outside) return 0;
        for (const geom::Polygon& part : polygons->parts)
            for (const geom::Ring& ring : part.rings) least = std::min(least, distance_along(ring, p));
    }
    return least;
}

/// Does the field of the feature hold one of the words, perhaps among others ("ai;energy")?
bool holds_word(const std::string& text, const std::vector<std::string>& words, const std::string& cluster) {
    const std::string listed = ";" + text + ";";
    return std::ranges::any_of(words, [&](std::string word) {
        if (word == "$cluster") word = cluster;
        std::string plain = listed;
        std::replace(plain.begin(), plain.end(), ',', ';');
        return text == word || plain.find(";" + word + ";") != std::string::npos;
    });
}

/// A raster, read a cell at a time.
class Cells {
public:
    explicit Cells(const fs::path& file) : reader_(file) {}
    const raster::GridSpec& spec() const { return reader_.info().spec; }
    double at(geom::Point p) {
        const double column = (p.x - spec().west_m) / spec().cell_m, row = (spec().north_m - p.y) / spec().cell_m;
        if (column < 0 || row < 0 || column >= static_cast<double>(spec().columns) || row >= static_cast<double>(spec().rows))
            return no_value;
        float cell = 0;
        reader_.read(static_cast<std::size_t>(column), static_cast<std::size_t>(row), 1, 1, {&cell, 1});
        return static_cast<double>(cell);
    }

private:
    io::RasterReader reader_;
};

class SurfaceRecomputer {
public:
    SurfaceRecomputer(const study::Study& study, const fs::path& out, std::size_t sample, std::uint64_t seed)
        : study_(study), out_(out), sample_(sample == 0 ? cells_of_all : sample), random_(seed) {}

    Recomputation run(const Progress& progress) {
        result_.parts.push_back({.part = "surface", .way = {"由量算值按价值函数和集成公式逐格复算", "cell by cell from the measured values by the formulas"}});
        result_.parts.push_back({.part = "distance", .way = {"由要素逐点量算距离", "distances from the features themselves"}});
        const auto& clusters = study_.suitability().clusters;
        for (std::size_t k = 0; k < clusters.size(); ++k) {
            progress.report(static_cast<double>(k) / static_cast<double>(clusters.size()));
            scores(clusters[k]);
            for (const model::RatedCriterion& rated : clusters[k].criteria) distances(rated, clusters[k].cluster);
        }
        return std::move(result_);
    }

private:
    geom::Point any_cell(const raster::GridSpec& spec) {
        const auto below = [&](std::size_t count) { return static_cast<double>(random_() % count) + 0.5; };
        const double column = below(spec.columns), row = below(spec.rows);
        return {spec.west_m + column * spec.cell_m, spec.north_m - row * spec.cell_m};
    }

    void compare(std::size_t part, const std::string& layer, geom::Point p, double stated, double found, double noise) {
        RecomputedPart& counted = result_.parts[part];
        ++counted.rows;
        const bool same = stated == found || std::abs(stated - found) <= noise;
        if (std::isfinite(stated) && std::isfinite(found))
            counted.largest_difference = std::max(counted.largest_difference, std::abs(stated - found));
        if (same) return;
        if (++counted.faults <= most_faults_of_surfaces)
            result_.faults.push_back({layer, fmt::format("X {:.1f}, Y {:.1f}", p.y, p.x), counted.part, fmt::format("{:.6g}", stated),
                                      fmt::format("{:.6g}", found)});
    }

    const model::CriterionDefinition& definition(const model::RatedCriterion& rated) const {
        return study_.catalogue().criteria[rated.criterion.index()];
    }

    void scores(const model::ClusterRating& rating) {
        const std::string& id = study_.plan().cluster(rating.cluster).id;
        const fs::path file = out_ / "suitability" / (id + ".tif");
        if (!fs::exists(file)) return;
        Cells published(file);
        std::vector<Cells> measured;
        for (const model::RatedCriterion& rated : rating.criteria) measured.emplace_back(rated.surface);
        std::size_t found = 0;
        for (std::size_t tries = sample_ * tries_per_cell; tries > 0 && found < sample_; --tries) {
            const geom::Point p = any_cell(published.spec());
            const double stated = published.at(p);
            if (!(stated >= 0)) continue;  // excluded, no data, outside the city
            std::vector<Term> terms;
            for (std::size_t c = 0; c < measured.size(); ++c) {
                const model::RatedCriterion& rated = rating.criteria[c];
                if (rated.weight > 0)
                    terms.push_back({rated.weight, worth_by_formula(rated.value, model::category_words(definition(rated)), measured[c].at(p))});
            }
            if (is_steep(study_.suitability().aggregation, terms)) continue;
            ++found;
            compare(0, "suitability/" + id + ".tif", p, stated, score_by_formula(study_.suitability().aggregation, terms), score_noise);
        }
    }

    void distances(const model::RatedCriterion& rated, model::ClusterId cluster) {
        const model::CriterionDefinition& criterion = definition(rated);
        if (criterion.measure != model::MeasureKind::Distance || !seen_.insert(rated.surface).second) return;
        const model::FeatureTable* table = study_.sources().find(criterion.role);
        if (table == nullptr) return;
        std::vector<const geom::Geometry*> shapes;
        std::vector<geom::Box> boxes;
        for (const model::Feature& feature : table->features) {
            const bool meant = std::ranges::all_of(criterion.where, [&](const auto& condition) {
                return holds_word(model::text_of(feature.values[table->field(condition.first)]), condition.second,
                                  study_.plan().cluster(cluster).id);
            });
            if (!meant) continue;
            shapes.push_back(&feature.geometry);
            boxes.push_back(geom::bounds(feature.geometry));
        }
        Cells measured(rated.surface);
        const double noise = cells_of_noise * measured.spec().cell_m;
        std::size_t found = 0;
        for (std::size_t tries = sample_ * tries_per_cell; tries > 0 && found < sample_; --tries) {
            const geom::Point p = any_cell(measured.spec());
            const double stated = measured.at(p);
            if (std::isnan(stated)) continue;
            ++found;
            compare(1, criterion.id, p, stated, nearest(p, shapes, boxes), noise);
        }
    }

    static double nearest(geom::Point p, const std::vector<const geom::Geometry*>& shapes, const std::vector<geom::Box>& boxes) {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            const double east = std::max({boxes[i].min_x - p.x, p.x - boxes[i].max_x, 0.0});
            const double north = std::max({boxes[i].min_y - p.y, p.y - boxes[i].max_y, 0.0});
            if (std::hypot(east, north) < least) least = std::min(least, distance_to(*shapes[i], p));
        }
        return least;
    }

    const study::Study& study_;
    fs::path out_;
    std::size_t sample_;
    std::mt19937_64 random_;
    Recomputation result_;
    std::set<fs::path> seen_;
};

}  // namespace

Recomputation recompute_surfaces(const study::Study& study, const fs::path& out, std::size_t sample, std::uint64_t seed,
                                 const Progress& progress) {
    return SurfaceRecomputer(study, out, sample, seed).run(progress);
}

}  // namespace zonewright::answer
