#include "allocation/solver/evaluation.h"

#include <algorithm>
#include <set>

#include "allocation/solver/magnitude.h"
#include "base/language.h"

namespace zonewright::allocation {

namespace {

constexpr std::size_t most_reported = 20;

class Evaluator {
public:
    Evaluator(const AllocationProblem& problem, const Limits& limits, std::span<const Piece> pieces)
        : problem_(&problem), limits_(&limits), pieces_(pieces), choices_(problem) {
        used_.assign(limits.size(), 0);
        area_of_.assign(problem.unit_count(), 0);
    }
    Evaluation run() {
        for (const Piece& piece : pieces_) add(piece);
        check_units();
        check_limits();
        check_exclusive_sets();
        if (problem_->town_limit) check_towns();
        result_.value = clamped(value_ + value_of_sides(), -no_objective);
        for (const Wide used : used_) result_.used.push_back(clamped(used, -no_objective));
        return std::move(result_);
    }

private:
    void complain(Text words) {
        if (result_.violations.size() < most_reported) result_.violations.push_back(std::move(words));
    }
    void add(const Piece& piece);
    void check_units();
    void check_limits();
    void check_exclusive_sets();
    void check_towns();
    Wide value_of_sides() const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::span<const Piece> pieces_;
    Choices choices_;
    Evaluation result_;
    Wide value_ = 0;
    std::vector<Wide> used_, area_of_;
};

void Evaluator::add(const Piece& piece) {
    if (piece.unit >= problem_->unit_count() || piece.cluster >= problem_->cluster_count() ||
        piece.area <= 0) {
        complain(both("没有这样的单元、产业或面积：{} / {} / {}",
                      "no such unit, cluster or area: {} / {} / {}", piece.unit, piece.cluster, piece.area));
        return;
    }
    const std::string& cluster = problem_->cluster_names[piece.cluster];
    if (piece.area > problem_->areas[piece.unit]) {
        complain(both("{} 分给 {} 的 {} 超过它的面积 {}", "{} gives {} more than it has: {} of {}",
                      problem_->unit_name(piece.unit), cluster, piece.area, problem_->areas[piece.unit]));
        return;
    }
    if (!choices_.allowed(piece.unit, piece.cluster)) {
        complain(both("{} 不得用于 {}", "{} may not go to {}", problem_->unit_name(piece.unit), cluster));
        return;
    }
    if (!problem_->minimum_site.empty() && piece.area < problem_->minimum_site[piece.cluster])
        complain(both("{} 分给 {} 的 {} 小于最小地块 {}", "{} gives {} only {}, less than the minimum lot {}",
                      problem_->unit_name(piece.unit), cluster, piece.area,
                      problem_->minimum_site[piece.cluster]));
    if (!problem_->divisible && piece.area != problem_->areas[piece.unit])
        complain(both("{} 不可分割，却只用了 {} / {}", "{} may not be split but only {} of {} is used",
                      problem_->unit_name(piece.unit), piece.area, problem_->areas[piece.unit]));
    area_of_[piece.unit] += piece.area;
    value_ += static_cast<Wide>(piece.area) * problem_->value(piece.unit, piece.cluster);
    limits_->for_each(piece.unit, piece.cluster, [&](std::uint32_t limit) { used_[limit] += piece.area; });
    if (limits_->budget())
        used_[*limits_->budget()] += static_cast<Wide>(piece.area) * problem_->budget->cost[piece.unit];
}

void Evaluator::check_units() {
    for (std::size_t unit = 0; unit < area_of_.size(); ++unit)
        if (area_of_[unit] > problem_->areas[unit])
            complain(both("{} 被重复使用：{} > {}", "{} is used more than once: {} > {}",
                          problem_->unit_name(unit), clamped(area_of_[unit], -no_objective),
                          problem_->areas[unit]));
    for (const UnitCluster& lock : problem_->locked)
        if (area_of_[lock.unit] != problem_->areas[lock.unit])
            complain(both("锁定的 {} 没有分给 {}", "{} is locked but not given to {}",
                          problem_->unit_name(lock.unit), problem_->cluster_names[lock.cluster]));
}

void Evaluator::check_limits() {
    Wide shortfall = 0;
    for (std::size_t limit = 0; limit < limits_->size(); ++limit) {
        const Band& band = (*limits_)[limit].band;
        shortfall += std::max<Wide>(0, band.lower - used_[limit]);
        if (used_[limit] > band.upper)
            complain(both("第 {} 个限额超出：{} > {}", "limit {} is exceeded: {} > {}", limit,
                          clamped(used_[limit], -no_objective), band.upper));
    }
    result_.shortfall = clamped(shortfall, -no_objective);
}

void Evaluator::check_exclusive_sets() {
    for (std::size_t set = 0; set < problem_->exclusive.size(); ++set) {
        const auto used = std::count_if(problem_->exclusive[set].begin(), problem_->exclusive[set].end(),
                                        [&](std::uint32_t unit) { return area_of_[unit] > 0; });
        if (used > 1)
            complain(
                both("互斥组 {} 中用了 {} 个单元", "{1} units of exclusive set {0} are used", set, used));
    }
}

void Evaluator::check_towns() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> used;
    for (const Piece& piece : pieces_)
        if (piece.unit < problem_->unit_count())
            used.emplace(piece.cluster, problem_->town_limit->town_of[piece.unit]);
    std::vector<std::uint32_t> towns(problem_->cluster_count(), 0);
    for (const auto& pair : used)
        if (pair.first < towns.size()) ++towns[pair.first];
    for (std::size_t cluster = 0; cluster < towns.size(); ++cluster) {
        const std::uint32_t maximum = problem_->town_limit->maximum[cluster];
        if (maximum > 0 && towns[cluster] > maximum)
            complain(both("{} 用了 {} 个镇街，上限 {}", "{} uses {} towns, at most {} are allowed",
                          problem_->cluster_names[cluster], towns[cluster], maximum));
    }
}

Wide Evaluator::value_of_sides() const {
    if (!problem_->neighbourhood) return 0;
    const std::size_t clusters = problem_->cluster_count();
    std::vector<std::size_t> cluster_of(problem_->unit_count(), clusters);
    for (const Piece& piece : pieces_)
        if (piece.unit < cluster_of.size()) cluster_of[piece.unit] = piece.cluster;
    Wide sum = 0;
    for (const Side& side : problem_->neighbourhood->sides) {
        const std::size_t a = cluster_of[side.a], b = cluster_of[side.b];
        if (a < clusters && b < clusters)
            sum += static_cast<Wide>(side.weight) * problem_->neighbourhood->affinity[a * clusters + b];
    }
    return sum;
}

}  // namespace

std::int64_t objective_of(const Evaluation& evaluation, std::int64_t penalty) {
    return clamped(evaluation.value - product(penalty, evaluation.shortfall), -no_objective);
}

Evaluation evaluate(const AllocationProblem& problem, const Limits& limits, std::span<const Piece> pieces) {
    return Evaluator(problem, limits, pieces).run();
}

}  // namespace zonewright::allocation
