#include "suitability/score.h"

#include <algorithm>

#include "base/errors.h"
#include "base/parallel.h"
#include "io/raster_io.h"
#include "suitability/fused_pass.h"
#include "suitability/weights_by_data.h"
#include "suitability/weights_of_clusters.h"

namespace zonewright::suitability {
namespace {

/// Distinct surfaces and distinct (surface, value function) pairs over all clusters; numbers the criteria's
/// terms.
class TermTable {
public:
    TermTable(const model::Catalogue& catalogue, std::vector<model::ClusterRating>& ratings, Pass& pass)
        : pass_(pass) {
        for (model::ClusterRating& rating : ratings)
            for (model::RatedCriterion& rated : rating.criteria) {
                const model::CriterionDefinition& definition = catalogue.criteria.at(rated.criterion.index());
                rated.term = term_of(rated, definition);
            }
    }

private:
    std::size_t term_of(const model::RatedCriterion& rated, const model::CriterionDefinition& definition) {
        const auto path = std::find(pass_.surfaces.begin(), pass_.surfaces.end(), rated.surface);
        const auto surface = static_cast<std::size_t>(path - pass_.surfaces.begin());
        if (path == pass_.surfaces.end()) pass_.surfaces.push_back(rated.surface);
        for (std::size_t t = 0; t < keys_.size(); ++t)
            if (keys_[t].first == surface && keys_[t].second == rated.value) return t;
        keys_.emplace_back(surface, rated.value);
        pass_.terms.push_back(
            {surface, ValueCurve(rated.value, model::category_words(definition), definition.id)});
        return keys_.size() - 1;
    }

    Pass& pass_;
    std::vector<std::pair<std::size_t, model::ValueFunction>> keys_;
};

void require_same_grid(const ScoreInput& input, const Pass& pass) {
    for (const auto& path : pass.surfaces) {
        const io::RasterInfo info = io::describe_raster(path);
        if (info.spec == input.admissible.spec && info.epsg == input.epsg) continue;
        throw InputError({path.string(),
                          fmt::format("{} × {}, {} m, EPSG:{}", info.spec.columns, info.spec.rows,
                                      info.spec.cell_m, info.epsg),
                          both("与约束栅格相同的网格与坐标系", "the grid and CRS of the constraints"),
                          both("重新计算该评价指标", "measure the criterion again")});
    }
}

std::string plan_name(const model::Catalogue& catalogue, model::ClusterId cluster) {
    return catalogue.plan.cluster(cluster).name.zh;
}

class Surfaces {
public:
    Surfaces(const ScoreInput& input, std::vector<model::ClusterRating>& ratings, Pass& pass) {
        const bool mapped = !input.folder.empty();
        if (mapped) std::filesystem::create_directories(input.folder);
        const bool deviations = input.deviation_surfaces && pass.aggregation.rule == Rule::Wlc;
        for (model::ClusterRating& rating : ratings) {
            PassCluster cluster{.measured = model::measured_weight(rating)};
            for (const model::RatedCriterion& rated : rating.criteria) {
                cluster.terms.push_back(rated.term);
                cluster.weights.push_back(static_cast<float>(rated.weight));
            }
            if (mapped && !rating.criteria.empty()) {
                const std::string& id = input.catalogue.plan.cluster(rating.cluster).id;
                const std::string name = plan_name(input.catalogue, rating.cluster);
                rating.tiles = input.folder / (id + ".tif");
                cluster.scores =
                    add(rating.tiles, input,
                        {"适宜性 suitability: " + name + " (0-1, 精确到 0.0001; -1 = excluded 已排除)", "0-1"});
                rated_.emplace_back(writers_.size() - 1, &rating);
                if (deviations) {
                    rating.deviation_tiles = input.folder / (id + ".deviation.tif");
                    cluster.deviations =
                        add(rating.deviation_tiles, input, {"适宜性标准差 standard deviation: " + name, "0-1"});
                }
            }
            pass.clusters.push_back(std::move(cluster));
        }
    }
    void publish(const Progress& progress) {
        std::vector<io::WrittenSurface> written(writers_.size());
        parallel_for(writers_.size(), 1, progress, [&](std::size_t i) { written[i] = writers_[i]->publish(); });
        for (const auto& [writer, rating] : rated_) {
            rating->content_sha256 = written[writer].content_sha256;
            rating->file_sha256 = written[writer].file_sha256;
        }
    }

private:
    io::TileWriter* add(const std::filesystem::path& path, const ScoreInput& input,
                        const io::RasterLabel& label) {
        const io::SurfaceForm form{.overviews = io::Overviews::MeanOfScores, .step = score_step};
        writers_.push_back(std::make_unique<io::TileWriter>(path, input.admissible.spec, input.epsg, label, form));
        return writers_.back().get();
    }

    std::vector<std::unique_ptr<io::TileWriter>> writers_;
    std::vector<std::pair<std::size_t, model::ClusterRating*>> rated_;  ///< writer of its surface
};

model::ParcelScore score_parcel(const model::ClusterRating& rating, const Aggregation& aggregation,
                                double concentration, const ParcelSums& sums, std::size_t parcel,
                                std::span<const double> worths) {
    model::ParcelScore result;
    if (sums.inside_city(parcel) > 0 && sums.admissible(parcel) == 0)
        result.state = model::ScoreState::Excluded;
    if (sums.admissible(parcel) == 0 || rating.criteria.empty()) return result;
    std::vector<double> weights;
    for (const model::RatedCriterion& rated : rating.criteria) weights.push_back(rated.weight);
    const double score = aggregate(aggregation, worths, weights);
    if (score != score) return result;
    result.state = model::ScoreState::Scored;
    result.score = score;
    if (aggregation.rule == Rule::Wlc)
        result.deviation =
            with_unmeasured(wlc_deviation(worths, weights, concentration), model::measured_weight(rating));
    return result;
}

void score_parcels(const ParcelSums& sums, const Aggregation& aggregation,
                   std::span<const model::Parcel> parcels, model::Suitability& result,
                   const Progress& progress) {
    result.parcel_count = parcels.size();
    result.term_count = sums.terms();
    result.worths.resize(parcels.size() * sums.terms());
    result.scores.resize(parcels.size() * result.clusters.size());
    result.admissible_share.resize(parcels.size());
    parallel_for(parcels.size(), 256, progress, [&](std::size_t p) {
        for (std::size_t t = 0; t < sums.terms(); ++t)
            result.worths[p * sums.terms() + t] = sums.mean_worth(p, t);
        const std::uint64_t inside = sums.inside_city(p);
        result.admissible_share[p] =
            inside == 0
                ? 0.0f
                : static_cast<float>(static_cast<double>(sums.admissible(p)) / static_cast<double>(inside));
        for (std::size_t k = 0; k < result.clusters.size(); ++k) {
            const std::vector<double> worths = worths_of(result, p, result.clusters[k]);
            result.scores[p * result.clusters.size() + k] =
                score_parcel(result.clusters[k], aggregation, result.weight_concentration, sums, p, worths);
        }
    });
}

/// One pass over the surfaces with these ratings.
model::Suitability score_by(const ScoreInput& input, std::vector<model::ClusterRating> ratings,
                            const Progress& progress) {
    model::Suitability result;
    result.aggregation = input.aggregation;
    result.weight_concentration = input.weight_concentration;
    result.clusters = std::move(ratings);
    Pass pass;
    pass.aggregation = parse_aggregation(input.aggregation);
    pass.concentration = input.weight_concentration;
    const TermTable terms(input.catalogue, result.clusters, pass);
    require_same_grid(input, pass);
    Surfaces surfaces(input, result.clusters, pass);
    const std::size_t edge =
        input.tile_edge ? input.tile_edge : tile_edge_within(pass, input.memory_mib, progress.threads());
    const ParcelsByTile parcels(input.parcels, input.admissible.spec, edge);
    ParcelSums sums(input.parcels.size(), pass.terms.size());
    run(pass, input.admissible, edge, parcels, sums, progress.part(0.0, 0.8));
    surfaces.publish(progress.part(0.8, 0.95));
    score_parcels(sums, pass.aggregation, input.parcels, result, progress.part(0.95, 1.0));
    return result;
}

}  // namespace

model::Suitability score(const ScoreInput& input, const Progress& progress) {
    std::vector<model::ClusterRating> ratings =
        rate_clusters(input.weights, input.catalogue.plan, input.catalogue.criteria, input.surfaces);
    const bool by_data = std::any_of(ratings.begin(), ratings.end(), [](const model::ClusterRating& rating) {
        return is_by_data(rating.method);
    });
    if (!by_data) return score_by(input, std::move(ratings), progress);
    ScoreInput parcels_only = input;
    parcels_only.folder.clear();
    weigh_by_data(score_by(parcels_only, ratings, progress.part(0, 0.4)), ratings);
    return score_by(input, std::move(ratings), progress.part(0.4, 1));
}

double score_of(const model::ClusterRating& rating, const std::string& aggregation,
                std::span<const double> worths) {
    std::vector<double> weights;
    for (const model::RatedCriterion& rated : rating.criteria) weights.push_back(rated.weight);
    return aggregate(parse_aggregation(aggregation), worths, weights);
}

std::vector<double> worths_of(const model::Suitability& suitability, std::size_t parcel,
                              const model::ClusterRating& rating) {
    std::vector<double> worths;
    for (const model::RatedCriterion& rated : rating.criteria)
        worths.push_back(static_cast<double>(suitability.worth(parcel, rated.term)));
    return worths;
}

}  // namespace zonewright::suitability
