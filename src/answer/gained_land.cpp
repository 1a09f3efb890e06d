#include "answer/gained_land.h"

#include <algorithm>
#include <memory>
#include <tuple>

#include "answer/gain_areas.h"
#include "answer/named_in_study.h"
#include "answer/role_words.h"
#include "answer/unit_words.h"
#include "base/errors.h"
#include "base/parallel.h"
#include "base/spelling.h"
#include "model/criterion_surface.h"
#include "model/feature_filter.h"
#include "model/town.h"
#include "suitability/explain.h"
#include "suitability/weights_by_data.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

const char* const platform_role = "platform";
const char* const kind_field = "class";

std::vector<std::size_t> offered_positions(const study::Study& study) {
    const model::SupplyStatement& statement = study.supply_statement();
    std::vector<std::size_t> offered;
    for (std::size_t p = 0; p < statement.parcels.size(); ++p)
        if (model::is_offered(statement.parcels[p], statement.offered_classes)) offered.push_back(p);
    return offered;
}

[[noreturn]] void refuse_word(const std::string& thing, const std::string& word, Text expected, const std::vector<std::string>& known) {
    const auto near = nearest_name(word, known);
    throw InputError({.thing = thing, .value = word, .expected = std::move(expected),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these")});
}

std::vector<std::string> kinds_asked(const study::Study& study, const std::string& word) {
    std::vector<std::string> kinds = words_of_field(study.catalogue(), platform_role, kind_field);
    if (word.empty()) return kinds;
    std::vector<std::string> known = kinds;
    for (const std::string& kind : kinds) {
        known.push_back(title_of_word(study.catalogue(), platform_role, kind_field, kind).zh);
        if (kind == word || known.back() == word) return {kind};
    }
    refuse_word("kind", word, both("layers/roles/platform.toml 中的类别：{}", "a class of layers/roles/platform.toml: {}", joined(known)), known);
}

/// Name and least score of the class that counts.
std::pair<Text, double> line_asked(const study::Study& study, const std::string& word) {
    if (word.empty()) return {{"适宜（供需平衡的适宜线）", "suitable (the line of supply against demand)"}, supply::supply_rules_of(study.catalogue()).least_score};
    std::vector<std::string> known;
    for (const suitability::ScoreClass& each : suitability::score_classes(study.catalogue())) {
        known.insert(known.end(), {each.id, each.title.zh});
        if (each.id == word || each.title.zh == word) return {each.title, each.from};
    }
    refuse_word("least_class", word, both("layers/rules/suitability_classes.toml 中的分级：{}", "a class of layers/rules/suitability_classes.toml: {}", joined(known)), known);
}

double spacing_of(const model::Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("gain");
    const double spacing_m = rules.number("spacing_m");
    if (spacing_m > 0) return spacing_m;
    throw InputError({.thing = rules.place_of("spacing_m"), .value = fmt::format("{:g}", spacing_m), .expected = both("大于 0", "more than 0"),
                      .advice = both("改正数值", "correct it")});
}

/// Would a platform of this kind that serves the industry count for the criterion?
bool feeds(const model::CriterionDefinition& definition, const std::string& kind) {
    return definition.role == platform_role && std::ranges::all_of(definition.where, [&](const auto& each) {
               return std::ranges::find(each.second, each.first == kind_field ? kind : std::string(model::cluster_placeholder)) != each.second.end();
           });
}

/// One kind for one industry: the criteria it feeds, and the points behind them.
struct FedKind {
    std::vector<suitability::FedTerm> terms;
    std::vector<std::vector<const model::Feature*>> features;  ///< by term: the one of each point
    std::vector<const model::Feature*> standing;               ///< those of the kind
};

struct LandMeans {
    Area suitable;
    std::optional<double> score;
};

class GainFinder {
public:
    GainFinder(const study::Study& study, const PlanGainQuestion& question)
        : study_(study), question_(question), cells_(study.parcels(), offered_positions(study), study.admissible()),
          areas_(study, cells_, spacing_of(study.catalogue())), table_(study.sources().find(platform_role)) {
        std::tie(answer_.least_class, answer_.least_score) = line_asked(study, question.least_class);
        for (std::size_t k = 0; k < cells_.parcels(); ++k) all_.push_back(k);
    }

    PlanGainAnswer found(const Progress& progress) {
        std::vector<model::ClusterId> clusters;
        if (!question_.cluster.empty()) clusters = {cluster_named(study_, question_.cluster)};
        for (std::size_t k = 0; question_.cluster.empty() && k < study_.plan().clusters.size(); ++k) clusters.emplace_back(k);
        const std::vector<std::string> kinds = kinds_asked(study_, question_.kind);
        for (std::size_t i = 0; i < clusters.size(); ++i)
            look_at(clusters[i], kinds, progress.part(static_cast<double>(i) / static_cast<double>(clusters.size()), static_cast<double>(i + 1) / static_cast<double>(clusters.size())));
        rank_all();
        state_rules();
        return std::move(answer_);
    }

private:
    void look_at(model::ClusterId cluster, const std::vector<std::string>& kinds, const Progress& progress) {
        const model::Cluster& industry = study_.plan().cluster(cluster);
        ClusterGain found{.cluster = industry.id, .name = industry.name, .named = question_.places == "zones" && !industry.places.empty(), .kinds = {}};
        std::vector<double> run;
        for (const std::size_t k : all_) {
            run.push_back(study_.suitability().of(cells_.parcel(k), cluster.index()).score);
            found.offered += net(k);
            if (run.back() != run.back()) found.unknown += net(k);
        }
        const LandMeans now = means(all_, run);
        found.suitable = now.suitable, found.score = now.score;
        const model::ClusterRating& rating = study_.suitability().clusters.at(cluster.index());
        if (suitability::is_by_data(rating.method))
            answer_.warn(both("{} 的权重由数据得出，新增平台后会重新计算；这里按现有权重", "the weights of {} come from data and a run with a new platform would weigh anew; here they are kept", industry.name));
        const std::vector<GainArea> areas = areas_.of(cluster, question_.places == "towns");
        for (std::size_t i = 0; i < kinds.size(); ++i)
            found.kinds.push_back(of_kind(cluster, kinds[i], areas, progress.part(static_cast<double>(i) / static_cast<double>(kinds.size()), static_cast<double>(i + 1) / static_cast<double>(kinds.size()))));
        answer_.clusters.push_back(std::move(found));
    }

    KindGain of_kind(model::ClusterId cluster, const std::string& kind, const std::vector<GainArea>& areas, const Progress& progress) {
        KindGain found{.kind = kind, .title = title_of_word(study_.catalogue(), platform_role, kind_field, kind), .note = {}, .feeds = {}, .places = {}, .platforms = {}, .passing = {}};
        FedKind fed = fed_kind(cluster, found, progress);
        if (found.state != "known") return found;
        const suitability::PointEffects effects(cells_, study_.suitability(), cluster.index(), fed.terms);
        const std::vector<double> without = effects.without_kind();
        const LandMeans rest = means(all_, without);
        found.suitable_without = rest.suitable, found.score_without = rest.score;
        for (const GainArea& area : areas) found.places.push_back(of_area(area, effects, without, progress));
        std::ranges::stable_sort(found.places, [](const GainPlace& a, const GainPlace& b) { return order_of(a) < order_of(b); });
        for (std::size_t i = 0; i < found.places.size(); ++i) found.places[i].rank = static_cast<int>(i) + 1;
        state_standing(effects, fed, found);
        list_passing(effects, found);
        return found;
    }

    /// The criteria that the kind feeds for the industry; says why where nothing can be known.
    FedKind fed_kind(model::ClusterId cluster, KindGain& found, const Progress& progress) {
        FedKind fed;
        const model::ClusterRating& rating = study_.suitability().clusters.at(cluster.index());
        const auto names = model::names_in_data(study_.plan().cluster(cluster));
        for (const model::CriterionDefinition& definition : study_.catalogue().criteria) {
            if (!feeds(definition, found.kind)) continue;
            found.feeds.push_back({definition.id, definition.title, definition.clause, 0});
            const auto rated = std::ranges::find_if(rating.criteria, [&](const model::RatedCriterion& each) {
                return study_.catalogue().criteria[each.criterion.index()].id == definition.id && each.weight > 0;
            });
            if (rated == rating.criteria.end() || table_ == nullptr) continue;
            found.feeds.back().weight = rated->weight;
            if (definition.measure != model::MeasureKind::Distance) {
                found.state = "not_distance", found.note = both("{} 不是按距离量算的，没有推算", "{} is not measured by distance: not worked out", definition.title);
                return fed;
            }
            add_term(static_cast<std::size_t>(rated - rating.criteria.begin()), *rated, definition, names, found.kind, fed, progress);
        }
        if (table_ != nullptr) fed.standing = standing_of(found.kind);
        found.existing = static_cast<int>(fed.standing.size());
        state_of(fed, found);
        return fed;
    }

    void state_of(const FedKind& fed, KindGain& found) const {
        if (found.feeds.empty()) found.state = "no_criterion", found.note = {"没有评价指标用到这类平台，增益未知", "no criterion looks at this kind: what it adds is not known"};
        else if (table_ == nullptr) found.state = "no_source", found.note = {"未提供：没有 role = \"platform\" 的来源，增益未知", "not given: no source of role = \"platform\", what it adds is not known"};
        else if (fed.terms.empty()) found.state = "no_weight", found.note = {"该产业的权重没有用到这类平台的指标，增益为 0", "the industry gives the criterion of this kind no weight: nothing is gained"};
        else found.state = "known";
    }

    std::vector<const model::Feature*> standing_of(const std::string& kind) const {
        std::vector<const model::Feature*> standing;
        for (const model::Feature* feature : model::filtered(*table_, {{kind_field, {kind}}}, {})) standing.push_back(feature);
        return standing;
    }

    /// `place`: of the criterion in the rating.
    void add_term(std::size_t place, const model::RatedCriterion& rated, const model::CriterionDefinition& definition,
                  const std::vector<std::string>& names, const std::string& kind, FedKind& fed, const Progress& progress) {
        const raster::Lattice lattice(study_.grid());
        const auto of_kind = standing_of(kind);
        std::vector<raster::Cell> points, others;
        fed.features.emplace_back();
        for (const model::Feature* feature : model::filtered(*table_, definition.where, names))
            if (const auto* at = std::get_if<geom::MultiPoint>(&feature->geometry))
                for (const geom::Point& point : at->points) {
                    points.push_back(lattice.cell_of(point));
                    fed.features.back().push_back(feature);
                    if (std::ranges::find(of_kind, feature) == of_kind.end()) others.push_back(points.back());
                }
        fed.terms.push_back({place, suitability::ValueCurve(rated.value, model::category_words(definition), definition.id), &nearest(std::move(points), progress), &nearest(std::move(others), progress)});
    }

    const suitability::NearestPoints& nearest(std::vector<raster::Cell> points, const Progress& progress) {
        auto& made = nearest_[points];
        if (!made) made = std::make_unique<suitability::NearestPoints>(cells_, std::move(points), progress.quiet());
        return *made;
    }

    GainPlace of_area(const GainArea& area, const suitability::PointEffects& effects, std::span<const double> without, const Progress& progress) const {
        GainPlace found{.place = area.id, .name = area.name, .listed = area.listed, .note = {}, .tried = static_cast<int>(area.tried.size()), .excluded = area.excluded};
        for (const std::size_t k : area.members) found.offered += net(k);
        const LandMeans now = means(area.members, effects.as_run()), rest = means(area.members, without);
        found.suitable = now.suitable, found.score = now.score;
        found.suitable_without = rest.suitable, found.score_without = rest.score;
        if (area.land == nullptr) found.note = {"没有边界，未知", "no boundary: not known"};
        else if (area.tried.empty()) found.note = {"没有可放置的位置（全部被约束排除）", "nowhere to stand: constraints exclude all of it"};
        if (!found.note.zh.empty()) return found;
        std::vector<GainPlace> outcomes(area.tried.size(), found);
        parallel_for(area.tried.size(), 1, progress.quiet(), [&](std::size_t i) { weigh(area, effects, effects.with(area.tried[i]), area.tried[i], outcomes[i]); });
        progress.checkpoint();
        return *std::ranges::min_element(outcomes, [](const GainPlace& a, const GainPlace& b) { return order_of(a) < order_of(b); });
    }

    void weigh(const GainArea& area, const suitability::PointEffects& effects, const std::vector<double>& with, raster::Cell cell, GainPlace& found) const {
        for (const std::size_t k : all_) {
            const bool before = reaches(effects.as_run()[k]), after = reaches(with[k]);
            if (before == after) continue;
            ++(after ? found.parcels_gained : found.parcels_lost);
            found.gain += after ? net(k) : -net(k);
        }
        const LandMeans here = means(area.members, with);
        found.gain_here = here.suitable - found.suitable;
        found.score_with = here.score;
        const geom::Point at = study_.grid().centre(static_cast<std::size_t>(cell.column), static_cast<std::size_t>(cell.row));
        found.x_m = at.x, found.y_m = at.y;
    }

    /// The first is the best: known, most land gained, then most within, then the greatest rise of the mean score.
    static std::tuple<bool, Area, Area, double> order_of(const GainPlace& place) {
        return {!place.note.zh.empty(), -place.gain, -place.gain_here, place.score.value_or(0) - place.score_with.value_or(place.score.value_or(0))};
    }

    void state_standing(const suitability::PointEffects& effects, const FedKind& fed, KindGain& found) const {
        const auto name = table_->find_field("name");
        const LandMeans now = means(all_, effects.as_run());
        for (const model::Feature* feature : fed.standing) {
            StandingPlatform row{name ? model::text_of(feature->values.at(*name)) : std::string(), {}, {}};
            std::vector<std::size_t> points;
            bool one = true;
            for (const auto& features : fed.features) {
                one = one && std::ranges::count(features, feature) == 1;
                points.push_back(static_cast<std::size_t>(std::ranges::find(features, feature) - features.begin()));
            }
            if (one) {
                const LandMeans rest = means(all_, effects.without(points));
                row.adds = now.suitable - rest.suitable;
                if (now.score && rest.score) row.score_adds = *now.score - *rest.score;
            }
            found.platforms.push_back(std::move(row));
        }
        std::ranges::stable_sort(found.platforms, std::greater{}, [](const StandingPlatform& each) { return std::pair(each.adds.value_or(Area{}), each.score_adds.value_or(0)); });
    }

    void list_passing(const suitability::PointEffects& effects, KindGain& found) const {
        if (found.places.empty() || !found.places.front().x_m) return;
        const raster::Lattice lattice(study_.grid());
        const std::vector<double> with = effects.with(lattice.cell_of({*found.places.front().x_m, *found.places.front().y_m}));
        for (const std::size_t k : all_) {
            if (reaches(with[k]) == reaches(effects.as_run()[k])) continue;
            const model::Parcel& parcel = study_.parcels()[cells_.parcel(k)];
            found.passing.push_back({parcel.id, model::town_name(parcel.town_code, study_.plan()), effects.as_run()[k], with[k], net(k)});
        }
    }

    void rank_all() {
        for (const ClusterGain& cluster : answer_.clusters)
            for (const KindGain& kind : cluster.kinds)
                for (const GainPlace& place : kind.places)
                    if (place.note.zh.empty() && place.gain > Area{})
                        answer_.best.push_back({0, cluster.cluster, cluster.name, kind.kind, kind.title, place.place, place.name, place.gain, place.gain_here});
        std::ranges::stable_sort(answer_.best, [](const RankedGain& a, const RankedGain& b) { return std::pair(a.gain, a.gain_here) > std::pair(b.gain, b.gain_here); });
        const auto most = static_cast<std::size_t>(std::max(0.0, study_.catalogue().rules_of("gain").number("most")));
        if (answer_.best.size() > most) answer_.best.resize(most);
        for (std::size_t i = 0; i < answer_.best.size(); ++i) answer_.best[i].rank = static_cast<int>(i) + 1;
    }

    void state_rules() {
        for (const model::RuleValue& value : study_.catalogue().rules_of("gain").values)
            if (value.value) answer_.rules.push_back(both("{} {:g} {}（{}）", "{}: {:g} {} ({})", value.title, *value.value, unit_words(value.unit), title_of(value.evidence.confidence)));
        answer_.rules.emplace_back("地块按其中点归入集聚区；得分与加入该平台后重新运行的结果一致", "a parcel belongs to a zone by its middle; scores are those of a run with the platform in its layer");
    }

    Area net(std::size_t k) const { return study_.supply_statement().parcels[cells_.parcel(k)].net; }
    bool reaches(double score) const { return score >= answer_.least_score; }

    LandMeans means(std::span<const std::size_t> members, std::span<const double> scores) const {
        LandMeans found;
        double sum = 0, weight = 0;
        for (const std::size_t k : members) {
            if (scores[k] != scores[k]) continue;
            sum += net(k).m2() * scores[k], weight += net(k).m2();
            if (reaches(scores[k])) found.suitable += net(k);
        }
        if (weight > 0) found.score = sum / weight;
        return found;
    }

    const study::Study& study_;
    const PlanGainQuestion& question_;
    suitability::RatedCells cells_;
    GainAreas areas_;
    const model::FeatureTable* table_;
    std::vector<std::size_t> all_;
    std::map<std::vector<raster::Cell>, std::unique_ptr<suitability::NearestPoints>> nearest_;
    PlanGainAnswer answer_;
};

}  // namespace

PlanGainAnswer gained_land(const study::Study& study, const PlanGainQuestion& question, const Progress& progress) {
    return GainFinder(study, question).found(progress);
}

}  // namespace zonewright::answer
