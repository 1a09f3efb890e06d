#include "catalog/plan_reader.h"

#include <algorithm>

#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/evidence_reader.h"
#include "catalog/place_reader.h"
#include "catalog/plan_check.h"
#include "catalog/rule_reader.h"

namespace zonewright::catalog {
namespace {

using model::Cluster;
using model::ClusterKind;
using model::Plan;

model::Clause read_clause(TableReader& reader) {
    model::Clause clause;
    clause.id = reader.text("id");
    clause.title = reader.title("title");
    return clause;
}

model::Target read_target(TableReader& reader) {
    model::Target target;
    target.id = reader.text("id");
    target.name = reader.title("name");
    target.comparison =
        reader.choice<std::string>("comparison", {{">=", ">="}, {">", ">"}, {"<=", "<="}, {"<", "<"}});
    target.value = reader.number("value");
    target.unit = reader.text("unit");
    target.year = static_cast<int>(reader.integer("year", {.least = 1949, .most = 2100}));
    target.clause = reader.text("clause");
    return target;
}

model::Retired read_retired(TableReader& reader) {
    model::Retired retired;
    retired.kind = reader.choice<std::string>("kind", {{"cluster", "cluster"}, {"place", "place"}});
    retired.id = reader.text("id");
    retired.reason = reader.title("reason");
    retired.clause = reader.text("clause");
    return retired;
}

model::Mechanism read_mechanism(TableReader& reader) {
    model::Mechanism mechanism;
    mechanism.id = reader.text("id");
    mechanism.name = reader.title("name");
    mechanism.leads = reader.titles("leads");
    mechanism.measures = reader.titles("measures");
    mechanism.clause = reader.text("clause");
    return mechanism;
}

model::EmptyList read_empty_list(TableReader& reader) {
    model::EmptyList list;
    list.what = reader.text("what");
    list.reason = reader.title("reason");
    list.clause = reader.text("clause");
    return list;
}

model::ChecklistItem read_checklist_item(TableReader& reader) {
    model::ChecklistItem item;
    item.id = reader.text("id");
    item.title = reader.title("title");
    item.role = reader.text("role", "");
    item.where = reader.words_by_name("where");
    if (item.role.empty() && !item.where.empty())
        reader.reject("where", both("与 role 一同给出", "together with role"),
                      both("补上 role，或去掉 where", "add role, or leave where out"));
    return item;
}

model::SharedArea read_shared_area(TableReader& reader) {
    model::SharedArea shared;
    shared.places = reader.words("places");
    shared.area_m2 = reader.required_area_m2("area", both("补上面积", "add the area"));
    shared.note = reader.text("note", "");
    shared.evidence = reader.read("evidence", read_evidence);
    return shared;
}

model::Direction read_direction(TableReader& reader) {
    model::Direction direction;
    direction.role = reader.choice<std::string>("role", {{"focus", "focus"},
                                                         {"breakthrough", "breakthrough"},
                                                         {"support", "support"},
                                                         {"application", "application"},
                                                         {"platform", "platform"}});
    direction.term = reader.title("term");
    return direction;
}

/// A cluster's own entries of the checklist on top of the plan's ten items, all unknown until filled.
std::vector<model::ChecklistItem> read_checklist(TableReader& reader,
                                                 const std::vector<model::ChecklistItem>& items) {
    std::vector<model::ChecklistItem> list = items;
    std::vector<std::string> known;
    known.reserve(items.size());
    for (const auto& item : items) known.push_back(item.id);
    reader.read_all("checklist", [&](TableReader& entry) {
        std::string id = entry.text("id");
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.id == id; });
        if (found == list.end()) entry.reject_word("id", id, known);
        found->status =
            entry.choice<std::string>("status", {{"unknown", "unknown"}, {"yes", "yes"}, {"under_way", "under_way"}, {"no", "no"}});
        found->note = entry.text("note", "");
        return id;
    });
    return list;
}

Cluster read_cluster(TableReader& reader, const std::string& stem,
                     const std::vector<model::ChecklistItem>& items, PlanLines& lines) {
    Cluster cluster;
    cluster.id = read_id(reader, stem);
    cluster.name = reader.title("name");
    cluster.kind = reader.choice<ClusterKind>(
        "kind", {{"strategic", ClusterKind::Strategic}, {"future", ClusterKind::Future}});
    cluster.clause = reader.text("clause");
    cluster.leads = reader.titles("leads");
    cluster.places = reader.words("places");
    cluster.open_list = reader.flag("open_list", false);
    cluster.directions = reader.read_all("direction", read_direction);
    cluster.checklist = read_checklist(reader, items);
    cluster.formerly = reader.words("formerly");
    for (const char* key : {"clause", "places", "formerly"})
        lines[fmt::format("clusters/{}.toml: {}", stem, key)] = reader.line_of(key);
    return cluster;
}

/// [[key]] tables, the lines of their `named` key noted as "plan.toml: target[2].clause".
template <typename Read>
auto read_lined(TableReader& reader, const std::string& key, const std::string& named, PlanLines& lines, Read&& read) {
    std::size_t number = 0;
    return reader.read_all(key, [&](TableReader& inner) {
        lines[fmt::format("plan.toml: {}[{}].{}", key, ++number, named)] = inner.line_of(named);
        return read(inner);
    });
}

Plan read_document(TableReader& reader, const std::string& plan_id,
                   std::vector<model::ChecklistItem>& items, PlanLines& lines) {
    Plan plan;
    plan.id = read_id(reader, plan_id);
    plan.title = reader.title("title");
    plan.issuer = reader.title("issuer");
    plan.date = reader.text("date");
    plan.evidence = reader.read("evidence", read_evidence);
    plan.clauses = reader.read_all("clause", read_clause);
    plan.previous = reader.text("previous", "");
    plan.targets = read_lined(reader, "target", "clause", lines, read_target);
    plan.mechanisms = read_lined(reader, "mechanism", "clause", lines, read_mechanism);
    plan.empty_lists = read_lined(reader, "empty_list", "clause", lines, read_empty_list);
    plan.retired = read_lined(reader, "retired", "id", lines, read_retired);
    plan.shared_areas = reader.read_all("shared_area", read_shared_area);
    items = reader.read_all("checklist", read_checklist_item);
    if (reader.has("criterion_clauses")) plan.criterion_clauses = reader.texts_by_name("criterion_clauses");
    return plan;
}

/// Position of the cluster's clause in the document; the check that it exists comes later.
std::size_t order_of(const Plan& plan, const Cluster& cluster) {
    const model::Clause* clause = plan.find_clause(cluster.clause);
    return clause ? static_cast<std::size_t>(clause - plan.clauses.data()) : plan.clauses.size();
}

void reject_unknown_plan(const LayerFiles& files, const std::string& plan_id) {
    const std::vector<std::string> known = files.folders("plans");
    if (std::find(known.begin(), known.end(), plan_id) != known.end()) return;
    const auto meant = nearest_name(plan_id, known);
    throw InputError({.thing = both("规划版本", "plan version"),
                      .value = plan_id,
                      .expected = joined(known),
                      .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                      : both("改用已有版本，或新建 layers/plans/{}/",
                                             "use one of these, or add layers/plans/{}/", plan_id)});
}

}  // namespace

Plan read_plan(LayerFiles& files, const std::string& plan_id) {
    reject_unknown_plan(files, plan_id);
    return read_plan_in(files, "plans/" + plan_id);
}

Plan read_plan_in(LayerFiles& files, const std::string& folder) {
    const std::string plan_id = std::filesystem::path(folder).filename().string();
    std::vector<model::ChecklistItem> items;
    PlanLines lines;
    Plan plan = files.read(folder + "/plan.toml",
                           [&](TableReader& reader) { return read_document(reader, plan_id, items, lines); });
    for (const std::string& file : files.list(folder + "/clusters")) {
        const std::string stem = std::filesystem::path(file).stem().string();
        plan.clusters.push_back(
            files.read(file, [&](TableReader& reader) { return read_cluster(reader, stem, items, lines); }));
    }
    std::stable_sort(plan.clusters.begin(), plan.clusters.end(), [&](const Cluster& a, const Cluster& b) {
        return order_of(plan, a) < order_of(plan, b);
    });
    plan.places = read_places(files, folder + "/places", lines);
    if (files.has_folder(folder + "/rules")) plan.own_rules = read_rules(files, folder + "/rules");
    check_plan(plan, files.name_of(folder), lines);
    return plan;
}

}  // namespace zonewright::catalog
