#include "answer/plan.h"

#include "answer/plan_coverage.h"
#include "answer/plan_version.h"
#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

template <typename Item>
[[noreturn]] void reject_unknown(const std::string& field, const std::string& key, const std::vector<Item>& items) {
    std::vector<std::string> known;
    for (const Item& item : items) {
        known.push_back(item.id);
        known.push_back(item.name.zh);
    }
    const auto meant = nearest_name(key, known);
    throw InputError({.thing = field,
                      .value = key,
                      .expected = both("规划中的 id 或名称", "an id or a name of the plan"),
                      .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                      : both("zonewright plan show 列出全部", "zonewright plan show lists them all")});
}

/// The clusters that name the place, or a place that holds it or lies in it.
std::vector<PlanListing> listings_of(const model::Plan& plan, const model::Place& place) {
    std::vector<PlanListing> listed;
    for (const model::Cluster& cluster : plan.clusters)
        for (const std::string& id : cluster.places) {
            const model::Place& named = plan.place(*plan.find_place(id));
            const bool itself = named.id == place.id;
            if (itself || holds_id(named.members, place.id) || holds_id(named.hosts, place.id))
                listed.push_back({cluster.id, cluster.name, cluster.clause, named.id, named.name, itself});
        }
    return listed;
}

void add_plan(Declaration& declaration, std::string& plan) {
    declaration.add("plan", &plan, {"规划版本，默认最新", "plan version, the newest by default"})
        .choices(ChoicesOf::Plans);
}

}  // namespace

Declaration declared(PlanShowQuestion& q) {
    Declaration d{.name = "plan_show",
                  .summary = {"查看规划，每行带条款号", "show the plan, each line with its clause"},
                  .example = "zonewright plan show --cluster energy"};
    add_plan(d, q.plan);
    d.add("cluster", &q.cluster, {"只看一个产业（id 或名称）", "one industry (id or name)"}).choices(ChoicesOf::Clusters);
    d.add("place", &q.place, {"只看一个地点（id、代码或名称），不与 cluster 合用", "one place (id, code or name); not with a cluster"});
    return d;
}

PlanShowAnswer answer(const PlanShowQuestion& question, const Progress&) {
    if (!question.cluster.empty() && !question.place.empty())
        throw InputError({.thing = "place",
                          .value = question.place,
                          .expected = both("cluster 与 place 只给一个", "either a cluster or a place"),
                          .advice = both("去掉其中之一", "leave one of them out")});
    PlanShowAnswer answer;
    answer.plan = plan_version(question.plan);
    if (!question.cluster.empty()) {
        answer.cluster = answer.plan.find_cluster(question.cluster);
        if (!answer.cluster) reject_unknown("cluster", question.cluster, answer.plan.clusters);
    }
    if (!question.place.empty()) {
        answer.place = answer.plan.find_place(question.place);
        if (!answer.place) reject_unknown("place", question.place, answer.plan.places);
        answer.listed = listings_of(answer.plan, answer.plan.place(*answer.place));
    }
    return answer;
}

Declaration declared(PlanCoverageQuestion& q) {
    Declaration d{.name = "plan_coverage",
                  .summary = {"哪些有边界、面积，哪些尚未落实", "what has a boundary and what is open"},
                  .example = "zonewright plan coverage demo-city"};
    d.add("study", &q.study, {"研究文件夹；给出时按其数据核对", "a study, to look at its data"}).path(PathOf::Study).position();
    add_plan(d, q.plan);
    d.add("table", &q.table, {"使用者填写的“十个一”表（CSV、XLSX：cluster、item、status、note）", "table of the ten ones that people keep (CSV, XLSX: cluster, item, status, note)"}).path(PathOf::File);
    d.add("output", &q.output, {"写出矩阵（XLSX、SVG）和要素图层的文件夹", "folder for the matrix (XLSX, SVG) and the layer of features"}).path(PathOf::NewFolder).option('o');
    add_language(d, q.language);
    return d;
}

PlanCoverageAnswer answer(const PlanCoverageQuestion& question, const Progress& progress) {
    return question.study.empty() ? coverage_of(plan_version(question.plan), question, progress)
                                  : coverage_in_study(question, progress);
}

}  // namespace zonewright::answer
