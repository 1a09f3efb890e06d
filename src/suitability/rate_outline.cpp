#include "suitability/rate_outline.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geom/planar_area.h"
#include "model/criterion_surface.h"
#include "suitability/ground.h"
#include "suitability/score.h"
#include "suitability/value_curve.h"

namespace zonewright::suitability {
namespace {

double mean_worth(const std::vector<float>& measured, const Ground& cells, const ValueCurve& curve) {
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        if (cells.shares[i] <= 0 || std::isnan(measured[i])) continue;
        sum += static_cast<double>(cells.shares[i]) * static_cast<double>(curve(measured[i]));
        weight += static_cast<double>(cells.shares[i]);
    }
    return weight > 0 ? sum / weight : std::nan("");
}

class Rater {
public:
    Rater(const model::Catalogue& catalogue, Ground cells, double outline_cells)
        : catalogue_(catalogue), cells_(std::move(cells)) {
        double admissible = 0;
        for (const float share : cells_.shares) admissible += static_cast<double>(share);
        // Shares of cells are floats: what is whole but for their rounding is whole.
        constexpr double rounding = 1e-4;
        admissible_share_ = outline_cells > 0 ? std::min(1.0, admissible / outline_cells) : 0;
        if (admissible_share_ > 1 - rounding) admissible_share_ = 1;
    }

    OutlineRating rate(const model::ClusterRating& rating, const std::string& aggregation) {
        OutlineRating result{.cluster = rating.cluster};
        result.admissible_share = admissible_share_;
        if (!cells_.admissible) {
            result.state = model::ScoreState::Excluded;
            return result;
        }
        std::vector<double> worths;
        bool complete = !rating.criteria.empty();
        for (const model::RatedCriterion& rated : rating.criteria) {
            const double worth = worth_of(rated);
            worths.push_back(worth);
            complete &= !std::isnan(worth);
            result.parts.push_back({rated.criterion, rated.weight, worth, rated.weight * worth});
        }
        if (complete) {
            result.state = model::ScoreState::Scored;
            result.score = score_of(rating, aggregation, worths);
        }
        return result;
    }

private:
    /// Clusters share most surfaces, so a window is read once.
    double worth_of(const model::RatedCriterion& rated) {
        auto found = windows_.find(rated.surface);
        if (found == windows_.end())
            found = windows_.emplace(rated.surface, measured_on(cells_, rated.surface)).first;
        const model::CriterionDefinition& definition = catalogue_.criteria[rated.criterion.index()];
        return mean_worth(found->second, cells_,
                          ValueCurve(rated.value, model::category_words(definition), definition.id));
    }

    const model::Catalogue& catalogue_;
    Ground cells_;
    double admissible_share_ = 0;
    std::map<std::filesystem::path, std::vector<float>> windows_;
};

}  // namespace

std::vector<OutlineRating> rate_outline(const geom::MultiPolygon& outline, const model::Catalogue& catalogue,
                                        const model::Suitability& suitability,
                                        const raster::Grid<std::uint32_t>& admissible) {
    const double cell_m2 = admissible.spec.cell_m * admissible.spec.cell_m;
    Rater rater(catalogue, ground_under(outline, admissible), geom::planar_area(outline) / cell_m2);
    std::vector<OutlineRating> ratings;
    for (const model::ClusterRating& rating : suitability.clusters)
        ratings.push_back(rater.rate(rating, suitability.aggregation));
    return ratings;
}

}  // namespace zonewright::suitability
