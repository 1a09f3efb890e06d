#include "catalog/plan_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::catalog {
namespace {

using model::Place;
using model::Plan;

class PlanCheck {
public:
    PlanCheck(const Plan& plan, const std::string& folder, const PlanLines& lines)
        : plan_(plan), folder_(folder), lines_(lines) {
        for (const model::Cluster& cluster : plan.clusters) clusters_.push_back(cluster.id);
        for (const Place& place : plan.places) places_.push_back(place.id);
        for (const model::Clause& clause : plan.clauses) clauses_.push_back(clause.id);
    }

    void run() const {
        check_repeats();
        for (const model::Cluster& cluster : plan_.clusters) {
            const std::string file = "clusters/" + cluster.id + ".toml";
            expect_known(file, "clause", cluster.clause, clauses_);
            for (const std::string& place : cluster.places) expect_known(file, "places", place, places_);
        }
        for (const Place& place : plan_.places) check_place(place);
        check_clauses("target", plan_.targets);
        check_clauses("mechanism", plan_.mechanisms);
        check_clauses("empty_list", plan_.empty_lists);
        check_clauses("retired", plan_.retired);
        check_successions();
        if (plan_.criterion_clauses)
            for (const auto& [criterion, clause] : *plan_.criterion_clauses)
                expect_known("plan.toml", "criterion_clauses." + criterion, clause, clauses_);
        for (const auto& shared : plan_.shared_areas)
            for (const std::string& place : shared.places)
                expect_known("plan.toml", "shared_area.places", place, places_);
    }

private:
    /// "layers/plans/x/clusters/ai.toml:7: places"
    std::string place_in(const std::string& file, const std::string& key) const {
        const auto line = lines_.find(file + ": " + key);
        return line == lines_.end() ? fmt::format("{}/{}: {}", folder_, file, key)
                                    : fmt::format("{}/{}:{}: {}", folder_, file, line->second, key);
    }

    template <typename Item>
    void check_clauses(const std::string& list, const std::vector<Item>& items) const {
        for (std::size_t i = 0; i < items.size(); ++i)
            expect_known("plan.toml", fmt::format("{}[{}].clause", list, i + 1), items[i].clause, clauses_);
    }

    /// What this version continues under another name, or gives up, is not in it any more.
    void expect_gone(const std::string& file, const std::string& key, const std::string& id,
                     const std::vector<std::string>& present) const {
        if (std::find(present.begin(), present.end(), id) == present.end()) return;
        throw InputError({.thing = place_in(file, key),
                          .value = id,
                          .expected = both("本版已没有的编号", "an id that this version no longer has"),
                          .advice = both("删去 {} 的文件，或去掉这一条", "remove the file of {}, or this entry", id)});
    }

    void check_successions() const {
        for (const model::Cluster& cluster : plan_.clusters)
            for (const std::string& id : cluster.formerly)
                expect_gone("clusters/" + cluster.id + ".toml", "formerly", id, clusters_);
        for (const Place& place : plan_.places)
            for (const std::string& id : place.formerly)
                expect_gone("places/" + place.id + ".toml", "formerly", id, places_);
        for (std::size_t i = 0; i < plan_.retired.size(); ++i) check_retired(i);
    }

    void check_retired(std::size_t i) const {
        const model::Retired& retired = plan_.retired[i];
        const std::string key = fmt::format("retired[{}].id", i + 1);
        expect_gone("plan.toml", key, retired.id, retired.kind == "cluster" ? clusters_ : places_);
        std::string heir;
        for (const model::Cluster& cluster : plan_.clusters)
            if (retired.kind == "cluster" && is_called(cluster, retired.id)) heir = "clusters/" + cluster.id;
        for (const Place& place : plan_.places)
            if (retired.kind == "place" &&
                std::find(place.formerly.begin(), place.formerly.end(), retired.id) != place.formerly.end())
                heir = "places/" + place.id;
        if (heir.empty()) return;
        throw InputError({.thing = place_in("plan.toml", key),
                          .value = retired.id,
                          .expected = both("退出，或由另一个承接，二者之一", "given up, or continued by another: one of the two"),
                          .advice = both("{}.toml 的 formerly 写明由它承接；去掉其中一条",
                                         "formerly in {}.toml says that it continues it; remove one of them", heir)});
    }

    void expect_known(const std::string& file, const std::string& key, const std::string& name,
                      const std::vector<std::string>& known) const {
        if (std::find(known.begin(), known.end(), name) != known.end()) return;
        const auto meant = nearest_name(name, known);
        throw InputError({.thing = place_in(file, key),
                          .value = name,
                          .expected = both("本版规划中已有的名称", "a name that this plan has"),
                          .advice = meant
                                        ? both("是否想写 {}？", "did you mean {}?", *meant)
                                        : both("先添加它，或改正名称", "add it first, or correct the name")});
    }

    void check_place(const Place& place) const {
        const std::string file = "places/" + place.id + ".toml";
        for (const std::string& member : place.members) expect_known(file, "members", member, places_);
        for (const std::string& host : place.hosts) expect_known(file, "hosts", host, places_);
        if (!place.district.empty()) expect_known(file, "district", place.district, places_);
        std::set<std::string> above;
        expect_no_cycle(place, above, file);
    }

    void expect_no_cycle(const Place& place, std::set<std::string>& above, const std::string& file) const {
        if (!above.insert(place.id).second)
            throw InputError(
                {.thing = place_in(file, "members"),
                 .value = place.id,
                 .expected = both("不包含自身的成员", "members that do not contain the place itself"),
                 .advice = both("去掉其中一层", "take one level out")});
        for (const std::string& member : place.members)
            expect_no_cycle(plan_.place(*plan_.find_place(member)), above, file);
        above.erase(place.id);
    }

    void claim(std::map<std::string, std::string>& owners, const std::string& key, const std::string& name,
               const Place& place) const {
        if (name.empty()) return;
        const auto [owner, is_new] = owners.emplace(name, place.id);
        if (is_new || owner->second == place.id) return;
        const std::string file = fmt::format("places/{}.toml", place.id);
        throw InputError({.thing = place_in(file, key),
                          .value = name,
                          .expected = both("只指一个地点的名称", "a name that means one place only"),
                          .advice = both("{}.toml 已使用该名称，改其中一个",
                                         "{}.toml uses it already, change one of them", owner->second)});
    }

    void check_repeats() const {
        std::map<std::string, std::string> owners;
        for (const Place& place : plan_.places) {
            claim(owners, "id", place.id, place);
            claim(owners, "code", place.code, place);
            claim(owners, "name", place.name.zh, place);
            for (const std::string& alias : place.aliases) claim(owners, "aliases", alias, place);
        }
        std::set<std::string> clauses;
        for (const std::string& clause : clauses_)
            if (!clauses.insert(clause).second)
                throw InputError({.thing = fmt::format("{}/plan.toml: clause.id", folder_),
                                  .value = clause,
                                  .expected = both("每个条款一次", "each clause once"),
                                  .advice = both("删去重复的条款", "remove the second one")});
    }

    const Plan& plan_;
    const std::string& folder_;
    const PlanLines& lines_;
    std::vector<std::string> clusters_;
    std::vector<std::string> places_;
    std::vector<std::string> clauses_;
};

}  // namespace

void check_plan(const Plan& plan, const std::string& folder, const PlanLines& lines) {
    PlanCheck(plan, folder, lines).run();
}

}  // namespace zonewright::catalog
