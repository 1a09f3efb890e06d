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
    PlanCheck(const Plan& plan, const std::string& folder) : plan_(plan), folder_(folder) {
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
        for (const auto& target : plan_.targets)
            expect_known("plan.toml", "target.clause", target.clause, clauses_);
        for (const auto& way : plan_.mechanisms)
            expect_known("plan.toml", "mechanism.clause", way.clause, clauses_);
        for (const auto& list : plan_.empty_lists)
            expect_known("plan.toml", "empty_list.clause", list.clause, clauses_);
        for (const auto& shared : plan_.shared_areas)
            for (const std::string& place : shared.places)
                expect_known("plan.toml", "shared_area.places", place, places_);
    }

private:
    void expect_known(const std::string& file, const std::string& key, const std::string& name,
                      const std::vector<std::string>& known) const {
        if (std::find(known.begin(), known.end(), name) != known.end()) return;
        const auto meant = nearest_name(name, known);
        throw InputError({.thing = fmt::format("{}/{}: {}", folder_, file, key),
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
                {.thing = fmt::format("{}/{}: members", folder_, file),
                 .value = place.id,
                 .expected = both("不包含自身的成员", "members that do not contain the place itself"),
                 .advice = both("去掉其中一层", "take one level out")});
        for (const std::string& member : place.members)
            expect_no_cycle(plan_.place(*plan_.find_place(member)), above, file);
        above.erase(place.id);
    }

    void claim(std::map<std::string, std::string>& owners, const std::string& name,
               const Place& place) const {
        if (name.empty()) return;
        const auto [owner, is_new] = owners.emplace(name, place.id);
        if (is_new || owner->second == place.id) return;
        throw InputError({.thing = fmt::format("{}/places/{}.toml", folder_, place.id),
                          .value = name,
                          .expected = both("只指一个地点的名称", "a name that means one place only"),
                          .advice = both("{}.toml 已使用该名称，改其中一个",
                                         "{}.toml uses it already, change one of them", owner->second)});
    }

    void check_repeats() const {
        std::map<std::string, std::string> owners;
        for (const Place& place : plan_.places) {
            for (const std::string& name : {place.id, place.code, place.name.zh}) claim(owners, name, place);
            for (const std::string& alias : place.aliases) claim(owners, alias, place);
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
    std::vector<std::string> places_;
    std::vector<std::string> clauses_;
};

}  // namespace

void check_plan(const Plan& plan, const std::string& folder) {
    PlanCheck(plan, folder).run();
}

}  // namespace zonewright::catalog
