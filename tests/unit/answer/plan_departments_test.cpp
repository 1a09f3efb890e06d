#include "answer/plan_departments.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "answer/ask.h"
#include "base/errors.h"
#include "unit/answer/schema_keys.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

TEST(PlanDepartments, LeadEveryClusterAndACommonOneCountsForBoth) {
    const SmallStudy small;
    const PlanDepartmentsAnswer found = ask(PlanDepartmentsQuestion{.study = small.folder()}, Progress{});
    expect_keys_of_schema(to_json(found, Language::Zh), schema_of(static_cast<const PlanDepartmentsAnswer*>(nullptr)));
    std::multiset<std::string> led;
    for (const DepartmentView& department : found.departments)
        for (const LedCluster& cluster : department.clusters) {
            led.insert(cluster.cluster);
            EXPECT_EQ(cluster.items_done + cluster.items_under_way + cluster.items_missing + cluster.items_unknown, 10u);
        }
    EXPECT_EQ(std::set<std::string>(led.begin(), led.end()).size(), 12u);
    EXPECT_EQ(led.count("ai"), 2u) << "市科技局 and 市工业和信息化局 lead it together";
}

TEST(PlanDepartments, OneIsFoundByNameAndAWrongOneIsRefused) {
    const SmallStudy small;
    const PlanDepartmentsAnswer one = ask(PlanDepartmentsQuestion{.study = small.folder(), .department = "市科技局"}, Progress{});
    ASSERT_EQ(one.departments.size(), 1u);
    EXPECT_THROW(ask(PlanDepartmentsQuestion{.study = small.folder(), .department = "市科学局"}, Progress{}), InputError);
}

}  // namespace
}  // namespace zonewright::answer
