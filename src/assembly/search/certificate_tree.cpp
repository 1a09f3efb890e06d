#include "assembly/search/certificate_tree.h"

#include <algorithm>
#include <set>

#include "assembly/search/node_position.h"

namespace zonewright::assembly::certified {
namespace {

void demand_of_tree(bool true_statement, const char* zh, const char* en) {
    if (!true_statement) throw Fault({zh, en});
}

/// Taken (+1), free (0), out (-1) for each parcel of the circle.
using State = std::vector<int>;

struct Sums {
    std::int64_t area = 0, cost = 0;
};

Sums sums_of(const Circle& c, const State& state) {
    Sums sums;
    for (std::size_t v = 0; v < state.size(); ++v)
        if (state[v] > 0) {
            sums.area += c.area[v];
            sums.cost += c.cost[v];
        }
    return sums;
}

bool thin_out_groups(State& state, const std::vector<int>& group, std::int64_t limit) {
    if (limit >= static_cast<std::int64_t>(state.size())) return true;
    std::set<int> in;
    for (std::size_t v = 0; v < state.size(); ++v)
        if (state[v] > 0) in.insert(group[v]);
    if (static_cast<std::int64_t>(in.size()) > limit) return false;
    for (std::size_t v = 0; v < state.size(); ++v)
        if (state[v] == 0 && static_cast<std::int64_t>(in.size()) == limit && !in.contains(group[v]))
            state[v] = -1;
    return true;
}

bool thin_out_rebuilt(const Circle& c, State& state, std::int64_t area) {
    std::int64_t rebuilt = 0, fresh = 0;
    for (std::size_t v = 0; v < state.size(); ++v) {
        if (state[v] > 0 && c.rebuilt[v]) rebuilt += c.area[v];
        if (state[v] == 0 && !c.rebuilt[v]) fresh += c.area[v];
    }
    const auto fits = [&](std::int64_t more) {
        return (rebuilt + more) * 1000 <= std::min(c.max_area, area + more + fresh) * c.rebuilt_permille;
    };
    if (c.rebuilt_permille >= 1000) return true;
    for (std::size_t v = 0; v < state.size(); ++v)
        if (state[v] == 0 && c.rebuilt[v] && !fits(c.area[v])) state[v] = -1;
    return fits(0);
}

/// Parcels hanging together with the centre; false when a taken one does not or all together are too small.
bool thin_out_unreachable(const Circle& c, State& state, std::int64_t area) {
    std::set<int> reached{0};
    std::vector<int> open{0};
    while (!open.empty()) {
        const int v = open.back();
        open.pop_back();
        for (const int w : c.near[at(v)])
            if (state[at(w)] > 0 || (state[at(w)] == 0 && area + c.area[at(w)] <= c.max_area))
                if (reached.insert(w).second) open.push_back(w);
    }
    std::int64_t total = 0;
    for (std::size_t v = 0; v < state.size(); ++v) {
        if (reached.contains(static_cast<int>(v)))
            total += c.area[v];
        else if (state[v] > 0)
            return false;
        else
            state[v] = -1;
    }
    return total >= c.min_area;
}

bool take_what_places_share(const Circle& c, State& state, bool& changed) {
    for (const auto& rule : c.places) {
        std::vector<int> count(state.size(), 0);
        int possible = 0;
        for (const std::vector<int>& place : rule) {
            if (std::any_of(place.begin(), place.end(), [&](int v) { return state[at(v)] < 0; })) continue;
            ++possible;
            for (const int v : place) ++count[at(v)];
        }
        if (possible == 0) return false;
        for (std::size_t v = 0; v < state.size(); ++v)
            if (count[v] == possible && state[v] == 0) {
                state[v] = 1;
                changed = true;
            }
    }
    return true;
}

/// False: no site can come of this state.
bool settle(const Circle& c, State& state) {
    for (bool changed = true; changed;) {
        changed = false;
        const Sums sums = sums_of(c, state);
        if (sums.area > c.max_area) return false;
        if (!thin_out_groups(state, c.owner, c.owners) || !thin_out_groups(state, c.town, c.towns))
            return false;
        if (!thin_out_rebuilt(c, state, sums.area) || !thin_out_unreachable(c, state, sums.area))
            return false;
        if (!take_what_places_share(c, state, changed)) return false;
    }
    return true;
}

/// No way from the gaining parcels to the centre may avoid the border.
void check_separator(const Circle& c, const State& state, const Separator& cut) {
    demand_of_tree(cut.amount >= 0 && !cut.gaining.empty(), "分隔不等式无效", "a separator is not valid");
    const std::set<int> border(cut.border.begin(), cut.border.end());
    std::set<int> reached(cut.gaining.begin(), cut.gaining.end());
    std::vector<int> open(cut.gaining.begin(), cut.gaining.end());
    while (!open.empty()) {
        const int v = open.back();
        open.pop_back();
        demand_of_tree(v != 0 && state[at(v)] >= 0, "分隔集未隔开中心", "a separator does not separate");
        for (const int w : c.near[at(v)])
            if (state[at(w)] >= 0 && !border.contains(w) && reached.insert(w).second) open.push_back(w);
    }
    for (const int v : border) demand_of_tree(state[at(v)] == 0, "分隔集含非自由地块", "a border parcel is not free");
}

/// The Lagrangian bound of one round; leaves the reduced costs behind.
std::int64_t bound_of(const Circle& c, const State& state, std::int64_t multiplier,
                      const std::vector<Separator>& cuts, std::vector<std::int64_t>& reduced) {
    const Sums sums = sums_of(c, state);
    reduced.assign(state.size(), 0);
    for (std::size_t v = 0; v < state.size(); ++v)
        if (state[v] == 0) reduced[v] = c.cost[v] - multiplier * c.area[v];
    std::int64_t bound = sums.cost + multiplier * ((multiplier >= 0 ? c.min_area : c.max_area) - sums.area);
    for (const Separator& cut : cuts) {
        check_separator(c, state, cut);
        // x(border) >= x(g): a free g takes a share up to its prize; a taken g is 1 and adds the share to the
        // bound.
        std::int64_t left = cut.amount;
        for (const int v : cut.gaining) {
            if (state[at(v)] > 0) {
                bound += left;
                left = 0;
                break;
            }
            const std::int64_t share = std::min(left, std::max<std::int64_t>(0, -reduced[at(v)]));
            reduced[at(v)] += share;
            left -= share;
        }
        for (const int v : cut.border) reduced[at(v)] -= cut.amount - left;
    }
    for (const std::int64_t r : reduced) bound += std::min<std::int64_t>(0, r);
    return bound;
}

/// Puts out every free parcel whose cheapest way from the taken ones costs more than the slack.
void fix_by_ways(const Circle& c, State& state, const std::vector<std::int64_t>& reduced,
                 std::int64_t slack) {
    std::vector<std::int64_t> way(state.size(), nothing);
    std::set<std::pair<std::int64_t, int>> open;
    for (std::size_t v = 0; v < state.size(); ++v)
        if (state[v] > 0) {
            way[v] = 0;
            open.emplace(0, static_cast<int>(v));
        }
    while (!open.empty()) {
        const auto [length, v] = *open.begin();
        open.erase(open.begin());
        if (length > way[at(v)]) continue;
        for (const int w : c.near[at(v)]) {
            const std::int64_t longer = length + std::max<std::int64_t>(0, reduced[at(w)]);
            if (state[at(w)] != 0 || longer > slack || longer >= way[at(w)]) continue;
            way[at(w)] = longer;
            open.emplace(longer, w);
        }
    }
    for (std::size_t v = 0; v < state.size(); ++v)
        if (state[v] == 0 && way[v] >= nothing) state[v] = -1;
}

}  // namespace

std::int64_t fractional_least(const Circle& c) {
    std::vector<std::pair<std::int64_t, std::int64_t>> rest;  // (cost, area)
    for (std::size_t v = 1; v < c.area.size(); ++v) rest.emplace_back(c.cost[v], c.area[v]);
    std::sort(rest.begin(), rest.end(), [](const auto& a, const auto& b) {
        return static_cast<__int128>(a.first) * b.second < static_cast<__int128>(b.first) * a.second;
    });
    std::int64_t area = c.area[0];
    __int128 cost = c.cost[0];
    if (area > c.max_area) return nothing;
    for (const auto& [price, more] : rest) {
        const std::int64_t room = std::max<std::int64_t>(0, (price < 0 ? c.max_area : c.min_area) - area);
        const std::int64_t used = std::min(room, more);
        const __int128 part = static_cast<__int128>(price) * used;
        cost += part >= 0 ? part / more : -((-part + more - 1) / more);
        area += used;
    }
    return area >= c.min_area ? static_cast<std::int64_t>(cost) : nothing;
}

std::size_t check_tree(const Circle& c, const Tree& tree, std::int64_t least) {
    const bool adding_costs_more =
        std::none_of(c.cost.begin(), c.cost.end(), [](std::int64_t x) { return x < 0; });
    struct Open {
        std::vector<int> path;
        State state;
    };
    State start(c.area.size(), 0);
    start[0] = 1;
    std::vector<Open> stack{{{}, start}};
    std::size_t looked_at = 0;
    while (!stack.empty()) {
        Open open = std::move(stack.back());
        stack.pop_back();
        ++looked_at;
        const auto found = tree.find(open.path);
        const Node* node = found == tree.end() ? nullptr : &found->second;
        bool closed = false;
        std::vector<std::int64_t> reduced;
        for (std::size_t round = 0;; ++round) {
            closed =
                !settle(c, open.state) || (adding_costs_more && sums_of(c, open.state).cost > least - c.step);
            if (closed || !node || round == node->rounds.size()) break;
            const std::int64_t bound =
                bound_of(c, open.state, node->rounds[round].first, node->rounds[round].second, reduced);
            if ((closed = bound > least - c.step)) break;
            fix_by_ways(c, open.state, reduced, least - c.step - bound);
        }
        if (closed) continue;
        demand_of_tree(node != nullptr && node->branch >= 0 && node->branch < static_cast<int>(c.area.size()),
               "证明树有未封闭的叶", "the tree has an open leaf");
        const int branch = node->branch;
        for (const int choice : {1, -1}) {
            if (open.state[at(branch)] == -choice) continue;  // already decided the other way
            Open child = open;
            child.state[at(branch)] = choice;
            child.path.push_back(choice * (branch + 1));
            stack.push_back(std::move(child));
        }
        demand_of_tree(looked_at <= 4 * tree.size() + 8, "证明树不终止", "the tree does not end");
    }
    return looked_at;
}

void check_site(const Circle& c, const std::vector<int>& set) {
    demand_of_tree(!set.empty() && set[0] == 0, "用地不含中心地块", "a site does not contain its centre");
    State state(c.area.size(), -1);
    for (const int v : set) state[at(v)] = 1;
    const Sums sums = sums_of(c, state);
    demand_of_tree(sums.area >= c.min_area && sums.area <= c.max_area, "用地面积不在规定范围内",
           "a site's area is outside its window");
    demand_of_tree(settle(c, state), "用地不连片，或不符合权属、镇街、改造比例、形状规则",
           "a site is not connected or breaks a limit or shape rule");
}

}  // namespace zonewright::assembly::certified
