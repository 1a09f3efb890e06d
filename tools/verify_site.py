#!/usr/bin/env python3
"""Check a certificate of Zonewright without Zonewright: verify_site.py FILE...

Written from src/assembly/CERTIFICATE.md alone, which defines every line and step. A certificate is JSON Lines: a header with the sites, the instance (parcels, links, costs, prices), and for each cluster the
claim that no site around any of its centres has cost + prices below `least`. Everything is an integer. This program knows
nothing of the search: it recomputes what is claimed from the instance alone. Only the standard library is needed.
Exit code 0 when every file holds, 1 otherwise.
"""
import hashlib
import heapq
import json
import sys

NOTHING = 1 << 60


class Fault(Exception):
    """Something in the file is not true."""


def demand(statement, what):
    if not statement:
        raise Fault(what)


def keys(data, names, optional=""):
    """Exactly these keys, and perhaps the optional one."""
    demand(isinstance(data, dict) and set(names.split()) <= set(data) <= set((names + " " + optional).split()),
           "keys are missing or unknown")
    return data


def strict(line, names, optional=""):
    """A line of the file: an object with these keys, each once, all its numbers whole."""
    def whole(text):
        raise Fault("a number is not whole: " + text)

    def once(pairs):
        demand(len(dict(pairs)) == len(pairs), "a key stands twice")
        return dict(pairs)
    demand(line.endswith("\n"), "the file is cut short")
    return keys(json.loads(line, parse_float=whole, parse_constant=whole, object_pairs_hook=once), names, optional)


class Instance:
    def __init__(self, first, header, lines):
        self.clusters = header["clusters"]
        self.step, self.penalty = header["step"], header["penalty"]
        demand(self.step >= 1 and self.penalty >= 0, "step or penalty")
        used = [next(lines) for _ in range(len(self.clusters) + 2)]
        text = (first[:first.index(',"instance":')] + "\n" + "".join(used)).encode()
        digest = hashlib.sha256(len(text).to_bytes(8, "little") + text).hexdigest()
        demand(digest == header["instance"], "the rules or the instance do not match their hash")
        parcels = strict(used[0], "ids area x y owner town redevelopment links")
        self.area, self.x, self.y = parcels["area"], parcels["x"], parcels["y"]
        self.owner, self.town, self.rebuilt = parcels["owner"], parcels["town"], parcels["redevelopment"]
        n = len(self.area)
        demand(all(len(parcels[k]) == n for k in ("ids", "x", "y", "owner", "town", "redevelopment")), "columns differ in length")
        demand(len(set(parcels["ids"])) == n, "an id stands twice")
        self.near = [[] for _ in range(n)]
        for a, b in parcels["links"]:
            demand(0 <= a < n and 0 <= b < n, "a link names an unknown parcel")
            self.near[a].append(b)
            self.near[b].append(a)
        self.cost, self.closed = [], []
        for line in used[1:-1]:
            data = strict(line, "costs closed")
            demand(len(data["costs"]) == n and all(c % self.step == 0 for c in data["costs"]), "costs")
            self.cost.append(data["costs"])
            self.closed.append(set(data["closed"]))
        self.price = [0] * n
        for v, u in strict(used[-1], "prices")["prices"]:
            demand(u >= 0 and u % self.step == 0, "a price is negative or not a multiple of the step")
            self.price[v] = u

    def inside(self, k, centre, v):
        rule = self.clusters[k]
        if v in self.closed[k] or not 0 < self.area[v] <= rule["max_area"]:
            return False
        r = rule["radius"]
        return r == 0 or (self.x[v] - self.x[centre]) ** 2 + (self.y[v] - self.y[centre]) ** 2 <= r * r

    def circle(self, k, centre):
        """The parcels a site around the centre may use."""
        if not self.inside(k, centre, centre):
            return []
        found, queue = {centre}, [centre]
        for v in queue:
            for w in self.near[v]:
                if w not in found and self.inside(k, centre, w):
                    found.add(w)
                    queue.append(w)
        return queue


class Around:
    """The problem around one centre: which parcels, what they cost, what a site must keep."""

    def __init__(self, instance, k, centre, priced, places=()):
        self.rule, self.step, self.centre = instance.clusters[k], instance.step, centre
        self.parcels = instance.circle(k, centre)
        members = set(self.parcels)
        self.near = {v: [w for w in instance.near[v] if w in members] for v in self.parcels}
        self.area = {v: instance.area[v] for v in self.parcels}
        self.cost = {v: instance.cost[k][v] + (instance.price[v] if priced else 0) for v in self.parcels}
        self.owner, self.town, self.rebuilt = instance.owner, instance.town, instance.rebuilt
        self.places = [[frozenset(place) for place in rule] for rule in places]

    def fractional_least(self):
        """Least cost when parcels may be cut and need not touch, rounded down parcel by parcel."""
        lo, hi = self.rule["min_area"], self.rule["max_area"]
        area, cost = self.area[self.centre], self.cost[self.centre]
        if area > hi:
            return NOTHING
        rest = [v for v in self.parcels if v != self.centre]
        # Sorting by the exact ratio: multiply by the least common scale through integers.
        from fractions import Fraction
        for v in sorted(rest, key=lambda v: Fraction(self.cost[v], self.area[v])):
            used = min(self.area[v], max(0, (hi if self.cost[v] < 0 else lo) - area))
            cost += self.cost[v] * used // self.area[v]
            area += used
        return cost if area >= lo else NOTHING

    def settle(self, taken, free):
        """Draws conclusions by counting. Returns (taken, free), or None when no site can come of it."""
        lo, hi = self.rule["min_area"], self.rule["max_area"]
        while True:
            area = sum(self.area[v] for v in taken)
            if area > hi:
                return None
            for group, limit in ((self.owner, self.rule["owners"]), (self.town, self.rule["towns"])):
                if limit < len(self.parcels):
                    present = {group[v] for v in taken}
                    if len(present) > limit:
                        return None
                    if len(present) == limit:
                        free = {v for v in free if group[v] in present}
            share = self.rule["redevelopment_permille"]
            if share < 1000:
                rebuilt = sum(self.area[v] for v in taken if self.rebuilt[v])
                fresh = sum(self.area[v] for v in free if not self.rebuilt[v])
                if rebuilt * 1000 > min(hi, area + fresh) * share:
                    return None
                free = {v for v in free if not self.rebuilt[v]
                        or (rebuilt + self.area[v]) * 1000 <= min(hi, area + self.area[v] + fresh) * share}
            reached, queue = {self.centre}, [self.centre]
            for v in queue:
                for w in self.near[v]:
                    if w not in reached and (w in taken or (w in free and area + self.area[w] <= hi)):
                        reached.add(w)
                        queue.append(w)
            if not taken <= reached or sum(self.area[v] for v in reached) < lo:
                return None
            free = free & reached
            forced = set()
            for rule in self.places:
                possible = [place for place in rule if place <= taken | free]
                if not possible:
                    return None
                forced |= frozenset.intersection(*possible) - taken
            if not forced:
                return taken, free
            taken, free = taken | forced, free - forced

    def bound(self, taken, free, multiplier, cuts):
        """Lagrangian bound with separators x(border) >= x(g); returns it with the reduced costs."""
        edge = self.rule["min_area"] if multiplier >= 0 else self.rule["max_area"]
        total = sum(self.cost[v] for v in taken) + multiplier * (edge - sum(self.area[v] for v in taken))
        reduced = {v: self.cost[v] - multiplier * self.area[v] for v in free}
        for amount, gaining, border in cuts:
            demand(amount >= 0 and gaining, "a separator is not valid")
            border = set(border)
            demand(border <= free, "a border parcel is not free")
            reached, queue = set(gaining), list(gaining)
            for v in queue:
                demand(v != self.centre and (v in taken or v in free), "a separator does not separate")
                for w in self.near[v]:
                    if w not in reached and w not in border and (w in taken or w in free):
                        reached.add(w)
                        queue.append(w)
            left = amount
            for v in gaining:
                if v in taken:
                    total, left = total + left, 0
                    break
                share = min(left, max(0, -reduced[v]))
                reduced[v] += share
                left -= share
            for v in border:
                reduced[v] -= amount - left
        return total + sum(min(0, r) for r in reduced.values()), reduced

    def near_enough(self, taken, free, reduced, slack):
        """The free parcels whose cheapest way from the taken ones stays within the slack."""
        way = {v: 0 for v in taken}
        heap = [(0, v) for v in taken]
        heapq.heapify(heap)
        while heap:
            length, v = heapq.heappop(heap)
            if length > way[v]:
                continue
            for w in self.near[v]:
                if w in free:
                    longer = length + max(0, reduced[w])
                    if longer <= slack and longer < way.get(w, NOTHING):
                        way[w] = longer
                        heapq.heappush(heap, (longer, w))
        return {v for v in free if v in way}

    def check_tree(self, nodes, least):
        adding_costs_more = all(c >= 0 for c in self.cost.values())
        stack, seen = [((), frozenset([self.centre]), set(self.parcels) - {self.centre})], 0
        while stack:
            path, taken, free = stack.pop()
            seen += 1
            demand(seen <= 4 * len(nodes) + 8, "the tree does not end")
            node = nodes.get(path)
            rounds, closed, k = (node["rounds"] if node else []), False, 0
            while True:
                settled = self.settle(set(taken), set(free))
                if settled is None:
                    closed = True
                    break
                taken, free = settled
                if adding_costs_more and sum(self.cost[v] for v in taken) > least - self.step:
                    closed = True
                    break
                if k == len(rounds):
                    break
                bound, reduced = self.bound(taken, free, *rounds[k])
                if bound > least - self.step:
                    closed = True
                    break
                free = self.near_enough(taken, free, reduced, least - self.step - bound)
                k += 1
            if closed:
                continue
            demand(node and node["branch"] in self.area, "open leaf %r around %d" % (path, self.centre))
            b = node["branch"]
            if b in taken or b in free:
                stack.append((path + (b + 1,), set(taken) | {b}, free - {b}))
            if b not in taken:
                stack.append((path + (-b - 1,), taken, free - {b}))
        return seen

    def check_site(self, parcels):
        demand(self.centre in parcels and parcels <= set(self.parcels), "a site leaves its circle")
        area = sum(self.area[v] for v in parcels)
        demand(self.rule["min_area"] <= area <= self.rule["max_area"], "a site's area is outside its window")
        demand(self.settle(set(parcels), set()) is not None, "a site is not connected or breaks a limit")


def check(path):
    with open(path, encoding="utf-8") as file:
        lines = iter(file.readlines())
    first = next(lines)
    header = strict(first, "format version kind units step penalty clusters instance sites objective bound")
    demand(header["format"] == "zonewright certificate" and header["version"] == 2, "not a certificate of version 2")
    demand(header["kind"] in ("site", "portfolio"), "a kind that is not known")
    demand(header["units"] == {"area": "m2", "length": "cm", "cost": "1/1024 yuan"}, "the units")
    demand(0 <= first.find(',"instance":') < first.find(',"sites":'), "the header is not in its order")
    demand(header["sites"], "there is no site")
    for cluster in header["clusters"]:
        keys(cluster, "name min_area max_area radius owners towns redevelopment_permille count")
    for site in header["sites"]:
        keys(site, "cluster centre cost parcels")
    instance = Instance(first, header, lines)
    n, trees, tree_nodes, places, claimed, bound = len(instance.area), 0, 0, {}, [], -sum(instance.price)
    rest = list(lines)
    at = 0
    for k, cluster in enumerate(instance.clusters):
        claim = strict(rest[at], "claim least", "centres")
        at += 1
        demand(claim.get("claim") == k, "claims are out of order")
        least = claim["least"]
        demand(least % instance.step == 0, "a claim is not a multiple of the step")
        demand("centres" not in claim or header["kind"] == "site", "a portfolio's claim must cover every centre")
        centres = set(claim.get("centres", [v for v in range(n) if v not in instance.closed[k]]))
        claimed.append(set(centres))
        while at < len(rest) and rest[at].startswith('{"tree"'):
            head = strict(rest[at], "tree nodes", "places")
            nodes = {}
            for line in rest[at + 1:at + 1 + head["nodes"]]:
                data = strict(line, "path rounds branch")
                demand(tuple(data["path"]) not in nodes, "a node stands twice")
                nodes[tuple(data["path"])] = data
            at += 1 + head["nodes"]
            around = Around(instance, k, head["tree"], True, head.get("places", ()))
            demand(around.parcels, "a tree has a closed centre")
            tree_nodes += around.check_tree(nodes, least)
            places[k, head["tree"]] = head.get("places", ())
            trees += 1
            centres.discard(head["tree"])
        for centre in centres:
            around = Around(instance, k, centre, True)
            demand(not around.parcels or around.fractional_least() >= least, "centre %d is left without proof" % centre)
        bound += cluster["count"] * (min(least, instance.penalty) if instance.penalty > 0 else least)
    demand(at == len(rest), "there is more after the last claim")
    used, placed, objective = set(), [0] * len(instance.clusters), 0
    for site in header["sites"]:
        k, parcels = site["cluster"], set(site["parcels"])
        demand(header["kind"] != "site" or site["centre"] in claimed[k], "the site's centre is not in the claim")
        demand(not parcels & used and len(parcels) == len(site["parcels"]), "a parcel belongs to two sites")
        used |= parcels
        Around(instance, k, site["centre"], False, places.get((k, site["centre"]), ())).check_site(parcels)
        demand(sum(instance.cost[k][v] for v in parcels) == site["cost"], "a site's cost")
        objective += site["cost"]
        placed[k] += 1
    for k, cluster in enumerate(instance.clusters):
        demand(placed[k] <= cluster["count"], "there are more sites than wanted")
        objective += (cluster["count"] - placed[k]) * instance.penalty
    demand(objective == header["objective"], "the objective is not the sum of the sites")
    demand(bound == header["bound"] and objective >= bound, "the bound")
    gap = (objective - bound) / abs(objective) if objective else 0.0
    return "%s: %d parcels, %d sites, %d trees with %d nodes, gap %.4f %%" % (
        header["kind"], n, len(header["sites"]), trees, tree_nodes, 100 * gap)


def main(paths):
    failed = 0
    for path in paths:
        try:
            print("%s: holds: %s" % (path, check(path)))
        except (Fault, ValueError, KeyError, IndexError, TypeError, StopIteration) as fault:
            failed = 1
            print("%s: REFUSED: %s" % (path, fault))
    if not paths:
        print(__doc__)
        return 2
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
