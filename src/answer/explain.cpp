#include "answer/explain.h"

#include <algorithm>
#include <limits>

#include "answer/json_form.h"
#include "answer/named_in_study.h"
#include "study/study.h"
#include "suitability/explain.h"

namespace zonewright::answer {
namespace {

using suitability::Explanation;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Puts the positions of an explanation into names.
class Namer {
public:
    Namer(const study::Study& study, const Explanation& explanation)
        : study_(study),
          explanation_(explanation),
          classes_(suitability::score_classes(study.catalogue())) {}

    void name_score(ExplainAnswer& answer) const {
        answer.state = explanation_.state;
        answer.score = explanation_.score, answer.deviation = explanation_.deviation;
        for (const model::DroppedCriterion& dropped : explanation_.dropped) answer.measured_weight -= dropped.weight;
        answer.measured_weight = std::max(0.0, answer.measured_weight);
        answer.admissible_share = explanation_.admissible_share;
        answer.binding = explanation_.binding;
        for (const suitability::ExclusionShare& part : explanation_.exclusions) {
            const model::ConstraintRule& rule = study_.catalogue().constraints[part.constraint];
            answer.exclusions.push_back({rule.id, rule.title, part.share, rule.legal_basis});
        }
        if (explanation_.state != model::ScoreState::Scored) return;
        answer.rank = explanation_.rank, answer.ranked = explanation_.ranked;
        if (!explanation_.score_class) return;
        const std::size_t place = *explanation_.score_class;
        answer.score_class = classes_[place].id, answer.class_title = classes_[place].title;
        if (place > 0) answer.next_class = classes_[place - 1].title;
    }

    void name_contributions(ExplainAnswer& answer) const {
        for (const suitability::Contribution& part : explanation_.contributions) {
            const auto& definition = criterion(part.criterion);
            answer.contributions.push_back({definition.id, definition.title, part.weight, part.worth,
                                            part.points, part.lost, part.measured.value_or(unknown),
                                            definition.unit, definition.clause});
        }
        answer.by_loss = explanation_.by_loss;
        answer.proportional = explanation_.proportional;
    }

    void name_changes(ExplainAnswer& answer) const {
        for (const suitability::Change& change : explanation_.changes) {
            const auto& definition = criterion(change.criterion);
            answer.changes.push_back({definition.id, definition.title, change.worth_needed,
                                      change.measured_needed.value_or(unknown), definition.unit,
                                      change.effort, change.score_after});
        }
        for (const suitability::Change& change : explanation_.combined) {
            const auto& definition = criterion(change.criterion);
            answer.combined_changes.push_back(
                {definition.id, definition.title, change.worth_needed, change.score_after});
        }
    }

    void name_weights(ExplainAnswer& answer) const {
        double least_room = 2;
        for (const suitability::WeightInterval& interval : explanation_.stability) {
            const auto& definition = criterion(interval.criterion);
            const double below = interval.low > 0 ? interval.weight - interval.low : 2;
            const double above = interval.high < 1 ? interval.high - interval.weight : 2;
            if (std::min(below, above) < least_room) answer.most_sensitive = answer.weight_stability.size();
            least_room = std::min({least_room, below, above});
            answer.weight_stability.push_back(
                {definition.id, definition.title, interval.weight, interval.low, interval.high});
        }
        for (const model::DroppedCriterion& dropped : explanation_.dropped) {
            const auto& definition = criterion(dropped.criterion);
            answer.dropped.push_back({definition.id, dropped.weight, dropped.reason});
            answer.warn(both("“{}”未参与评价：{}（权重 {:.3f} 已分摊）",
                             "'{}' took no part: {} (its weight {:.3f} was shared out)", definition.title,
                             dropped.reason, dropped.weight));
        }
    }

private:
    const model::CriterionDefinition& criterion(model::CriterionId id) const {
        return study_.catalogue().criteria.at(id.index());
    }

    const study::Study& study_;
    const Explanation& explanation_;
    std::vector<suitability::ScoreClass> classes_;
};

}  // namespace

template <typename V>
void fields(V& v, ScoreContribution& c) {
    v("criterion", c.criterion);
    v("title", c.title);
    v("weight", c.weight, "1");
    v("worth", c.worth, "1", {"价值", "worth of the measured value"});
    v("points", c.points, "1", {"对得分的贡献", "what it adds to the score"});
    v("lost", c.lost, "1", {"少得的分", "what it keeps from the score"});
    v("measured", c.measured, "", {"地块内的平均量算值，单位见 unit", "mean in the parcel, in `unit`"});
    v("unit", c.unit);
    v("clause", c.clause);
}
template <typename V>
void fields(V& v, ExcludedShare& e) {
    v("constraint", e.constraint);
    v("share", e.share, "1");
    v("legal_basis", e.legal_basis);
}
template <typename V>
void fields(V& v, SingleChange& c) {
    v("criterion", c.criterion);
    v("worth_needed", c.worth_needed, "1");
    v("measured_needed", c.measured_needed);
    v("effort", c.effort, "1");
    v("score_after", c.score_after, "1");
}
template <typename V>
void fields(V& v, CombinedChange& c) {
    v("criterion", c.criterion);
    v("worth_needed", c.worth_needed, "1");
    v("score_after", c.score_after, "1");
}
template <typename V>
void fields(V& v, StableWeight& w) {
    v("criterion", w.criterion);
    v("weight", w.weight, "1");
    v("low", w.low, "1");
    v("high", w.high, "1");
}
template <typename V>
void fields(V& v, DroppedWeight& d) {
    v("criterion", d.criterion);
    v("weight", d.weight, "1");
    v("reason", d.reason);
}
template <typename V>
void fields(V& v, ExplainAnswer& a) {
    v("parcel", a.parcel);
    v("cluster", a.cluster);
    v("aggregation", a.aggregation);
    v("state", a.state);
    v("score", a.score, "1");
    v("deviation", a.deviation, "1", {"得分的标准差：权重不确定，且没有数据的指标价值未知", "of the score: weights are uncertain, and the worth of criteria without data unknown"});
    v("measured_weight", a.measured_weight, "1", {"得分依据的权重份额", "share of the weight that the score rests on"});
    v("admissible_share", a.admissible_share, "1");
    v("binding", a.binding, "", {"制约", "what holds it back most"});
    v("class", a.score_class);
    v("rank", a.rank);
    v("ranked", a.ranked);
    v("exclusions", a.exclusions);
    v("contributions", a.contributions);
    v("proportional", a.proportional);
    v("changes", a.changes);
    v("combined_changes", a.combined_changes);
    v("weight_stability", a.weight_stability);
    v("dropped", a.dropped);
}

Declaration declared(ExplainQuestion& q) {
    Declaration d{.name = "explain",
                  .summary = {"解释一宗地块对某产业的得分：构成、制约、最省的改变",
                              "explain a parcel's score for a cluster: what it is made of, what binds, what would lift it"},
                  .example = "zonewright explain demo-city --parcel GY10300001 --cluster semiconductor"};
    add_study(d, q.study);
    d.add("parcel", &q.parcel, {"地块编号", "id of the parcel"}).required().choices(ChoicesOf::Parcels);
    d.add("cluster", &q.cluster, {"产业集群（标识或名称）", "cluster (id or name)"}).required().choices(ChoicesOf::Clusters);
    return d;
}

ExplainAnswer answer(study::Study& study, const ExplainQuestion& question, const Progress& progress) {
    const model::ClusterId cluster = cluster_named(study, question.cluster);
    study.suitability(progress);
    const model::ParcelId parcel = parcel_named(study, question.parcel);
    const Explanation explanation = suitability::explain(
        {study.catalogue(), study.suitability(), study.parcels(), study.admissible(), &study.rasters()}, parcel, cluster);
    ExplainAnswer answer;
    answer.parcel = study.parcels()[parcel.index()].id, answer.town = study.parcels()[parcel.index()].town_name;
    answer.cluster = study.plan().cluster(cluster).id, answer.cluster_name = study.plan().cluster(cluster).name;
    answer.aggregation = study.suitability().aggregation;
    const Namer namer(study, explanation);
    namer.name_score(answer);
    namer.name_contributions(answer);
    namer.name_changes(answer);
    namer.name_weights(answer);
    return answer;
}

Json to_json(const ExplainAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const ExplainAnswer*) {
    return schema_form<ExplainAnswer>();
}

}  // namespace zonewright::answer
