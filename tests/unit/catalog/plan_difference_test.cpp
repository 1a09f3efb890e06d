// A synthetic later version, made from the shipped plan: the 2025 below exists in no document.
#include "catalog/plan_difference.h"

#include <gmock/gmock.h>

#include "catalog/catalogue_reader.h"
#include "catalog_testing.h"

namespace zonewright::catalog {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

model::Plan plan_2024() {
    return read_plan_version(shipped_layers(), "dongguan-2024");
}

model::Cluster& cluster_of(model::Plan& plan, const std::string& id) {
    return plan.clusters.at(plan.find_cluster(id)->index());
}

/// "+ [2.1.5] cluster energy 集聚区 万江街道"
std::vector<std::string> lines_of(const model::Plan& before, const model::Plan& after) {
    std::vector<std::string> lines;
    for (const PlanChange& change : difference(before, after))
        lines.push_back(fmt::format("{} [{}] {} {} {} → {}", to_string(change.kind), change.clause,
                                    change.item, change.what.zh, change.before, change.after));
    return lines;
}

TEST(PlanDifference, AVersionDoesNotDifferFromItself) {
    EXPECT_THAT(lines_of(plan_2024(), plan_2024()), IsEmpty());
}

TEST(PlanDifference, APlaceMoreAndAPlaceLessAreALineEachWithTheClause) {
    model::Plan later = plan_2024();
    cluster_of(later, "energy").places = {"shuixiang", "songshanhu", "tangxia", "wanjiang"};
    EXPECT_THAT(lines_of(plan_2024(), later),
                testing::ElementsAre("removed [2.1.5] cluster energy 集聚区 长安镇 → ",
                                     "added [2.1.5] cluster energy 集聚区  → 万江街道"));
}

TEST(PlanDifference, TheOrderOfPlacesIsNoChange) {
    model::Plan later = plan_2024();
    std::swap(cluster_of(later, "energy").places[0], cluster_of(later, "energy").places[3]);
    EXPECT_THAT(lines_of(plan_2024(), later), IsEmpty());
}

TEST(PlanDifference, AnOpenListThatClosesIsAChange) {
    model::Plan later = plan_2024();
    cluster_of(later, "energy").open_list = false;
    EXPECT_THAT(lines_of(plan_2024(), later),
                testing::ElementsAre("changed [2.1.5] cluster energy 名单是否开放 等 → —"));
}

TEST(PlanDifference, ANewAndADroppedClusterAreNamedOnce) {
    model::Plan later = plan_2024();
    later.clusters.erase(later.clusters.begin() +
                         static_cast<std::ptrdiff_t>(later.find_cluster("mobile_6g")->index()));
    model::Cluster quantum;
    quantum.id = "quantum";
    quantum.name = {"量子信息", "quantum information"};
    quantum.kind = model::ClusterKind::Future;
    quantum.clause = "2.2.1";
    later.clusters.push_back(quantum);
    EXPECT_THAT(lines_of(plan_2024(), later),
                testing::ElementsAre("added [2.2.1] cluster quantum 集群  → 量子信息",
                                     "removed [2.2.1] cluster mobile_6g 集群 下一代移动通信（6G） → "));
}

TEST(PlanDifference, EveryKindOfStatementIsCompared) {
    model::Plan later = plan_2024();
    later.title.zh = "新方案";
    later.date = "2025-09-01";
    later.clauses[4].title.zh = "改名";
    later.targets[0].value = 8;
    later.mechanisms[0].leads.pop_back();
    later.mechanisms[1].measures.push_back({"新措施", "new"});
    cluster_of(later, "ai").leads.pop_back();
    cluster_of(later, "ai").name.zh = "人工智能";
    cluster_of(later, "ai").directions.push_back({{"量子", "quantum"}, "focus"});
    model::Place& base = later.places.at(later.find_place("base_linshen_electronics")->index());
    base.published_area_m2 = 29e6;
    base.hosts.push_back("fenggang");
    later.shared_areas.clear();
    later.empty_lists.pop_back();
    const auto lines = lines_of(plan_2024(), later);
    EXPECT_THAT(lines, SizeIs(13));
    for (const char* line :
         {"changed [] plan 日期 2024-09-14 → 2025-09-01",
          "changed [1.2] target hundred_billion_clusters 目标 >= 7 个（2027） → >= 8 个（2027）",
          "removed [2.1.7] cluster ai 牵头部门 市工业和信息化局 → ", "added [2.1.7] cluster ai 方向  → 量子",
          "added [3.2] mechanism ten_ones 措施  → 新措施",
          "changed [] place base_linshen_electronics 公布面积 22.00 km² → 29.00 km²",
          "added [] place base_linshen_electronics 所在镇街  → 凤岗镇"})
        EXPECT_THAT(lines, Contains(line));
}

TEST(PlanDifference, AnOutlineInTheRecordIsCompared) {
    model::Plan later = plan_2024();
    model::Place& base = later.places.at(later.find_place("base_linshen_electronics")->index());
    base.outline = model::PlaceOutline{{{geom::rectangle({0, 0, 9, 9})}}, 4547, model::GeometryStatus::Approximate};
    const auto first = lines_of(plan_2024(), later);
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_THAT(first[0], testing::HasSubstr("地点文件中的范围"));
    model::Plan moved = later;
    moved.places.at(later.find_place("base_linshen_electronics")->index()).outline->geometry.parts[0].rings[0][1].x += 0.01;
    EXPECT_THAT(lines_of(later, moved), SizeIs(1)) << "a corner moved by a centimetre";
    EXPECT_THAT(lines_of(later, later), SizeIs(0));
}

TEST(PlanDifference, ReversedVersionsSwapNewAndGone) {
    model::Plan later = plan_2024();
    cluster_of(later, "energy").places.push_back("wanjiang");
    const auto there = difference(plan_2024(), later), back = difference(later, plan_2024());
    ASSERT_THAT(there, SizeIs(1));
    ASSERT_THAT(back, SizeIs(1));
    EXPECT_EQ(there[0].kind, ChangeKind::Added);
    EXPECT_EQ(back[0].kind, ChangeKind::Removed);
    EXPECT_EQ(there[0].after, back[0].before);
}

TEST(PlanVersions, AVersionIsReadFromAFolderOutsideLayersToo) {
    const ScratchFolder drafts;
    std::filesystem::copy(shipped_layers() / "plans/dongguan-2024", drafts.path() / "dongguan-2025",
                          std::filesystem::copy_options::recursive);
    drafts.replace("dongguan-2025/plan.toml", "id = \"dongguan-2024\"", "id = \"dongguan-2025\"");
    const model::Plan plan = read_plan_version(shipped_layers(), (drafts.path() / "dongguan-2025").string());
    EXPECT_EQ(plan.id, "dongguan-2025");
    EXPECT_THAT(lines_of(plan_2024(), plan), IsEmpty());
    EXPECT_THAT(plan_versions(shipped_layers()), Contains("dongguan-2024"));
}

}  // namespace
}  // namespace zonewright::catalog
