#include "study/site_standing.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.h"
#include "suitability/aggregation.h"
#include "suitability/robustness.h"
#include "suitability/score.h"

namespace zonewright::study {
namespace {

using Worths = std::vector<double>;

const model::Site* site_named(const Study& study, const std::string& id) {
    for (const model::Site& site : study.sites().sites)
        if (site.id == id) return &site;
    return nullptr;
}

std::set<std::size_t> parcels_of_itself(const Study& study, const std::string& itself) {
    std::set<std::size_t> own;
    if (itself.empty()) return own;
    if (const model::Site* site = site_named(study, itself))
        for (model::ParcelId parcel : site->parcels) own.insert(parcel.index());
    for (std::size_t p = 0; p < study.parcels().size(); ++p)
        if (study.parcels()[p].id == itself) own.insert(p);
    return own;
}

/// Net-area-weighted mean worths of the parcels of a site.
Worths worths_of_site(const Study& study, const model::Site& site, const model::ClusterRating& rating) {
    Worths mean(rating.criteria.size(), 0);
    double total = 0;
    for (model::ParcelId parcel : site.parcels) {
        const double net = study.supply().statement.parcels[parcel.index()].net.m2();
        const Worths worths = suitability::worths_of(study.suitability(), parcel.index(), rating);
        for (std::size_t k = 0; k < mean.size(); ++k) mean[k] += net * worths[k];
        total += net;
    }
    for (double& worth : mean) worth /= total;
    return mean;
}

class Ranking {
public:
    Ranking(const Study& study, const StandingQuestion& question)
        : study_(study),
          rating_(study.suitability().clusters.at(question.rating->cluster.index())),
          aggregation_(suitability::parse_aggregation(study.suitability().aggregation)) {
        for (const model::RatedCriterion& rated : rating_.criteria) weights_.push_back(rated.weight);
        for (const suitability::RatedPart& part : question.rating->parts) outline_.push_back(part.worth);
        const std::set<std::size_t> own = parcels_of_itself(study, question.itself);
        for (std::size_t p = 0; p < study.parcels().size(); ++p)
            if (study.parcels()[p].town_code == question.town_code && !own.contains(p) &&
                study.suitability().of(p, rating_.cluster.index()).state == model::ScoreState::Scored)
                others_.push_back(suitability::worths_of(study.suitability(), p, rating_));
    }

    std::size_t count() const { return others_.size() + 1; }
    const Worths& weights() const { return weights_; }
    Worths draw(std::size_t number) const {
        Random random(study_.definition().seed + number, "standing");
        return suitability::draw_weights(weights_, study_.suitability().weight_concentration, random);
    }
    std::size_t rank_under(const Worths& weights) const {
        const double own = score(outline_, weights);
        std::size_t ahead = 0;
        for (const Worths& other : others_)
            if (score(other, weights) > own) ++ahead;
        return ahead + 1;
    }
    bool ahead_under(const Worths& other, const Worths& weights) const {
        return score(other, weights) > score(outline_, weights);
    }
    Worths worths_of(const model::Alternative& alternative) const {
        if (const model::Site* site = site_named(study_, alternative.id))
            return worths_of_site(study_, *site, rating_);
        for (std::size_t p = 0; p < study_.parcels().size(); ++p)
            if (study_.parcels()[p].id == alternative.id)
                return suitability::worths_of(study_.suitability(), p, rating_);
        return {};
    }

private:
    double score(const Worths& worths, const Worths& weights) const {
        return suitability::aggregate(aggregation_, worths, weights);
    }
    const Study& study_;
    const model::ClusterRating& rating_;
    suitability::Aggregation aggregation_;
    Worths weights_, outline_;
    std::vector<Worths> others_;
};

void summarise(std::vector<std::size_t> ranks, model::Standing& standing) {
    std::sort(ranks.begin(), ranks.end());
    const auto at = [&](double share) {
        return ranks[static_cast<std::size_t>(std::floor(share * static_cast<double>(ranks.size() - 1)))];
    };
    double sum = 0;
    std::size_t best = 0;
    const double limit = std::max(1.0, std::ceil(standing.best_share * static_cast<double>(standing.count)));
    for (std::size_t rank : ranks) {
        sum += static_cast<double>(rank);
        if (static_cast<double>(rank) <= limit) ++best;
    }
    standing.mean_rank = sum / static_cast<double>(ranks.size());
    standing.rank_low = at((1 - standing.interval) / 2);
    standing.rank_high = at((1 + standing.interval) / 2);
    standing.best_chance = static_cast<double>(best) / static_cast<double>(ranks.size());
}

}  // namespace

model::Standing standing_of(const Study& study, const StandingQuestion& question) {
    const model::PolicyRules& rules = study.catalogue().rules_of("site_report");
    const Ranking ranking(study, question);
    model::Standing standing{.town_name = question.town_name,
                             .rank = ranking.rank_under(ranking.weights()),
                             .count = ranking.count()};
    standing.draws = static_cast<std::size_t>(rules.number("standing_draws"));
    standing.interval = rules.number("standing_interval");
    standing.best_share = rules.number("standing_best_share");
    if (standing.draws == 0) return standing;
    std::vector<Worths> rivals;
    for (const model::Alternative& alternative : *question.alternatives)
        rivals.push_back(ranking.worths_of(alternative));
    std::vector<std::size_t> ranks, ahead(rivals.size(), 0);
    for (std::size_t d = 0; d < standing.draws; ++d) {
        const Worths weights = ranking.draw(d);
        ranks.push_back(ranking.rank_under(weights));
        for (std::size_t a = 0; a < rivals.size(); ++a)
            if (!rivals[a].empty() && ranking.ahead_under(rivals[a], weights)) ++ahead[a];
    }
    summarise(std::move(ranks), standing);
    for (std::size_t a = 0; a < rivals.size(); ++a)
        if (!rivals[a].empty())
            (*question.alternatives)[a].ahead_share =
                static_cast<double>(ahead[a]) / static_cast<double>(standing.draws);
    return standing;
}

}  // namespace zonewright::study
