#include "answer/plan_departments.h"

#include <algorithm>

#include "answer/json_form.h"
#include "answer/plan_sheets.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "gis/overlay.h"
#include "planning/checklist.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

using model::ClusterId;

bool leads(const std::vector<Text>& departments, const Text& department) {
    return std::ranges::any_of(departments, [&](const Text& each) { return each.zh == department.zh; });
}

/// Those that lead a cluster, in the order of the plan; the one named by its Chinese or English name or the beginning of it.
std::vector<Text> departments_asked(const model::Plan& plan, const std::string& word) {
    std::vector<Text> all;
    for (const model::Cluster& cluster : plan.clusters)
        for (const Text& lead : cluster.leads)
            if (!leads(all, lead)) all.push_back(lead);
    if (word.empty()) return all;
    std::vector<std::string> known;
    for (const Text& each : all) {
        if (each.zh == word || each.en == word) return {each};
        known.push_back(each.zh);
    }
    const auto near = nearest_name(word, known);
    throw InputError({.thing = "department",
                      .value = word,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these")});
}

class Desk {
public:
    explicit Desk(const study::Study& study)
        : study_(study), cells_(planning::checklist_cells(study.plan(), study.sources(), study.towns(), {})) {}

    DepartmentView view(const Text& department) const {
        DepartmentView view{.name = department, .clusters = {}, .mechanisms = {}};
        for (std::size_t k = 0; k < study_.plan().clusters.size(); ++k)
            if (leads(study_.plan().clusters[k].leads, department)) view.clusters.push_back(led_cluster(ClusterId(k)));
        for (const model::Mechanism& mechanism : study_.plan().mechanisms)
            if (leads(mechanism.leads, department)) view.mechanisms.push_back(both("[{}] {}", "[{}] {}", mechanism.clause, mechanism.name));
        return view;
    }

private:
    LedCluster led_cluster(ClusterId id) const {
        const model::Cluster& cluster = study_.plan().cluster(id);
        LedCluster led{.cluster = cluster.id, .name = cluster.name, .clause = cluster.clause, .open = {}};
        count_zones(id, led);
        for (const model::Site& site : study_.sites().sites)
            if (site.cluster == id) ++led.sites, led.sites_net += site.net;
        const model::ClusterBalance& balance = study_.allocation().balances.at(id.index());
        led.demand = balance.demand, led.allocated = balance.allocated, led.shortfall = balance.shortfall;
        if (cluster.places.empty()) led.open.emplace_back("计划未点名集聚区", "the plan names no place");
        if (led.shortfall > Area{}) led.open.push_back(both("需求缺口 {} 亩", "demand short by {} mu", shown_mu(led.shortfall)));
        count_items(id, led);
        return led;
    }

    void count_zones(ClusterId id, LedCluster& led) const {
        std::vector<geom::MultiPolygon> zones;
        for (const model::Zone& zone : study_.zones().zones)
            if (zone.cluster == id) zones.push_back(zone.geometry);
        led.zones = zones.size();
        if (!zones.empty()) led.zoned = study_.area().of(gis::union_of(zones));
        for (const model::PlaceId place : study_.zones().without_geometry)
            for (const std::string& named : study_.plan().cluster(id).places)
                if (named == study_.plan().place(place).id)
                    led.open.push_back(both("{} 没有边界", "{} has no boundary", study_.plan().place(place).name));
    }

    void count_items(ClusterId id, LedCluster& led) const {
        Text missing;
        for (const planning::ItemCell& cell : cells_) {
            if (cell.cluster != id) continue;
            if (cell.state == planning::ItemState::Done) ++led.items_done;
            if (cell.state == planning::ItemState::UnderWay) ++led.items_under_way;
            if (cell.state == planning::ItemState::Missing) ++led.items_missing;
            if (cell.state == planning::ItemState::Unknown) ++led.items_unknown;
            if (cell.state == planning::ItemState::Missing)
                missing += (missing.empty() ? Text() : Text("、", ", ")) + study_.plan().cluster(id).checklist[cell.item].title;
        }
        if (!missing.empty()) led.open.push_back(both("尚无：{}", "missing: {}", missing));
        if (led.items_unknown > 0) led.open.push_back(both("“十个一”中 {} 项未知", "{} of the ten ones unknown", led.items_unknown));
    }

    const study::Study& study_;
    std::vector<planning::ItemCell> cells_;
};

Text joined_open(const LedCluster& led) {
    Text words;
    for (const Text& open : led.open) words += (words.empty() ? Text() : Text("；", "; ")) + open;
    return words;
}

report::PlanSheet department_sheet(const study::Study& study, const SheetDesk& desk, const DepartmentView& view, Language language) {
    report::PlanSheet sheet{.kind = {"牵头部门工作单", "Lead department"}, .title = view.name.in(language), .subtitle = study.plan().title.in(language), .facts = {}, .alerts = {}, .tables = {}, .map = {}, .notes = {}};
    Area shortfall;
    std::size_t sites = 0;
    for (const LedCluster& led : view.clusters) shortfall += led.shortfall, sites += led.sites;
    sheet.facts = {{{"牵头集群", "clusters led"}, std::to_string(view.clusters.size())},
                   {{"连片用地", "sites"}, std::to_string(sites)},
                   {{"需求缺口", "demand short"}, shown_mu(shortfall) + Text(" 亩", " mu").in(language)}};
    report::SheetTable clusters{.title = {"牵头的产业集群", "Clusters"}, .note = {}, .head = {{{"条款", "clause"}}, {{"集群", "cluster"}}, {{"集聚区", "zones"}, true}, {{"面积（km²）", "km²"}, true}, {{"用地", "sites"}, true}, {{"需求（亩）", "demand, mu"}, true}, {{"配置（亩）", "allocated, mu"}, true}, {{"缺口（亩）", "short, mu"}, true}}, .rows = {}, .stressed = {}};
    report::SheetTable tasks{.title = {"待办", "Open"}, .note = {"未知不等于尚无", "unknown is not the same as missing"}, .head = {{{"集群", "cluster"}}, {{"已有", "done"}, true}, {{"推进中", "under way"}, true}, {{"尚无", "missing"}, true}, {{"未知", "unknown"}, true}, {{"待办", "to do"}}}, .rows = {}, .stressed = {}};
    for (const LedCluster& led : view.clusters) {
        if (led.shortfall > Area{}) clusters.stressed.push_back(clusters.rows.size());
        clusters.rows.push_back({led.clause, led.name.in(language), std::to_string(led.zones), fmt::format("{:.2f}", led.zoned.m2() / 1e6), std::to_string(led.sites), shown_mu(led.demand), shown_mu(led.allocated), shown_mu(led.shortfall)});
        tasks.rows.push_back({led.name.in(language), std::to_string(led.items_done), std::to_string(led.items_under_way), std::to_string(led.items_missing), std::to_string(led.items_unknown), joined_open(led).in(language)});
    }
    sheet.tables = {std::move(clusters), std::move(tasks)};
    if (!view.mechanisms.empty()) {
        report::SheetTable mechanisms{.title = {"负责的工作机制", "Mechanisms"}, .note = {}, .head = {{{"机制", "mechanism"}}}, .rows = {}, .stressed = {}};
        for (const Text& mechanism : view.mechanisms) mechanisms.rows.push_back({mechanism.in(language)});
        sheet.tables.push_back(std::move(mechanisms));
    }
    sheet.map = desk.map({"牵头集群的集聚区", "zones of the clusters led"});
    model::FeatureTable zones;
    for (const LedCluster& led : view.clusters) {
        model::FeatureTable more = desk.zones(*study.plan().find_cluster(led.cluster));
        if (zones.name.empty()) zones = std::move(more);
        else std::ranges::move(more.features, std::back_inserter(zones.features));
    }
    if (!zones.features.empty()) sheet.map.layers = {{desk.towns(), "town"}, {std::move(zones), "zone"}};
    if (view.clusters.size() > 1)
        sheet.notes.emplace_back("几个集群同列一地时图上叠色，只能看出有集聚区；各集群的范围见其集群单页（plan match -o）", "where several clusters share a place their colours lie on each other: the map tells that there is a zone, the sheet of each cluster (plan match -o) which");
    return sheet;
}

}  // namespace

template <typename V>
void fields(V& v, LedCluster& c) {
    v("cluster", c.cluster);
    v("name", c.name);
    v("clause", c.clause);
    v("zones", c.zones);
    v("zoned_m2", c.zoned, "m2");
    v("sites", c.sites);
    v("sites_net_m2", c.sites_net, "m2");
    v("demand_m2", c.demand, "m2");
    v("allocated_m2", c.allocated, "m2");
    v("shortfall_m2", c.shortfall, "m2");
    v("items_done", c.items_done);
    v("items_under_way", c.items_under_way);
    v("items_missing", c.items_missing);
    v("items_unknown", c.items_unknown);
    v("open", c.open);
}
template <typename V>
void fields(V& v, DepartmentView& d) {
    v("name", d.name);
    v("clusters", d.clusters);
    v("mechanisms", d.mechanisms);
}
template <typename V>
void fields(V& v, PlanDepartmentsAnswer& a) {
    v("departments", a.departments);
}

Declaration declared(PlanDepartmentsQuestion& q) {
    Declaration d{.name = "plan_departments",
                  .summary = {"按牵头部门：集群、集聚区、用地、待办", "by lead department: clusters, zones, sites, what is open"},
                  .example = "zonewright plan departments demo-city"};
    add_study(d, q.study);
    d.add("department", &q.department, {"只看一个部门", "one department only"});
    d.add("output", &q.output, {"写出各部门工作单的文件夹", "folder for a sheet of each department"}).path(PathOf::NewFolder).option('o');
    d.add("formats", &q.formats, {"单页除 HTML 外还要的格式", "formats of the sheets beside HTML"}).choices({"pdf", "docx"});
    add_language(d, q.language);
    return d;
}

PlanDepartmentsAnswer answer(study::Study& study, const PlanDepartmentsQuestion& question, const Progress& progress) {
    const std::vector<Text> asked = departments_asked(study.plan(), question.department);
    study.allocation(progress.part(0, 0.9));
    const Desk cases(study);
    PlanDepartmentsAnswer answer;
    for (const Text& department : asked) answer.departments.push_back(cases.view(department));
    if (question.output.empty()) return answer;
    make_folder(question.output);
    const SheetDesk desk(study, question.language);
    for (std::size_t i = 0; i < answer.departments.size(); ++i)
        for (std::filesystem::path& file :
             report::write_plan_sheet(question.output, SheetDesk::file_name("department", answer.departments[i].name.zh),
                                      department_sheet(study, desk, answer.departments[i], question.language), desk.look(), question.formats))
            answer.made(std::move(file), {"牵头部门工作单", "sheet of a department"});
    return answer;
}

Json to_json(const PlanDepartmentsAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanDepartmentsAnswer*) {
    return schema_form<PlanDepartmentsAnswer>();
}

}  // namespace zonewright::answer
