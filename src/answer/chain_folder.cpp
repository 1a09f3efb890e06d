#include "answer/chain_folder.h"

#include <cmath>

#include "answer/plan_sheets.h"
#include "base/atomic_file.h"
#include "io/spreadsheet.h"
#include "report/difference_map.h"

namespace zonewright::answer {
namespace {

using model::FieldType;

model::FeatureTable square_table(const study::Study& study, const PlanChainsAnswer& answer, Language language) {
    model::FeatureTable table{"chain_square",
                              {"产业链集聚方格", "squares of chains"},
                              model::GeometryKind::Polygon,
                              study.definition().epsg,
                              {{"cluster_id", FieldType::Text, {"集群", "cluster"}, ""},
                               {"town", FieldType::Text, {"镇街", "town"}, ""},
                               {"enterprises", FieldType::Integer, {"企业数", "enterprises"}, ""},
                               {"gi_star", FieldType::Real, {"Gi* 的 z 值", "z of Gi*"}, ""},
                               {"gi_p", FieldType::Real, {"Gi* 的 p 值", "p of Gi*"}, ""},
                               {"moran", FieldType::Real, {"局部莫兰指数", "local Moran"}, ""},
                               {"moran_p", FieldType::Real, {"局部莫兰的 p 值", "p of local Moran"}, ""},
                               {"moran_kind", FieldType::Text, {"莫兰类型", "kind by Moran"}, ""},
                               {"heat", FieldType::Text, {"热点", "hot spot"}, ""}},
                              {}};
    const double half = answer.cell_m / 2;
    const auto number = [](double value) { return std::isfinite(value) ? model::Value(value) : model::Value(); };
    for (const ChainFigures& cluster : answer.clusters)
        for (const ChainSquare& square : cluster.squares) {
            geom::MultiPolygon land;
            land.parts.push_back(geom::rectangle({square.x - half, square.y - half, square.x + half, square.y + half}));
            table.features.push_back({0, std::move(land),
                                      {cluster.cluster, square.town.in(language), std::int64_t{square.enterprises},
                                       number(square.gi_star), number(square.gi_p), number(square.moran),
                                       number(square.moran_p), square.moran_kind, std::string(square.hot ? "hot" : "other")}});
        }
    return table;
}

io::Sheet cluster_rows(const PlanChainsAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("集群", "clusters"), .heading = in("产业链集聚", "concentrations of chains"),
                    .columns = {{in("集群", "cluster"), Plain, 24}, {in("企业", "enterprises"), Whole}, {in("龙头", "leaders"), Whole},
                                {in("一级配套", "first tier"), Whole}, {in("市域外（未计入）", "outside the city (not counted)"), Whole}, {in("最近邻平均距离（米）", "nearest, m"), TwoDecimals},
                                {in("随机期望（米）", "expected, m"), TwoDecimals}, {in("最近邻比", "ratio"), FourDecimals},
                                {"z", TwoDecimals}, {in("热点方格", "hot squares"), Whole}, {in("高-高方格", "high-high"), Whole}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    const auto number = [](double value) { return std::isfinite(value) ? io::Cell(value) : io::Cell(std::string("—")); };
    for (const ChainFigures& c : answer.clusters)
        sheet.rows.push_back({c.name.in(language), std::int64_t{c.enterprises}, std::int64_t{c.leaders}, std::int64_t{c.first_tier}, std::int64_t{c.outside_city},
                              number(c.nearest_m), number(c.expected_m), number(c.ratio), number(c.z),
                              static_cast<std::int64_t>(c.hot_squares), static_cast<std::int64_t>(c.high_high)});
    sheet.notes.push_back(both("方格 {:g} 米，邻域 {:g} 米，置换 {} 次，种子 {}；共检验 {} 个方格", "squares of {:g} m, band {:g} m, {} permutations, seed {}; {} squares tested",
                               answer.cell_m, answer.band_m, answer.permutations, answer.seed, answer.squares).in(language));
    sheet.notes.push_back(both("来源 {} 条记录：参与统计 {}，未计入 {}（见“未计入”）", "{} records of the source: {} used, {} set aside (see “set aside”)",
                               answer.read, answer.used, answer.set_aside.size()).in(language));
    return sheet;
}

io::Sheet set_aside_rows(const PlanChainsAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("未计入", "set aside"), .heading = in("未计入统计的企业及原因", "enterprises that are not counted, and why"),
                    .columns = {{in("企业", "enterprise"), Plain, 30}, {in("原因", "why"), Plain, 24}, {in("来源所写集群", "cluster as written"), Plain, 24}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const LeftEnterprise& left : answer.set_aside) sheet.rows.push_back({left.name, left.why.in(language), left.cluster});
    return sheet;
}

io::Sheet leader_rows(const PlanChainsAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("龙头周边", "leaders"), .heading = both("龙头企业 {:g} 米以内", "within {:g} m of a leader", answer.near_leader_m).in(language),
                    .columns = {{in("集群", "cluster"), Plain, 24}, {in("企业", "enterprise"), Plain, 30}, {in("镇街", "town"), Plain},
                                {in("一级配套", "first tier"), Whole}, {in("适宜的可供宗地", "parcels"), Whole},
                                {in("净面积（亩）", "net, mu"), TwoDecimals}, {in("最大一宗（亩）", "largest, mu"), TwoDecimals}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const ChainFigures& c : answer.clusters)
        for (const ChainLeader& leader : c.leading)
            sheet.rows.push_back({c.name.in(language), leader.name, leader.town.in(language), std::int64_t{leader.suppliers},
                                  std::int64_t{leader.parcels}, leader.suitable.mu(), leader.largest.mu()});
    return sheet;
}

}  // namespace

std::vector<Output> write_chain_folder(const study::Study& study, const PlanChainsQuestion& question,
                                       const PlanChainsAnswer& answer, const Progress& progress) {
    const Language language = question.language;
    make_folder(question.output);
    std::vector<Output> files{{question.output / "chains.xlsx", {"产业链集聚（工作簿）", "concentrations of chains, a workbook"}}};
    io::write_workbook(files[0].path, {cluster_rows(answer, language), leader_rows(answer, language), set_aside_rows(answer, language)}, Text("产业链集聚", "chains").in(language));
    const model::FeatureTable table = square_table(study, answer, language);
    if (table.features.empty()) return files;
    const SheetDesk desk(study, language);
    for (Output& file : write_plan_package(desk.package(question.output, "chains", {"产业链集聚方格", "squares of chains"}, {table}), progress)) files.push_back(std::move(file));
    model::FeatureTable hot = table;
    std::erase_if(hot.features, [](const model::Feature& feature) { return model::text_of(feature.values.back()) != "hot"; });
    const std::string map = report::difference_map(Text("产业链热点方格", "hot squares of the chains").in(language), hot, desk.towns(), *desk.look().styles, language);
    if (map.empty()) return files;
    files.push_back({question.output / "chains.png", {"热点方格图", "map of the hot squares"}});
    write_file(files.back().path, map);
    return files;
}

}  // namespace zonewright::answer
