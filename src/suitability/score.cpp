#include "suitability/score.h"

#include <algorithm>
#include <limits>

#include "base/errors.h"
#include "base/parallel.h"
#include "io/raster_io.h"
#include "suitability/fused_pass.h"
#include "suitability/term_table.h"
#include "suitability/weights_by_data.h"
#include "suitability/weights_of_clusters.h"

namespace zonewright::suitability {
namespace {

void require_same_grid(const ScoreInput& input, const TermTable& table) {
    for (const auto& path : table.surfaces) {
        const io::RasterInfo info = io::describe_raster(path);
        if (info.spec == input.admissible.spec && info.epsg == input.epsg) continue;
        throw InputError({path.string(),
                          fmt::format("{} × {}, {} m, EPSG:{}", info.spec.columns, info.spec.rows,
                                      info.spec.cell_m, info.epsg),
                          both("与约束栅格相同的网格与坐标系", "the grid and CRS of the constraints"),
                          both("重新计算该评价指标", "measure the criterion again")});
    }
}

std::string label_of(const ScoreInput& input, const model::ClusterRating& rating) {
    return "适宜性 suitability: " + input.catalogue.plan.cluster(rating.cluster).name.zh +
           " (0-1, 精确到 0.0001; -1 = excluded 已排除)";
}

/// The surfaces of clusters: found on the shelf, or written by the pass and then kept.
class Surfaces {
public:
    Surfaces(const ScoreInput& input, const TermTable& table, const EarlierGround& earlier,
             std::vector<model::ClusterRating>& ratings, const Progress& progress)
        : input_(input), earlier_(earlier), deviations_(input.deviation_surfaces && parse_aggregation(input.aggregation).rule == Rule::Wlc) {
        if (input.kept ? !input.kept.may_keep : input.folder.empty()) return;
        if (!input.kept) std::filesystem::create_directories(input.folder);
        for (model::ClusterRating& rating : ratings)
            if (!rating.criteria.empty() && !find(rating, table)) wanted_.push_back({.rating = &rating, .key = {}});
        parallel_for(wanted_.size(), 1, progress, [&](std::size_t i) {
            open(wanted_[i], table);
            take_over(wanted_[i], table);
        });
    }

    /// Those that the pass has to rate.
    std::vector<const model::ClusterRating*> ratings() const {
        std::vector<const model::ClusterRating*> all;
        for (const Wanted& wanted : wanted_) all.push_back(wanted.rating);
        return all;
    }
    io::TileWriter* scores(std::size_t i) { return wanted_[i].scores.get(); }
    io::TileWriter* deviations(std::size_t i) { return wanted_[i].deviations.get(); }
    bool only_changed(std::size_t i) const { return wanted_[i].only_changed; }

    void publish(const Progress& progress) {
        parallel_for(wanted_.size(), 1, progress, [&](std::size_t i) {
            model::ClusterRating& rating = *wanted_[i].rating;
            const io::WrittenSurface written = wanted_[i].scores->publish();
            rating.content_sha256 = written.content_sha256;
            rating.file_sha256 = written.file_sha256;
            if (wanted_[i].deviations) wanted_[i].deviations->publish();
            if (input_.kept)
                rating.tiles = input_.kept.shelf
                                   ->keep(id_of(rating), wanted_[i].key, written.content_sha256, note_of_surface(written))
                                   .store;
        });
    }

private:
    struct Wanted {
        model::ClusterRating* rating;
        std::string key;  ///< on the shelf
        std::unique_ptr<io::TileWriter> scores, deviations;
        bool only_changed = false;  ///< the rest is taken over
    };

    const std::string& id_of(const model::ClusterRating& rating) const {
        return input_.catalogue.plan.cluster(rating.cluster).id;
    }
    std::string key_of(const model::ClusterRating& rating, const TermTable& table) const {
        return key_of_surface(input_.kept, rating, table, input_.aggregation, label_of(input_, rating));
    }
    bool find(model::ClusterRating& rating, const TermTable& table) const {
        if (!input_.kept || deviations_) return false;
        const auto item = input_.kept.shelf->find(id_of(rating), key_of(rating, table));
        if (!item) return false;
        rating.tiles = item->store;
        rating.content_sha256 = item->content_sha256;
        const auto noted = surface_of_note(*item);
        if (!noted) return false;
        rating.file_sha256 = noted->file_sha256;
        return true;
    }
    void open(Wanted& wanted, const TermTable& table) {
        model::ClusterRating& rating = *wanted.rating;
        wanted.key = input_.kept ? key_of(rating, table) : std::string{};
        rating.tiles = input_.kept ? input_.kept.shelf->draft(id_of(rating), wanted.key)
                                   : input_.folder / (id_of(rating) + ".tif");
        wanted.scores = writer(rating.tiles, label_of(input_, rating));
        if (!deviations_) return;
        rating.deviation_tiles = rating.tiles.parent_path() / (id_of(rating) + ".deviation.tif");
        wanted.deviations = writer(rating.deviation_tiles, "适宜性标准差 standard deviation: " +
                                                               input_.catalogue.plan.cluster(rating.cluster).name.zh);
    }
    void take_over(Wanted& wanted, const TermTable& table) const {
        if (earlier_.ground.empty() || deviations_) return;
        KeptScores then = input_.kept;
        then.ground = earlier_.ground;
        const auto item = then.shelf->peek(id_of(*wanted.rating), key_of_surface(then, *wanted.rating, table, input_.aggregation,
                                                                                 label_of(input_, *wanted.rating)));
        const auto surface = item ? surface_of_note(*item) : std::nullopt;
        wanted.only_changed = surface && wanted.scores->take_over(*surface, earlier_.changed);
    }
    std::unique_ptr<io::TileWriter> writer(const std::filesystem::path& path, const std::string& label) const {
        const io::SurfaceForm form{.overviews = io::Overviews::MeanOfScores, .step = score_step};
        return std::make_unique<io::TileWriter>(path, input_.admissible.spec, input_.epsg, io::RasterLabel{label, "0-1"},
                                                form);
    }

    const ScoreInput& input_;
    const EarlierGround& earlier_;
    bool deviations_;
    std::vector<Wanted> wanted_;
};

/// The pass over what has to be rated or summed, and nothing else.
class NeededPass {
public:
    NeededPass(const ScoreInput& input, const TermTable& table, const ParcelWorths& known, const EarlierGround& earlier,
               Surfaces& surfaces)
        : earlier_(earlier), place_(table.terms.size(), none) {
        pass.changed = earlier.changed;
        pass.aggregation = parse_aggregation(input.aggregation);
        pass.concentration = input.weight_concentration;
        for (const model::ClusterRating* rating : surfaces.ratings())
            for (const model::RatedCriterion& rated : rating->criteria) need(table, rated.term);
        for (std::size_t t = 0; t < table.terms.size(); ++t)
            if (known.by_term[t].empty()) need(table, t), sums = true;
        sums = (sums || !known.cells_counted()) && !input.parcels.empty();
        if (sums && !earlier.ground.empty()) build_on(input, table, known);
        for (std::size_t i = 0; i < surfaces.ratings().size(); ++i) {
            const model::ClusterRating& rating = *surfaces.ratings()[i];
            PassCluster cluster{.measured = model::measured_weight(rating),
                                .scores = surfaces.scores(i),
                                .deviations = surfaces.deviations(i),
                                .only_changed = surfaces.only_changed(i)};
            for (const model::RatedCriterion& rated : rating.criteria) {
                cluster.terms.push_back(place_[rated.term]);
                cluster.weights.push_back(static_cast<float>(rated.weight));
            }
            pass.clusters.push_back(std::move(cluster));
        }
    }

    /// Fills the columns that were not known.
    void run_over(const ScoreInput& input, ParcelWorths& worths, const Progress& progress) const {
        if (pass.clusters.empty() && !sums) return;
        const auto parcels = sums ? input.parcels : std::span<const model::Parcel>{};
        const std::size_t edge =
            input.tile_edge ? input.tile_edge : tile_edge_within(pass, input.memory_mib, progress.threads());
        const ParcelsByTile by_tile(parcels, input.admissible.spec, edge, beside_);
        ParcelSums summed(parcels.size(), pass.terms.size());
        run(pass, input.admissible, edge, by_tile, summed, progress);
        if (!sums) return;
        const auto is_beside = [&](std::size_t p) { return !beside_.empty() && beside_[p]; };
        worths.inside_city.resize(parcels.size());
        worths.admissible.resize(parcels.size());
        for (std::size_t p = 0; p < parcels.size(); ++p) {
            worths.inside_city[p] = is_beside(p) ? then_.inside_city[p] : summed.inside_city(p);
            worths.admissible[p] = is_beside(p) ? then_.admissible[p] : summed.admissible(p);
        }
        for (std::size_t t = 0; t < place_.size(); ++t) {
            if (!worths.by_term[t].empty()) continue;
            worths.by_term[t].resize(parcels.size());
            for (std::size_t p = 0; p < parcels.size(); ++p)
                worths.by_term[t][p] = is_beside(p) ? then_.by_term[t][p] : summed.mean_worth(p, place_[t]);
        }
    }

    Pass pass;
    bool sums = false;  ///< over parcels

private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    /// Sums over parcels beside what changed are those of the earlier ground, when all of these are there.
    void build_on(const ScoreInput& input, const TermTable& table, const ParcelWorths& known) {
        const auto is_known = [](const std::vector<float>& column) { return !column.empty(); };
        if (std::any_of(known.by_term.begin(), known.by_term.end(), is_known)) return;
        then_ = earlier_worths(input.kept, earlier_.ground, table, input.parcels.size());
        if (!then_.cells_counted() || !std::all_of(then_.by_term.begin(), then_.by_term.end(), is_known)) return;
        beside_ = parcels_beside(input.parcels, input.admissible.spec, io::tile_cells, earlier_.changed);
    }
    void need(const TermTable& table, std::size_t term) {
        if (place_[term] != none) return;
        const Term& stated = table.terms[term];
        const auto& path = table.surfaces[stated.surface];
        const auto known = std::find(pass.surfaces.begin(), pass.surfaces.end(), path);
        const auto surface = static_cast<std::size_t>(known - pass.surfaces.begin());
        if (known == pass.surfaces.end()) pass.surfaces.push_back(path);
        place_[term] = pass.terms.size();
        pass.terms.push_back({surface, ValueCurve(stated.value, stated.words, stated.criterion)});
    }

    const EarlierGround& earlier_;
    ParcelWorths then_;         ///< of the earlier ground
    std::vector<bool> beside_;  ///< parcels whose sums stand in then_; empty: none
    std::vector<std::size_t> place_;  ///< of each term of the table in the pass
};

model::ParcelScore score_parcel(const model::ClusterRating& rating, const Aggregation& aggregation,
                                double concentration, const ParcelWorths& known, std::size_t parcel,
                                std::span<const double> worths) {
    model::ParcelScore result;
    if (known.inside_city[parcel] > 0 && known.admissible[parcel] == 0) result.state = model::ScoreState::Excluded;
    if (known.admissible[parcel] == 0 || rating.criteria.empty()) return result;
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

void score_parcels(const ParcelWorths& known, const Aggregation& aggregation,
                   std::span<const model::Parcel> parcels, model::Suitability& result,
                   const Progress& progress) {
    const std::size_t terms = known.by_term.size();
    result.parcel_count = parcels.size();
    result.term_count = terms;
    result.worths.resize(parcels.size() * terms);
    result.scores.resize(parcels.size() * result.clusters.size());
    result.admissible_share.resize(parcels.size());
    parallel_for(parcels.size(), 256, progress, [&](std::size_t p) {
        for (std::size_t t = 0; t < terms; ++t) result.worths[p * terms + t] = known.by_term[t][p];
        const std::uint64_t inside = known.inside_city[p];
        result.admissible_share[p] =
            inside == 0 ? 0.0f
                        : static_cast<float>(static_cast<double>(known.admissible[p]) / static_cast<double>(inside));
        for (std::size_t k = 0; k < result.clusters.size(); ++k) {
            const std::vector<double> worths = worths_of(result, p, result.clusters[k]);
            result.scores[p * result.clusters.size() + k] =
                score_parcel(result.clusters[k], aggregation, result.weight_concentration, known, p, worths);
        }
    });
}

/// Tiles that lie each in one block of a store.
bool can_build_on(const ScoreInput& input) {
    return input.kept && input.kept.may_keep && (input.tile_edge == 0 || io::tile_cells % input.tile_edge == 0);
}

/// One pass over the surfaces with these ratings.
model::Suitability score_by(const ScoreInput& input, std::vector<model::ClusterRating> ratings,
                            const Progress& progress) {
    model::Suitability result;
    result.aggregation = input.aggregation;
    result.weight_concentration = input.weight_concentration;
    result.clusters = std::move(ratings);
    const TermTable table = number_terms(input.catalogue, input.surfaces, result.clusters);
    require_same_grid(input, table);
    ParcelWorths worths = find_worths(input.kept, table, input.parcels.size());
    const bool keeps = input.kept && input.kept.may_keep;
    const std::vector<std::string> blocks = keeps ? blocks_of_ground(input.admissible, progress) : std::vector<std::string>{};
    const EarlierGround earlier = can_build_on(input) ? find_earlier_ground(input.kept, input.admissible.spec, blocks) : EarlierGround{};
    Surfaces surfaces(input, table, earlier, result.clusters, progress.part(0.0, 0.1));
    NeededPass(input, table, worths, earlier, surfaces).run_over(input, worths, progress.part(0.1, 0.8));
    surfaces.publish(progress.part(0.8, 0.95));
    keep_worths(input.kept, table, worths);
    if (keeps) keep_ground(input.kept, input.admissible.spec, blocks);
    score_parcels(worths, parse_aggregation(input.aggregation), input.parcels, result, progress.part(0.95, 1.0));
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
    parcels_only.kept.may_keep = false;
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
