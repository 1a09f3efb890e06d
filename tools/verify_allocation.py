#!/usr/bin/python3
"""Is the certificate of an allocation true? Written from the page of its format alone (zonewright-verify, THE CERTIFICATE OF AN
ALLOCATION); shares nothing with the program and needs nothing but Python.

    tools/verify_allocation.py FILE...

Prints one line a file: that it holds, with its gap, or the first thing that is wrong. Exits 1 where one does not hold.
"""
import bisect
import json
import sys
from collections import Counter

SCHEMA = "zonewright-allocation-certificate/2"
TOP, PROBLEM = {"schema", "problem", "answer"}, {"clusters", "demand", "units", "minimum_lot", "locked", "forbidden", "exclusive",
                                                "divisible", "shortfall_penalty", "places", "quotas"}
RULES = {"budget", "town_limit", "neighbourhood"}
ANSWER = {"pieces", "value", "shortfall", "objective", "prices", "price_bound", "bound", "gap", "stop"}
PRICES = {"scale", "limit", "exclusive", "messages", "units", "unit_limits", "unit_sets"}
SHIFT = 20


class Refused(Exception):
    pass


def demand(holds, words):
    if not holds:
        raise Refused(words)


def once(pairs):
    demand(len({key for key, _ in pairs}) == len(pairs), f"a key twice among {[key for key, _ in pairs]}")
    return dict(pairs)


def rounded_up(number):
    return -(-number >> SHIFT)


class Problem:
    def __init__(self, text):
        demand(PROBLEM <= set(text) <= PROBLEM | RULES, "the keys of the problem")
        self.text, self.clusters = text, len(text["clusters"])
        self.area = [unit[1] for unit in text["units"]]
        self.value = [unit[2] for unit in text["units"]]
        demand(all(type(a) is int and a > 0 for a in self.area), "an area that is no positive whole number")
        demand(all(v is None or type(v) is int for row in self.value for v in row), "a value that is no whole number")
        demand(len({unit[0] for unit in text["units"]}) == len(self.area), "a unit twice")
        self.idle, self.penalty = self.clusters, text["shortfall_penalty"]
        self.locked = dict(text["locked"])
        self.bands = [tuple(band) for band in text["demand"]] + [tuple(quota["band"]) for quota in text["quotas"]]
        self.quotas_of = [[] for _ in self.area]
        for number, quota in enumerate(text["quotas"]):
            for unit in text["places"][quota["place"]]["units"]:
                self.quotas_of[unit].append((self.clusters + number, quota["cluster"]))
        self.budget = text.get("budget")
        if self.budget:
            self.bands.append((0, self.budget["limit"]))
        self.sets_of = [[] for _ in self.area]
        for number, units in enumerate(text["exclusive"]):
            for unit in units:
                self.sets_of[unit].append(number)
        self.sides = text["neighbourhood"]["sides"] if "neighbourhood" in text else []

    def limits(self, unit, cluster):
        """The limits in area that (unit, cluster) counts towards."""
        return [cluster] + [limit for limit, one in self.quotas_of[unit] if one in (None, cluster)]

    def allowed(self, unit, cluster):
        lots = self.text["minimum_lot"]
        return (self.value[unit][cluster] is not None and not (lots and self.area[unit] < lots[cluster]) and
                [unit, cluster] not in self.text["forbidden"] and self.locked.get(unit, cluster) == cluster)

    def affinity(self, p, q):
        return 0 if self.idle in (p, q) else self.text["neighbourhood"]["affinity"][p * self.clusters + q]

    def options(self):
        """Step 3."""
        options = [{c for c in range(self.clusters) if self.allowed(u, c)} | ({self.idle} if u not in self.locked else set())
                   for u in range(len(self.area))]
        while self.narrow(options):
            pass
        return options

    def narrow(self, options):
        before = sum(map(len, options))
        used = Counter()
        for unit, left in enumerate(options):
            if len(left) == 1 and self.idle not in left:
                self.use(used, unit, next(iter(left)))
        fits = lambda unit, cluster: all(self.bands[limit][1] is None or used[limit] + amount <= self.bands[limit][1]
                                         for limit, amount in self.amounts(unit, cluster))
        for unit, left in enumerate(options):
            if len(left) > 1 and not self.text["divisible"]:
                left -= {c for c in left if c != self.idle and not fits(unit, c)}
        for units in self.text["exclusive"]:
            first = next((unit for unit in units if self.idle not in options[unit]), None)
            for unit in units:
                if first is not None and unit != first:
                    options[unit] &= {self.idle}
        self.narrow_towns(options)
        return sum(map(len, options)) < before

    def narrow_towns(self, options):
        towns = self.text.get("town_limit")
        for cluster, most in enumerate(towns["maximum"] if towns else ()):
            taken = {towns["town_of"][u] for u, left in enumerate(options) if left == {cluster}}
            if 0 < most <= len(taken):
                for unit, left in enumerate(options):
                    if towns["town_of"][unit] not in taken:
                        left.discard(cluster)

    def amounts(self, unit, cluster, area=None):
        area = self.area[unit] if area is None else area
        amounts = [(limit, area) for limit in self.limits(unit, cluster)]
        return amounts + ([(len(self.bands) - 1, area * self.budget["cost"][unit])] if self.budget else [])

    def use(self, used, unit, cluster, area=None):
        for limit, amount in self.amounts(unit, cluster, area):
            used[limit] += amount


def check_pieces(problem, answer):
    """Steps 1 and 2."""
    used, given, cluster_of = Counter(), Counter(), {}
    pieces = answer["pieces"]
    demand(all(a[:2] < b[:2] for a, b in zip(pieces, pieces[1:])), "pieces out of order")
    lots, value = problem.text["minimum_lot"], 0
    for unit, cluster, area in pieces:
        demand(type(area) is int and 0 < area <= problem.area[unit], f"the area of unit {unit}")
        demand(problem.allowed(unit, cluster), f"unit {unit} may not go to {cluster}")
        demand(not lots or area >= lots[cluster], f"unit {unit} gives less than the minimum lot")
        demand(problem.text["divisible"] or area == problem.area[unit], f"unit {unit} is split")
        problem.use(used, unit, cluster, area)
        given[unit] += area
        cluster_of[unit] = cluster
        value += area * problem.value[unit][cluster]
    demand(all(given[unit] <= problem.area[unit] for unit in given), "a unit is used twice")
    demand(all(given[unit] == problem.area[unit] for unit in problem.locked), "a locked unit is not given")
    demand(all(high is None or used[limit] <= high for limit, (_, high) in enumerate(problem.bands)), "a limit is exceeded")
    demand(all(sum(unit in given for unit in units) <= 1 for units in problem.text["exclusive"]), "two units of a set")
    towns = problem.text.get("town_limit")
    for cluster, most in enumerate(towns["maximum"] if towns else ()):
        demand(most == 0 or len({towns["town_of"][u] for u, c, _ in pieces if c == cluster}) <= most, "too many towns")
    value += sum(weight * problem.affinity(cluster_of.get(a, problem.idle), cluster_of.get(b, problem.idle)) for a, b, weight in problem.sides)
    shortfall = sum(max(0, low - used[limit]) for limit, (low, _) in enumerate(problem.bands))
    for name, found in (("value", value), ("shortfall", shortfall), ("objective", value - problem.penalty * shortfall)):
        demand(answer[name] == found, f"{name} is {found}, not {answer[name]}")


class Bound:
    """Steps 4 to 8."""

    def __init__(self, problem, prices):
        self.problem, self.prices, self.scale = problem, prices, prices["scale"]
        self.check()
        count = problem.clusters + 1
        self.taken = [[0] * count for _ in problem.area]
        messages = iter(prices["messages"])
        self.message = [[[next(messages) for _ in range(count)] for _ in range(2)] for _ in problem.sides] if prices["messages"] else None
        for number, side in enumerate(problem.sides if self.message else ()):
            for end in range(2):
                for option in range(count):
                    self.taken[side[end]][option] += self.message[number][end][option]

    def check(self):
        problem, prices = self.problem, self.prices
        demand(0 < self.scale <= 2 ** 30 and len(prices["limit"]) == len(problem.bands), "the scale or number of prices")
        for limit, (price, (_, high)) in enumerate(zip(prices["limit"], problem.bands)):
            money = problem.budget and limit == len(problem.bands) - 1
            least, most = (0, 2 ** 60) if money else (-self.scale * problem.penalty, 2 ** 46)
            demand(least <= price <= most and not (high is None and price > 0), f"the price of limit {limit}")
        demand(all(price >= 0 for price in prices["exclusive"]), "a negative price of a set")

    def money(self):
        return self.prices["limit"][-1] if self.problem.budget else 0

    def rules(self, options, limit_prices, set_prices):
        """Step 5."""
        problem, total = self.problem, sum(set_prices)
        for limit, (price, (low, high)) in enumerate(zip(limit_prices, problem.bands)):
            term = price * (high if price > 0 else low)
            total += rounded_up(term) if problem.budget and limit == len(problem.bands) - 1 else term
        for number, (a, b, weight) in enumerate(problem.sides):
            left = lambda p, q: self.scale * weight * problem.affinity(p, q) - (
                self.message[number][0][p] * problem.area[a] + self.message[number][1][q] * problem.area[b] if self.message else 0)
            total += max(left(p, q) for p in options[a] for q in options[b])
        return total

    def worth(self, unit, option, limit_prices, set_prices, money):
        """Step 6."""
        problem, worth = self.problem, self.taken[unit][option]
        if option == problem.idle:
            return worth
        worth += self.scale * problem.value[unit][option] - sum(limit_prices[limit] for limit in problem.limits(unit, option))
        worth -= sum(set_prices[one] // problem.area[unit] for one in problem.sets_of[unit] if set_prices)
        return worth - (money * problem.budget["cost"][unit] >> SHIFT if money else 0)

    def by_limits(self, options):
        """Step 7."""
        problem, prices, money = self.problem, self.prices, self.money()
        whole = problem.text["divisible"] and problem.budget and not problem.sides
        total = self.rules(options, prices["limit"], prices["exclusive"])
        for unit, left in enumerate(options):
            area = problem.area[unit]
            worth = lambda option: self.worth(unit, option, prices["limit"], prices["exclusive"], 0 if whole else money)
            if not whole:
                total += area * max(map(worth, left))
            elif left != {problem.idle}:
                gain = area * max(worth(option) for option in left - {problem.idle}) - (money * problem.budget["cost"][unit] * area >> SHIFT)
                total += max(0, gain) if problem.idle in left else gain
        return total // self.scale

    def by_units(self, options):
        """Step 8."""
        problem, prices = self.problem, self.prices
        of_limits = prices["unit_limits"] or [0] * len(problem.bands)
        of_sets = prices["unit_sets"] or [0] * len(problem.text["exclusive"])
        demand(all(price >= 0 for price in of_sets), "a negative price of a set")
        fixed = [0] * len(problem.bands)
        if problem.budget:
            fixed[-1] = self.money()
        total = self.rules(options, fixed, []) + sum(of_sets)
        for limit in range(problem.clusters, problem.clusters + len(problem.text["quotas"])):
            low, high = problem.bands[limit]
            demand(-self.scale * problem.penalty << SHIFT <= of_limits[limit] and not (high is None and of_limits[limit] > 0), "a price of a quota")
            total += rounded_up(of_limits[limit] * (high if of_limits[limit] > 0 else low))

        def stake(unit, option):
            worth = problem.area[unit] * self.worth(unit, option, fixed, [], self.money())
            if option == problem.idle:
                return worth
            worth -= sum(of_limits[limit] for limit in problem.limits(unit, option)) * problem.area[unit] >> SHIFT
            return worth - sum(of_sets[one] for one in problem.sets_of[unit])

        for unit, left in enumerate(options):
            price, idle = prices["units"][unit], problem.idle in left
            total += (stake(unit, problem.idle) if idle else 0) if len(left) == 1 else max(price, stake(unit, problem.idle)) if idle else price
        for cluster in range(problem.clusters):
            low, high = problem.bands[cluster]
            items = []
            for unit, left in enumerate(options):
                if left == {cluster}:
                    total, low, high = total + stake(unit, cluster), low - problem.area[unit], None if high is None else high - problem.area[unit]
                elif cluster in left:
                    items.append((stake(unit, cluster) - prices["units"][unit], problem.area[unit]))
            total += best_set(items, low, high, self.scale * problem.penalty)
        return total // self.scale


def best_set(items, low, high, penalty):
    """The largest sum of worth within the band, each area unit below `low` at `penalty`: depth first, by the fractional fill."""
    room = sum(area for _, area in items) if high is None else high
    items = sorted((item for item in items if item[1] <= room and (item[0] > 0 or (low > 0 and item[0] > -penalty * item[1]))),
                   key=lambda item: -item[0] / item[1])
    # Every area unit up to `low` is worth the penalty more; what that adds is taken off again at the end.
    areas, worths = [0], [0]
    for worth, area in items:
        areas.append(areas[-1] + area)
        worths.append(worths[-1] + worth)
    positive = sum(worth > 0 for worth, _ in items)

    def filled(first, last, space):
        if space <= 0 or first >= last:
            return 0
        at = bisect.bisect_right(areas, areas[first] + space, first, last + 1) - 1
        whole = worths[at] - worths[first]
        return whole if at >= last else whole + -(-(areas[first] + space - areas[at]) * items[at][0] // items[at][1])

    def most(first, area):
        end = max(first, positive)
        worth = filled(first, end, room - area)
        reached = min(max(area, room), area + areas[end] - areas[first])
        if reached >= low:
            return worth
        worth += filled(end, len(items), low - reached)
        return worth - penalty * max(0, low - reached - (areas[-1] - areas[end]))

    best, stack = -penalty * max(0, low), [(0, 0, 0)]
    while stack:
        first, area, worth = stack.pop()
        if first == len(items) or worth + most(first, area) <= best:
            continue
        stack.append((first + 1, area, worth))
        if area + items[first][1] <= room:
            area, worth = area + items[first][1], worth + items[first][0]
            best = max(best, worth - penalty * max(0, low - area))
            stack.append((first + 1, area, worth))
    return best


def check(text):
    whole = json.loads(text, object_pairs_hook=once)
    demand(set(whole) == TOP and whole["schema"] == SCHEMA, f"not {SCHEMA}")
    demand(set(whole["answer"]) == ANSWER and set(whole["answer"]["prices"]) <= PRICES, "the keys of the answer")
    problem, answer = Problem(whole["problem"]), whole["answer"]
    check_pieces(problem, answer)
    options = problem.options()
    demand(all(options), "the locks contradict the limits")
    bound = Bound(problem, answer["prices"])
    proved = limits = bound.by_limits(options)
    if answer["prices"]["units"]:
        proved = min(limits, bound.by_units(options))
    # A best set that was too long to find may leave the claim above ours, never above what the limits prove.
    demand(proved <= answer["price_bound"] <= limits, f"price_bound is {answer['price_bound']}, ours {proved}")
    demand(answer["prices"]["units"] or answer["price_bound"] == limits, f"price_bound is {answer['price_bound']}, ours {limits}")
    demand(answer["objective"] <= answer["bound"] <= answer["price_bound"], "the bound lies outside objective and price_bound")
    gap = (answer["bound"] - answer["objective"]) / max(1, abs(answer["objective"]), abs(answer["value"]))
    demand(abs(gap - answer["gap"]) <= 1e-12 + 1e-9 * abs(gap), f"gap is {gap}, not {answer['gap']}")
    demand((answer["stop"] == "proved") == (answer["bound"] == answer["objective"]), "stop")
    return gap


def main():
    refused = 0
    for file in sys.argv[1:]:
        try:
            with open(file, encoding="utf-8") as text:
                print(f"{file}: holds, gap {check(text.read()):.3%}")
        except (Refused, ValueError, KeyError, IndexError, TypeError) as wrong:
            refused += 1
            print(f"{file}: REFUSED: {type(wrong).__name__ if not isinstance(wrong, Refused) else ''} {wrong}")
    sys.exit(refused > 0)


if __name__ == "__main__":
    main()
