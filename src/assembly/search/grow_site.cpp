#include "assembly/search/grow_site.h"

#include <algorithm>

#include "assembly/search/node_position.h"

namespace zonewright::assembly {
namespace {

/// A set of nodes that is changed one or two at a time.
class ChangingSite {
public:
    ChangingSite(const SiteProblem& problem, const std::vector<int>& nodes)
        : problem_(problem), inside_(at(problem.size()), 0) {
        for (const int v : nodes) flip(v);
    }
    bool has(int v) const { return inside_[at(v)] != 0; }
    std::int64_t area() const { return area_; }
    void flip(int v) {
        const std::int64_t sign = has(v) ? -1 : 1;
        inside_[at(v)] = static_cast<char>(!has(v));
        area_ += sign * problem_.area_m2[at(v)];
        count_ += static_cast<int>(sign);
    }
    std::vector<int> nodes() const {
        std::vector<int> list;
        for (int v = 0; v < problem_.size(); ++v)
            if (has(v)) list.push_back(v);
        return list;
    }
    bool feasible() {
        return area_ >= problem_.minimum_site_m2 && area_ <= problem_.maximum_site_m2 && connected() &&
               (is_plain() || is_feasible(problem_, nodes()));
    }

private:
    bool is_plain() const { return problem_.limits == SiteLimits{} && problem_.shape_rules.empty(); }
    bool connected() {
        queue_.assign(1, 0);
        seen_.assign(inside_.size(), 0);
        seen_[0] = 1;
        for (std::size_t head = 0; head < queue_.size(); ++head)
            for (const int w : problem_.neighbours(queue_[head]))
                if (has(w) && !seen_[at(w)]) {
                    seen_[at(w)] = 1;
                    queue_.push_back(w);
                }
        return static_cast<int>(queue_.size()) == count_;
    }

    const SiteProblem& problem_;
    std::vector<char> inside_, seen_;
    std::vector<int> queue_;
    std::int64_t area_ = 0;
    int count_ = 0;
};

bool drop_one(const SiteProblem& problem, ChangingSite& site) {
    for (int v = 1; v < problem.size(); ++v) {
        if (!site.has(v) || problem.cost[at(v)] <= 0 ||
            site.area() - problem.area_m2[at(v)] < problem.minimum_site_m2)
            continue;
        site.flip(v);
        if (site.feasible()) return true;
        site.flip(v);
    }
    return false;
}

bool swap_one(const SiteProblem& problem, ChangingSite& site) {
    for (int v = 1; v < problem.size(); ++v) {
        if (!site.has(v)) continue;
        for (int w = 1; w < problem.size(); ++w) {
            if (site.has(w) || problem.cost[at(w)] >= problem.cost[at(v)]) continue;
            const std::int64_t area = site.area() - problem.area_m2[at(v)] + problem.area_m2[at(w)];
            if (area < problem.minimum_site_m2 || area > problem.maximum_site_m2) continue;
            site.flip(v);
            site.flip(w);
            if (site.feasible()) return true;
            site.flip(w);
            site.flip(v);
        }
    }
    return false;
}

/// a/b < c/d without division; denominators positive.
bool less_ratio(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
    return static_cast<__int128>(a) * d < static_cast<__int128>(c) * b;
}

}  // namespace

std::optional<std::vector<int>> grow_site(const SiteProblem& problem, GrowBy by) {
    ChangingSite site(problem, {0});
    std::vector<int> nodes{0};
    if (site.area() > problem.maximum_site_m2) return std::nullopt;
    while (site.area() < problem.minimum_site_m2) {
        const auto measure = [&](int w) {
            return by == GrowBy::UnitCost
                       ? problem.area_m2[at(w)]
                       : std::min(problem.area_m2[at(w)], problem.minimum_site_m2 - site.area());
        };
        int best = -1;
        for (const int v : nodes)
            for (const int w : problem.neighbours(v)) {
                if (site.has(w) || site.area() + problem.area_m2[at(w)] > problem.maximum_site_m2) continue;
                if (best < 0 ||
                    less_ratio(problem.cost[at(w)], measure(w), problem.cost[at(best)], measure(best)) ||
                    (w < best &&
                     !less_ratio(problem.cost[at(best)], measure(best), problem.cost[at(w)], measure(w))))
                    best = w;
            }
        if (best < 0) return std::nullopt;
        site.flip(best);
        nodes.push_back(best);
    }
    std::sort(nodes.begin(), nodes.end());
    return nodes;
}

void improve_site(const SiteProblem& problem, std::vector<int>& nodes) {
    ChangingSite site(problem, nodes);
    while (drop_one(problem, site) || swap_one(problem, site)) {
    }
    nodes = site.nodes();
}

std::optional<std::vector<int>> good_site(const SiteProblem& problem, GrowBy by) {
    auto nodes = grow_site(problem, by);
    if (!nodes || !is_feasible(problem, *nodes)) return std::nullopt;
    improve_site(problem, *nodes);
    return nodes;
}

}  // namespace zonewright::assembly
