#include "catalog/plan_difference.h"

#include <algorithm>

#include "base/hash.h"

namespace zonewright::catalog {
namespace {

using model::Plan;

/// Where a line belongs: the thing and the clause it stands in.
struct Heading {
    std::string item;
    std::string clause;
};

class Comparison {
public:
    std::vector<PlanChange> changes;

    void text(const Heading& at, Text what, const std::string& before, const std::string& after) {
        if (before == after) return;
        const ChangeKind kind = before.empty()  ? ChangeKind::Added
                                : after.empty() ? ChangeKind::Removed
                                                : ChangeKind::Changed;
        changes.push_back({kind, at.clause, at.item, std::move(what), before, after});
    }

    void line(ChangeKind kind, const Heading& at, const Text& what, const std::string& before,
              const std::string& after) {
        changes.push_back({kind, at.clause, at.item, what, before, after});
    }

    /// The same thing under another name.
    void name(const Heading& at, const std::string& before, const std::string& after) {
        if (before != after) line(ChangeKind::Renamed, at, {"名称", "name"}, before, after);
    }

    /// Each word that only one side has is a line of its own.
    void list(const Heading& at, const Text& what, const std::vector<std::string>& before,
              const std::vector<std::string>& after) {
        for (const std::string& word : before)
            if (std::find(after.begin(), after.end(), word) == after.end()) text(at, what, word, "");
        for (const std::string& word : after)
            if (std::find(before.begin(), before.end(), word) == before.end()) text(at, what, "", word);
    }

    /// Items of both versions by id: those that only one has, and `compare` for those that both have.
    template <typename Item, typename Name, typename Where, typename Compare>
    void items(const std::vector<Item>& before, const std::vector<Item>& after, const Text& what, Name&& name,
               Where&& where, Compare&& compare) {
        const auto find = [](const std::vector<Item>& in, const std::string& id) {
            return std::find_if(in.begin(), in.end(), [&](const Item& item) { return item.id == id; });
        };
        for (const Item& item : after) {
            const auto earlier = find(before, item.id);
            if (earlier == before.end())
                text(where(item), what, "", name(item));
            else
                compare(where(item), *earlier, item);
        }
        for (const Item& item : before)
            if (find(after, item.id) == after.end()) text(where(item), what, name(item), "");
    }
};

std::string named_with_id(const std::string& name, const std::string& id) {
    return fmt::format("{}（{}）", name, id);
}

template <typename Item>
std::string named(const Item& item) {
    return named_with_id(item.name.zh, item.id);
}

/// The items of the earlier version that this one continues: itself first.
template <typename Item>
std::vector<const Item*> predecessors_of(const Item& item, const std::vector<Item>& before) {
    std::vector<std::string> ids{item.id};
    ids.insert(ids.end(), item.formerly.begin(), item.formerly.end());
    std::vector<const Item*> found;
    for (const std::string& id : ids)
        for (const Item& each : before)
            if (each.id == id) found.push_back(&each);
    return found;
}

template <typename Item>
std::size_t heirs_of(const Item& item, const std::vector<Item>& after) {
    return static_cast<std::size_t>(std::count_if(after.begin(), after.end(), [&](const Item& each) {
        return each.id == item.id ||
               std::find(each.formerly.begin(), each.formerly.end(), item.id) != each.formerly.end();
    }));
}

template <typename Value>
void add_new(std::vector<Value>& to, const std::vector<Value>& from, const auto& same) {
    for (const Value& value : from)
        if (std::none_of(to.begin(), to.end(), [&](const Value& known) { return same(known, value); }))
            to.push_back(value);
}

const auto equal_ids = [](const std::string& a, const std::string& b) { return a == b; };

/// What several said together.
model::Cluster joined_items(const std::vector<const model::Cluster*>& parts) {
    model::Cluster whole = *parts.front();
    for (const model::Cluster* part : parts) {
        add_new(whole.places, part->places, equal_ids);
        add_new(whole.leads, part->leads, [](const Text& a, const Text& b) { return a.zh == b.zh; });
        add_new(whole.directions, part->directions,
                [](const model::Direction& a, const model::Direction& b) { return a.term.zh == b.term.zh; });
        whole.open_list = whole.open_list || part->open_list;
    }
    return whole;
}

model::Place joined_items(const std::vector<const model::Place*>& parts) {
    model::Place whole = *parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) {
        add_new(whole.members, parts[i]->members, equal_ids);
        add_new(whole.hosts, parts[i]->hosts, equal_ids);
        if (whole.published_area_m2 && parts[i]->published_area_m2)
            *whole.published_area_m2 += *parts[i]->published_area_m2;
        else
            whole.published_area_m2.reset();
    }
    return whole;
}

/// One item of the later version: new, or the continuation of one or several. `compare(heading, before, after)`.
template <typename Item, typename Compare>
void compare_heir(Comparison& lines, const Heading& at, const Text& what, const Item& item,
                  const std::vector<Item>& before, const std::vector<Item>& after, Compare&& compare) {
    const std::vector<const Item*> earlier = predecessors_of(item, before);
    if (earlier.empty()) {
        lines.text(at, what, "", item.name.zh);
        return;
    }
    const bool split = earlier.size() == 1 && heirs_of(*earlier.front(), after) > 1;
    std::string names;
    for (const Item* each : earlier) names += (names.empty() ? "" : "、") + named(*each);
    if (earlier.size() > 1)
        lines.line(ChangeKind::Merged, at, what, names, named(item));
    else if (split)
        lines.line(ChangeKind::Split, at, what, names, named(item));
    else if (earlier.front()->id != item.id)
        lines.line(ChangeKind::Renamed, at, what, names, named(item));
    else
        lines.name(at, earlier.front()->name.zh, item.name.zh);
    compare(at, joined_items(earlier), item);
}

/// An item that nothing continues: given up with a reason, or gone.
template <typename Item>
void compare_last(Comparison& lines, Heading at, const Text& what, const Item& item, const Plan& after,
                  const std::string& kind) {
    for (const model::Retired& retired : after.retired)
        if (retired.kind == kind && retired.id == item.id) {
            at.clause = retired.clause;
            lines.line(ChangeKind::Retired, at, what, item.name.zh, retired.reason.zh);
            return;
        }
    lines.text(at, what, item.name.zh, "");
}

std::vector<std::string> names_of(const std::vector<Text>& texts) {
    std::vector<std::string> names(texts.size());
    std::ranges::transform(texts, names.begin(), &Text::zh);
    return names;
}

std::vector<std::string> terms_of(const model::Cluster& cluster) {
    std::vector<std::string> terms;
    for (const model::Direction& direction : cluster.directions) terms.push_back(direction.term.zh);
    return terms;
}

/// Places by name, so that the line can be read; an id that the version lacks stays an id.
std::vector<std::string> places_of(const Plan& plan, const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) {
        const auto place = plan.find_place(id);
        names.push_back(place ? plan.place(*place).name.zh : id);
    }
    return names;
}

/// Places of the earlier version under the names of the later one, so that a renamed place is told once, as such.
std::vector<std::string> place_names_in(const Plan& before, const Plan& after, const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    for (const std::string& id : ids) {
        const auto heir = std::find_if(after.places.begin(), after.places.end(), [&](const model::Place& place) {
            return place.id == id || std::find(place.formerly.begin(), place.formerly.end(), id) != place.formerly.end();
        });
        names.push_back(heir != after.places.end() ? heir->name.zh : places_of(before, {id}).front());
    }
    return names;
}

std::string shown_target(const model::Target& target) {
    return fmt::format("{} {} {}（{}）", target.comparison, target.value, target.unit, target.year);
}

std::string shown_area(const std::optional<double>& area_m2) {
    return area_m2 ? fmt::format("{:.2f} km²", *area_m2 / 1e6) : std::string();
}

void compare_document(Comparison& lines, const Plan& before, const Plan& after) {
    const Heading document{"plan", ""};
    lines.text(document, {"文件名称", "title"}, before.title.zh, after.title.zh);
    lines.text(document, {"发文单位", "issuer"}, before.issuer.zh, after.issuer.zh);
    lines.text(document, {"日期", "date"}, before.date, after.date);
    lines.items(
        before.clauses, after.clauses, {"条款", "clause"}, [](const model::Clause& c) { return c.title.zh; },
        [](const model::Clause& c) {
            return Heading{"clause " + c.id, c.id};
        },
        [&](const Heading& at, const model::Clause& a, const model::Clause& b) {
            lines.text(at, {"条款", "clause"}, a.title.zh, b.title.zh);
        });
    lines.items(
        before.targets, after.targets, {"目标", "target"},
        [](const model::Target& t) { return t.name.zh + " " + shown_target(t); },
        [](const model::Target& t) {
            return Heading{"target " + t.id, t.clause};
        },
        [&](const Heading& at, const model::Target& a, const model::Target& b) {
            lines.text(at, {"目标", "target"}, shown_target(a), shown_target(b));
        });
}

void compare_clusters(Comparison& lines, const Plan& before, const Plan& after) {
    const auto open = [](const model::Cluster& c) { return std::string(c.open_list ? "等" : "—"); };
    const auto compare = [&](const Heading& at, const model::Cluster& a, const model::Cluster& b) {
        lines.text(at, {"条款", "clause"}, a.clause, b.clause);
        lines.text(at, {"类别", "kind"}, model::title_of(a.kind).zh, model::title_of(b.kind).zh);
        lines.list(at, {"牵头部门", "lead department"}, names_of(a.leads), names_of(b.leads));
        lines.list(at, {"集聚区", "place named"}, place_names_in(before, after, a.places), places_of(after, b.places));
        lines.text(at, {"名单是否开放", "open list"}, open(a), open(b));
        lines.list(at, {"方向", "direction"}, terms_of(a), terms_of(b));
    };
    const Text what{"集群", "cluster"};
    const auto heading = [](const model::Cluster& c) { return Heading{"cluster " + c.id, c.clause}; };
    for (const model::Cluster& cluster : after.clusters)
        compare_heir(lines, heading(cluster), what, cluster, before.clusters, after.clusters, compare);
    for (const model::Cluster& cluster : before.clusters)
        if (heirs_of(cluster, after.clusters) == 0)
            compare_last(lines, heading(cluster), what, cluster, after, "cluster");
}

void compare_mechanisms(Comparison& lines, const Plan& before, const Plan& after) {
    lines.items(
        before.mechanisms, after.mechanisms, {"机制", "mechanism"},
        [](const model::Mechanism& m) { return m.name.zh; },
        [](const model::Mechanism& m) {
            return Heading{"mechanism " + m.id, m.clause};
        },
        [&](const Heading& at, const model::Mechanism& a, const model::Mechanism& b) {
            lines.text(at, {"名称", "name"}, a.name.zh, b.name.zh);
            lines.list(at, {"负责部门", "department"}, names_of(a.leads), names_of(b.leads));
            lines.list(at, {"措施", "measure"}, names_of(a.measures), names_of(b.measures));
        });
}

/// Another outline shows another digest.
std::string shown_outline(const model::Place& place) {
    if (!place.outline) return "";
    Fingerprint digest;
    std::size_t points = 0;
    for (const geom::Polygon& part : place.outline->geometry.parts)
        for (const geom::Ring& ring : part.rings)
            for (const geom::Point p : ring) digest.add(p.x).add(p.y), ++points;
    return fmt::format("{} EPSG:{} ({}, {})", to_string(place.outline->status), place.outline->epsg, points, digest.hex().substr(0, 8));
}

void compare_places(Comparison& lines, const Plan& before, const Plan& after) {
    const auto compare = [&](const Heading& at, const model::Place& a, const model::Place& b) {
        lines.text(at, {"类别", "kind"}, model::title_of(a.kind).zh, model::title_of(b.kind).zh);
        lines.text(at, {"代码", "code"}, a.code, b.code);
        lines.text(at, {"公布面积", "published area"}, shown_area(a.published_area_m2), shown_area(b.published_area_m2));
        lines.list(at, {"成员", "member"}, place_names_in(before, after, a.members), places_of(after, b.members));
        lines.list(at, {"所在镇街", "host"}, place_names_in(before, after, a.hosts), places_of(after, b.hosts));
        lines.text(at, {"片区", "district"}, a.district, b.district);
        lines.text(at, {"地点文件中的范围", "outline in the record"}, shown_outline(a), shown_outline(b));
    };
    const auto what = [](const model::Place& p) {
        return p.kind == model::PlaceKind::Base ? Text{"基地", "base"} : Text{"地点", "place"};
    };
    const auto heading = [](const model::Place& p) { return Heading{"place " + p.id, ""}; };
    for (const model::Place& place : after.places)
        compare_heir(lines, heading(place), what(place), place, before.places, after.places, compare);
    for (const model::Place& place : before.places)
        if (heirs_of(place, after.places) == 0) compare_last(lines, heading(place), what(place), place, after, "place");
}

void compare_shared_areas(Comparison& lines, const Plan& before, const Plan& after) {
    const auto shown = [](const Plan& plan) {
        std::vector<std::string> areas;
        for (const model::SharedArea& shared : plan.shared_areas) {
            std::string names;
            for (const std::string& name : places_of(plan, shared.places))
                names += (names.empty() ? "" : "、") + name;
            areas.push_back(names + " " + shown_area(shared.area_m2));
        }
        return areas;
    };
    lines.list({"shared_area", ""}, {"合计面积", "area together"}, shown(before), shown(after));
}

void compare_empty_lists(Comparison& lines, const Plan& before, const Plan& after) {
    const auto has = [](const Plan& plan, const std::string& what) {
        return std::any_of(plan.empty_lists.begin(), plan.empty_lists.end(),
                           [&](const model::EmptyList& list) { return list.what == what; });
    };
    const Text title{"空名单", "empty list"};
    for (const model::EmptyList& list : before.empty_lists)
        if (!has(after, list.what))
            lines.text({"empty_list " + list.what, list.clause}, title, list.reason.zh, "");
    for (const model::EmptyList& list : after.empty_lists)
        if (!has(before, list.what))
            lines.text({"empty_list " + list.what, list.clause}, title, "", list.reason.zh);
}

const model::PolicyRules* topic_of(const Plan& plan, const std::vector<model::PolicyRules>& common,
                                   const std::string& id) {
    for (const auto* rules : {&plan.own_rules, &common})
        for (const model::PolicyRules& topic : *rules)
            if (topic.id == id) return &topic;
    return nullptr;
}

std::string shown_rule(const model::RuleValue& rule) {
    std::string shown = rule.text;
    if (rule.value) shown = fmt::format("{:g}", *rule.value);
    if (rule.low) shown += fmt::format(" [{:g}, {:g}]", *rule.low, *rule.high);
    for (const std::string& word : rule.words) shown += (shown.empty() ? "" : "、") + word;
    if (shown.empty()) return "未知";
    return rule.unit.empty() || rule.unit == "1" ? shown : shown + " " + rule.unit;
}

/// Topics that one of the two sets itself, value by value, against what holds for the other.
void compare_rules(Comparison& lines, const Plan& before, const Plan& after,
                   const std::vector<model::PolicyRules>& common) {
    std::vector<std::string> topics;
    for (const Plan* plan : {&before, &after})
        for (const model::PolicyRules& rules : plan->own_rules)
            if (std::find(topics.begin(), topics.end(), rules.id) == topics.end()) topics.push_back(rules.id);
    const model::PolicyRules none;
    for (const std::string& id : topics) {
        const model::PolicyRules *a = topic_of(before, common, id), *b = topic_of(after, common, id);
        const auto values = [&](const model::PolicyRules* rules) { return (rules ? *rules : none).values; };
        for (const model::RuleValue& value : values(b)) {
            const model::RuleValue* old = a ? a->find(value.key) : nullptr;
            lines.text({"rule " + id + "." + value.key, ""}, {"规则", "rule"}, old ? shown_rule(*old) : "",
                       shown_rule(value));
        }
        for (const model::RuleValue& value : values(a))
            if (!b || !b->find(value.key))
                lines.text({"rule " + id + "." + value.key, ""}, {"规则", "rule"}, shown_rule(value), "");
    }
}

}  // namespace

std::string to_string(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::Added:
            return "added";
        case ChangeKind::Removed:
            return "removed";
        case ChangeKind::Changed:
            return "changed";
        case ChangeKind::Renamed:
            return "renamed";
        case ChangeKind::Merged:
            return "merged";
        case ChangeKind::Split:
            return "split";
        case ChangeKind::Retired:
            return "retired";
    }
    return {};
}

std::vector<PlanChange> difference(const Plan& before, const Plan& after,
                                   const std::vector<model::PolicyRules>& common) {
    Comparison lines;
    compare_document(lines, before, after);
    compare_clusters(lines, before, after);
    compare_mechanisms(lines, before, after);
    compare_places(lines, before, after);
    compare_shared_areas(lines, before, after);
    compare_empty_lists(lines, before, after);
    compare_rules(lines, before, after, common);
    return std::move(lines.changes);
}

}  // namespace zonewright::catalog
