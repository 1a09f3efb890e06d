#include "catalog/plan_difference.h"

#include <algorithm>

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

std::vector<std::string> names_of(const std::vector<Text>& texts) {
    std::vector<std::string> names;
    for (const Text& text : texts) names.push_back(text.zh);
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
    lines.items(
        before.clusters, after.clusters, {"集群", "cluster"},
        [](const model::Cluster& c) { return c.name.zh; },
        [](const model::Cluster& c) {
            return Heading{"cluster " + c.id, c.clause};
        },
        [&](const Heading& at, const model::Cluster& a, const model::Cluster& b) {
            lines.text(at, {"名称", "name"}, a.name.zh, b.name.zh);
            lines.text(at, {"条款", "clause"}, a.clause, b.clause);
            lines.text(at, {"类别", "kind"}, model::title_of(a.kind).zh, model::title_of(b.kind).zh);
            lines.list(at, {"牵头部门", "lead department"}, names_of(a.leads), names_of(b.leads));
            lines.list(at, {"集聚区", "place named"}, places_of(before, a.places),
                       places_of(after, b.places));
            lines.text(at, {"名单是否开放", "open list"}, open(a), open(b));
            lines.list(at, {"方向", "direction"}, terms_of(a), terms_of(b));
        });
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

void compare_places(Comparison& lines, const Plan& before, const Plan& after) {
    lines.items(
        before.places, after.places, {"地点", "place"}, [](const model::Place& p) { return p.name.zh; },
        [](const model::Place& p) {
            return Heading{"place " + p.id, ""};
        },
        [&](const Heading& at, const model::Place& a, const model::Place& b) {
            lines.text(at, {"名称", "name"}, a.name.zh, b.name.zh);
            lines.text(at, {"类别", "kind"}, model::title_of(a.kind).zh, model::title_of(b.kind).zh);
            lines.text(at, {"代码", "code"}, a.code, b.code);
            lines.text(at, {"公布面积", "published area"}, shown_area(a.published_area_m2),
                       shown_area(b.published_area_m2));
            lines.list(at, {"成员", "member"}, places_of(before, a.members), places_of(after, b.members));
            lines.list(at, {"所在镇街", "host"}, places_of(before, a.hosts), places_of(after, b.hosts));
            lines.text(at, {"片区", "district"}, a.district, b.district);
        });
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

}  // namespace

std::string to_string(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::Added:
            return "added";
        case ChangeKind::Removed:
            return "removed";
        case ChangeKind::Changed:
            return "changed";
    }
    return {};
}

std::vector<PlanChange> difference(const Plan& before, const Plan& after) {
    Comparison lines;
    compare_document(lines, before, after);
    compare_clusters(lines, before, after);
    compare_mechanisms(lines, before, after);
    compare_places(lines, before, after);
    compare_shared_areas(lines, before, after);
    compare_empty_lists(lines, before, after);
    return std::move(lines.changes);
}

}  // namespace zonewright::catalog
