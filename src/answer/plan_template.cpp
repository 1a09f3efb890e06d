#include "answer/plan_template.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "answer/quoted_text.h"

namespace zonewright::answer {
namespace {

constexpr const char* document_head = R"(id = {}
title = {{ zh = {}, en = {} }}
issuer = {{ zh = {}, en = {} }}
date = "{}"                       # 印发日期 / date of the document
# previous = "…"                  # 承接的上一版本 / id of the version that this one continues

[evidence]
source = "待填写：文件来源 / to be filled: where the document comes from"
confidence = "unverified"         # high, medium, low, unverified（待核实）

# 条款：按文件次序；集群、目标、机制引用其编号 / clauses in the order of the document; the rest cites them
[[clause]]
id = "1"
title = {{ zh = "待填写的条款", en = "a clause to be filled in" }}
)";

constexpr const char* document_rest = R"(
# 发展目标 / targets
# [[target]]
# id = "output"
# name = { zh = "规上工业总产值", en = "industrial output" }
# comparison = ">="               # >=, >, <=, <
# value = 30000
# unit = "亿元"                   # 必填 / required
# year = 2030
# clause = "1"

# 工作机制 / mechanisms
# [[mechanism]]
# id = "space"
# name = { zh = "产业空间保障", en = "industrial space" }
# clause = "1"
# leads = [{ zh = "市自然资源局", en = "bureau of natural resources" }]
# measures = [{ zh = "特色园区", en = "theme parks" }]

# 每个集群要做的事；role、where 指明由哪类数据源显示，没有 role 的由人填写
# What every cluster is to have; role and where name the source that shows it, items without a role are filled by people.
# [[checklist]]
# id = "research_institute"
# title = { zh = "一家研发机构", en = "a research institute" }
# role = "platform"
# where = { class = ["research_institute"] }

# 计划提到而未点名的 / what the document speaks of without naming any
# [[empty_list]]
# what = "pilot_area"
# reason = { zh = "…", en = "…" }
# clause = "1"

# 上一版本有、本版退出的集群或地点；改名、合并写在新文件的 formerly / what this version gives up; renamed and merged ones are
# told by `formerly` in the file of the new one
# [[retired]]
# kind = "cluster"                # cluster, place
# id = "…"
# reason = { zh = "…", en = "…" }
# clause = "1"

# 评价指标对应的条款：指标 id = 条款 id；没有写的不引用任何条款 / which clause a criterion answers to; others cite none
[criterion_clauses]
# zone_listing = "1"
)";

constexpr const char* clusters_page = R"(# clusters

一个集群一个文件 `<id>.toml`，文件名即 id（小写 ASCII、下划线）。One file a cluster; its name is the id.

```toml
id = "robots"
name = { zh = "机器人产业集群", en = "Robots" }
kind = "strategic"                # strategic, future
clause = "1"
leads = [{ zh = "市工业和信息化局", en = "bureau of industry" }]
places = ["east_park"]            # places/<id>.toml，按原文次序 / in the order of the text
open_list = false                 # 原文以“等”结尾写 true / true where the list ends in "and others"
# formerly = ["machines"]         # 承接上一版本的集群：一个为改名，几个为合并 / renamed (one) or merged (several)

[[direction]]
role = "focus"                    # focus, breakthrough, support, application, platform
term = { zh = "减速器", en = "reducers" }

# [[checklist]]                   # plan.toml 的一项 / an item of plan.toml
# id = "research_institute"
# status = "under_way"            # yes, under_way, no, unknown
# note = "…"
```
)";

constexpr const char* places_page = R"(# places

一个地点一个文件 `<id>.toml`。One file a place.

```toml
id = "east_park"
name = { zh = "东部园区", en = "East Park" }
kind = "park"                     # town, park, functional_area, district, base, pilot_area
code = ""                         # 统计代码，九位 / statistical code
aliases = ["东园"]
geometry_from = ["place"]         # place, town, members：边界从哪里取，依次尝试 / where its boundary comes from
# members = ["…"]                 # 由哪些地点组成 / it is made of these
# hosts = ["…"]                   # 位于哪些镇街 / it lies in these
# published_area_km2 = 22
# formerly = ["old_park"]         # 上一版本的 id / ids of the previous version

[evidence]
source = "…"
confidence = "unverified"
```
)";

constexpr const char* rules_page = R"(# rules

本规划自己的规则文件：与 layers/rules 同名者代替之，如 region.toml（本市所在范围）。
Topics that this plan sets itself: a file stands in place of that of the same name in layers/rules.
)";

constexpr const char* weights_page = R"(# weights

本规划自己的权重：与 layers/weights 同名者代替之。default.toml 起初各指标同权，供逐个集群判断后替换。
Sets of weights of this plan; default.toml weighs every criterion alike until it is replaced by judgements.
Clusters named here have to be clusters of this plan.
)";

constexpr const char* neighbours_text = R"(id = "link_cities"
title = { zh = "联动的城市及其时间从哪里取", en = "cities to develop together with, and where times to them come from" }
version = "1"

# 本规划要联动的相邻城市，一个一段；没有就留空。zonewright plan links 据此回答
# Neighbouring cities that this plan develops together with, one entry each; none to begin with. See zonewright plan links.
# [[value]]
# key = "north_city"
# title = { zh = "北市", en = "North City" }
# words = ["gateway=north_city", "road=north_city_minutes", "rail=north_city_rail_minutes"]
# gateway：role = "gateway" 中代表该市的类别；road：行车时间的指标（zonewright new criterion）；rail：role = "metro_station" 的字段
# gateway: its class in the role gateway; road: a criterion of travel time; rail: a field of the role metro_station
)";

std::string region_text(const NewPlan& plan) {
    std::string text = "id = \"region\"\ntitle = { zh = \"本市所在范围\", en = \"where the city lies\" }\nversion = \"1\"\n\n"
                       "[evidence]\nsource = \"待填写 / to be filled\"\nconfidence = \"unverified\"\n";
    const auto sides = std::to_array<std::pair<const char*, Text>>({{"west_degree", {"西", "west"}},
                                                                    {"south_degree", {"南", "south"}},
                                                                    {"east_degree", {"东", "east"}},
                                                                    {"north_degree", {"北", "north"}}});
    const auto value = [&](const char* key, const Text& title, double number) {
        text += fmt::format("\n[[value]]\nkey = \"{}\"\ntitle = {{ zh = \"{}\", en = \"{}\" }}\nvalue = {}\nunit = \"degree\"\n",
                            key, title.zh, title.en, number);
    };
    for (std::size_t i = 0; i < sides.size(); ++i) value(sides[i].first, sides[i].second, plan.extent[i]);
    value("margin_degree", {"邻市道路、河流超出的余量", "roads and rivers of the neighbours reach beyond"}, plan.margin_degree);
    return text;
}

std::string weights_text(const NewPlan& plan) {
    std::string text = "id = \"default\"\ntitle = { zh = \"起始权重（等权）\", en = \"weights to begin with (equal)\" }\n"
                       "is_default = true\n\n[evidence]\nsource = \"起始值，不代表判断 / to begin with, no judgement\"\n"
                       "confidence = \"unverified\"\n\n[[cluster]]\ncluster = \"*\"\nmethod = \"direct\"\n\n[cluster.weights]\n";
    for (const std::string& criterion : plan.criteria) text += criterion + " = 1\n";
    return text;
}

}  // namespace

std::map<std::string, std::string> plan_template(const NewPlan& plan) {
    const std::string head =
        fmt::format(fmt::runtime(document_head), toml_string(plan.id), toml_string(plan.title), toml_string(plan.title),
                    toml_string(plan.issuer), toml_string(plan.issuer), "待填写");
    return {{"plan.toml", head + document_rest},
            {"clusters/README.md", clusters_page},
            {"places/README.md", places_page},
            {"rules/README.md", rules_page},
            {"rules/link_cities.toml", neighbours_text},
            {"rules/region.toml", region_text(plan)},
            {"weights/README.md", weights_page},
            {"weights/default.toml", weights_text(plan)}};
}

}  // namespace zonewright::answer
