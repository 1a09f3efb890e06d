#include "answer/gain_folder.h"

#include <algorithm>
#include <map>

#include "answer/plan_sheets.h"
#include "base/atomic_file.h"
#include "geom/planar_area.h"
#include "io/spreadsheet.h"
#include "report/matrix_picture.h"

namespace zonewright::answer {
namespace {

using model::FieldType;

Text term_of_gain(const PlanGainAnswer& answer) {
    return both("达到“{}”：得分不低于 {:g}；推算，供研究，不是决定", "reaches “{}”: a score of at least {:g}; worked out for study, no decision", answer.least_class, answer.least_score);
}

io::Cell optional_cell(const std::optional<double>& value) {
    return value ? io::Cell(*value) : io::Cell(std::string("—"));
}

io::Sheet place_rows(const PlanGainAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("各集聚区的增益", "gain by place"), .heading = in("每类平台在每个集聚区新增一处的增益（公顷）", "what one more of each kind would gain in each place (ha)"),
                    .columns = {{in("产业", "industry"), Plain, 22}, {in("平台", "kind"), Plain, 14}, {in("名次", "rank"), Whole, 6}, {in("集聚区", "place"), Plain, 16}, {in("列名", "listed"), Plain, 8},
                                {in("增益，全市", "gain, city"), TwoDecimals}, {in("其中本地", "within"), TwoDecimals}, {in("可供，本地", "on offer within"), TwoDecimals}, {in("现已达到，本地", "reaches today, within"), TwoDecimals},
                                {in("没有现有平台时", "without those there"), TwoDecimals}, {in("平均得分", "mean score"), ThreeDecimals}, {in("没有现有平台时得分", "score without"), ThreeDecimals}, {in("新增后得分", "score with"), ThreeDecimals},
                                {in("达到地块", "parcels gained"), Whole, 8}, {in("试算位置", "cells tried"), Whole, 8}, {in("因约束未试", "not tried"), Whole, 8}, {in("东坐标", "east, m"), OneDecimal}, {in("北坐标", "north, m"), OneDecimal},
                                {in("说明", "note"), Plain, 30}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const ClusterGain& cluster : answer.clusters)
        for (const KindGain& kind : cluster.kinds)
            for (const GainPlace& p : kind.places) {
                std::vector<io::Cell> row{cluster.name.in(language), kind.title.in(language), std::int64_t{p.rank}, p.name.in(language), p.listed ? in("列名", "yes") : in("未列名", "no")};
                for (const Area area : {p.gain, p.gain_here, p.offered, p.suitable, p.suitable_without}) row.emplace_back(area.hectares());
                if (!p.note.zh.empty()) row[5] = row[6] = std::string("—");
                for (const auto& score : {p.score, p.score_without, p.score_with}) row.push_back(optional_cell(score));
                for (const int count : {p.parcels_gained, p.tried, p.excluded}) row.emplace_back(std::int64_t{count});
                row.push_back(optional_cell(p.x_m)), row.push_back(optional_cell(p.y_m));
                row.emplace_back(p.note.in(language));
                sheet.rows.push_back(std::move(row));
            }
    sheet.notes.push_back(term_of_gain(answer).in(language));
    for (const Text& rule : answer.rules) sheet.notes.push_back(rule.in(language));
    return sheet;
}

io::Sheet standing_rows(const PlanGainAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("现有平台的作用", "those there"), .heading = in("没有它就达不到该级的可供净面积（公顷），全市", "net land on offer that would not reach the class without it (ha), city"),
                    .columns = {{in("产业", "industry"), Plain, 22}, {in("平台", "kind"), Plain, 14}, {in("名称", "name"), Plain, 30}, {in("作用", "adds"), TwoDecimals}, {in("平均得分提高", "adds to the mean score"), FourDecimals}},
                    .rows = {}, .bold_rows = {}, .notes = {term_of_gain(answer).in(language)}};
    for (const ClusterGain& cluster : answer.clusters)
        for (const KindGain& kind : cluster.kinds) {
            if (kind.state != "known") {
                sheet.rows.push_back({cluster.name.in(language), kind.title.in(language), kind.note.in(language), std::string("—"), std::string("—")});
                continue;
            }
            sheet.bold_rows.push_back(sheet.rows.size());
            sheet.rows.push_back({cluster.name.in(language), kind.title.in(language), both("全部 {} 处", "all {}", kind.existing).in(language), (cluster.suitable - kind.suitable_without).hectares(),
                                  cluster.score && kind.score_without ? io::Cell(*cluster.score - *kind.score_without) : io::Cell(std::string("—"))});
            for (const StandingPlatform& p : kind.platforms)
                sheet.rows.push_back({cluster.name.in(language), kind.title.in(language), p.name, p.adds ? io::Cell(p.adds->hectares()) : io::Cell(std::string("—")), optional_cell(p.score_adds)});
        }
    sheet.notes.push_back(in("几处平台互相替代时，各自的作用之和小于全部的作用", "where platforms stand in for each other, what each adds is less than what all add"));
    return sheet;
}

io::Sheet passing_rows(const PlanGainAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("达到该级的地块", "parcels"), .heading = in("第一名的位置新增一处后达到（或失去）该级的地块", "parcels that pass the class with one at the first place"),
                    .columns = {{in("产业", "industry"), Plain, 22}, {in("平台", "kind"), Plain, 14}, {in("位置", "place"), Plain, 16}, {in("地块", "parcel"), Plain, 20}, {in("镇街", "town"), Plain, 14},
                                {in("现得分", "score"), FourDecimals}, {in("新增后得分", "score with"), FourDecimals}, {in("净面积（公顷）", "net, ha"), FourDecimals}},
                    .rows = {}, .bold_rows = {}, .notes = {term_of_gain(answer).in(language)}};
    for (const ClusterGain& cluster : answer.clusters)
        for (const KindGain& kind : cluster.kinds)
            for (const LiftedParcel& p : kind.passing)
                sheet.rows.push_back({cluster.name.in(language), kind.title.in(language), kind.places.front().name.in(language), p.parcel, p.town.in(language), p.before, p.after, p.net.hectares()});
    return sheet;
}

/// Rank over all industries and kinds; 0 where it is not among the best.
int rank_of(const PlanGainAnswer& answer, const std::string& cluster, const std::string& kind, const std::string& place) {
    for (const RankedGain& each : answer.best)
        if (each.cluster == cluster && each.kind == kind && each.place == place) return each.rank;
    return 0;
}

model::FeatureTable gain_points(const study::Study& study, const PlanGainAnswer& answer, Language language) {
    model::FeatureTable table{"gain_point", {"新增平台的最好位置（推算）", "best places for a new platform"}, model::GeometryKind::Point, study.definition().epsg, {}, {}};
    table.fields = {{"label", FieldType::Text, {"总名次", "rank over all"}, ""}, {"cluster_id", FieldType::Text, {"集群", "cluster id"}, ""}, {"cluster_name", FieldType::Text, {"产业名称", "cluster name"}, ""},
                    {"kind", FieldType::Text, {"平台类别", "kind"}, ""}, {"place", FieldType::Text, {"集聚区", "place"}, ""}, {"place_name", FieldType::Text, {"集聚区名称", "place name"}, ""},
                    {"rank", FieldType::Integer, {"本产业、本类名次", "rank within industry and kind"}, ""}, {"gain_m2", FieldType::Real, {"增益（全市，椭球）", "gain in the city (ellipsoidal)"}, "m2"},
                    {"gain_here_m2", FieldType::Real, {"其中本地（椭球）", "within the place (ellipsoidal)"}, "m2"}, {"score", FieldType::Real, {"本地平均得分", "mean score within"}, ""},
                    {"score_with", FieldType::Real, {"新增后平均得分", "mean score with it"}, ""}, {"tried", FieldType::Integer, {"试算位置数", "cells tried"}, ""}};
    const auto number = [](const std::optional<double>& value) { return value ? model::Value(*value) : model::Value(); };
    for (const ClusterGain& cluster : answer.clusters)
        for (const KindGain& kind : cluster.kinds)
            for (const GainPlace& p : kind.places) {
                if (!p.x_m) continue;
                const int rank = rank_of(answer, cluster.cluster, kind.kind, p.place);
                table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, geom::MultiPoint{{{*p.x_m, *p.y_m}}},
                                          {rank == 0 ? std::string() : std::to_string(rank), cluster.cluster, cluster.name.in(language), kind.kind, p.place, p.name.in(language), std::int64_t{p.rank},
                                           p.gain.m2(), p.gain_here.m2(), number(p.score), number(p.score_with), std::int64_t{p.tried}}});
            }
    return table;
}

model::FeatureTable gain_parcels(const study::Study& study, const PlanGainAnswer& answer, Language language) {
    model::FeatureTable table{"gain_parcel", {"因新增平台达到该级的可供土地", "land on offer that passes the class by a new platform"}, model::GeometryKind::Polygon, study.definition().epsg, {}, {}};
    table.fields = {{"parcel_id", FieldType::Text, {"地块", "parcel"}, ""}, {"cluster_name", FieldType::Text, {"产业名称", "cluster name"}, ""}, {"kind", FieldType::Text, {"平台类别", "kind"}, ""},
                    {"place_name", FieldType::Text, {"新增位置所在集聚区", "place of the new platform"}, ""}, {"score", FieldType::Real, {"现得分", "score"}, ""},
                    {"score_with", FieldType::Real, {"新增后得分", "score with it"}, ""}, {"net_m2", FieldType::Real, {"净面积（椭球）", "net area (ellipsoidal)"}, "m2"}};
    std::map<std::string, const model::Parcel*> parcels;
    for (const model::Parcel& parcel : study.parcels()) parcels.emplace(parcel.id, &parcel);
    for (const ClusterGain& cluster : answer.clusters)
        for (const KindGain& kind : cluster.kinds)
            for (const LiftedParcel& p : kind.passing)
                table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, parcels.at(p.parcel)->geometry,
                                          {p.parcel, cluster.name.in(language), kind.kind, kind.places.front().name.in(language), p.before, p.after, p.net.m2()}});
    return table;
}

report::MatrixPictureCell gain_cell(const KindGain& kind, double most) {
    if (kind.state == "no_weight") return {"#f2efec", "0", false};
    if (kind.state != "known") return {"#ffffff", "—", false};
    const GainPlace* first = kind.places.empty() || !kind.places.front().note.zh.empty() ? nullptr : &kind.places.front();
    if (first == nullptr) return {"#ffffff", "?", false};
    const double gain = first->gain.hectares();
    if (gain <= 0) return {"#f2efec", "0", false};
    const char* fill = gain >= most * 2 / 3 ? "#3c8d5a" : gain >= most / 3 ? "#8fc3a3" : "#cfe5d6";
    return {fill, fmt::format("{:.0f}", gain), false};
}

std::string gain_picture(const PlanGainAnswer& answer, Language language) {
    double most = 0;
    for (const RankedGain& each : answer.best) most = std::max(most, each.gain.hectares());
    report::MatrixPicture picture;
    picture.title = Text("产业 × 平台：新增一处最多使多少公顷可供土地达到该级", "Industry × kind: most land (ha) that one more would take over the class").in(language);
    for (const ClusterGain& cluster : answer.clusters) {
        picture.rows.push_back(cluster.name.in(language));
        picture.cells.emplace_back();
        for (const KindGain& kind : cluster.kinds) picture.cells.back().push_back(gain_cell(kind, most));
    }
    if (!answer.clusters.empty())
        for (const KindGain& kind : answer.clusters.front().kinds) picture.columns.push_back(kind.title.in(language));
    picture.legend = {{{"#3c8d5a", "", false}, both("≥ {:.1f} 公顷", "≥ {:.1f} ha", most * 2 / 3).in(language)}, {{"#8fc3a3", "", false}, both("≥ {:.1f} 公顷", "≥ {:.1f} ha", most / 3).in(language)},
                      {{"#cfe5d6", "", false}, Text("较少", "less").in(language)}, {{"#f2efec", "0", false}, Text("没有地块因此达到，或该产业不计这一指标", "no parcel passes, or the industry does not weigh it").in(language)},
                      {{"#ffffff", "—", false}, Text("未知：没有指标或没有数据", "not known: no criterion, or no source").in(language)}};
    picture.note = both("最好的位置见 gain.xlsx 和 gain.png。{}", "for the best places see gain.xlsx and gain.png. {}", term_of_gain(answer)).in(language);
    return report::matrix_svg(picture);
}

/// A numbered mark for each spot of the best, with the best rank there.
model::FeatureTable rank_dots(const model::FeatureTable& points) {
    constexpr double same_spot_m = 1500;
    std::vector<std::pair<int, geom::Point>> ranked;
    for (const model::Feature& point : points.features)
        if (const std::string label = model::text_of(point.values.front()); !label.empty())
            ranked.emplace_back(std::stoi(label), std::get<geom::MultiPoint>(point.geometry).points.front());
    std::ranges::sort(ranked, std::less{}, &std::pair<int, geom::Point>::first);
    model::FeatureTable dots{"site_number", {}, model::GeometryKind::Point, points.epsg, {{"name", FieldType::Text, {}, ""}}, {}};
    std::vector<geom::Point> kept;
    for (const auto& [rank, spot] : ranked) {
        const geom::Point at = spot;  // a binding cannot be captured everywhere
        if (std::ranges::any_of(kept, [&](geom::Point other) { return geom::distance(at, other) < same_spot_m; })) continue;
        kept.push_back(at);
        dots.features.push_back({0, geom::MultiPoint{{at}}, {std::to_string(rank)}});
    }
    return dots;
}

std::string gain_map(const SheetDesk& desk, const PlanGainAnswer& answer, const model::FeatureTable& points, const model::FeatureTable& parcels) {
    const model::FeatureTable dots = rank_dots(points);
    if (dots.features.empty()) return {};
    return desk.ranked_picture({"新增一处平台增益最大的位置", "where one more platform gains most"},
                               both("数字为该处最好的名次（同处的其他名次见表）；{}", "numbers: the best rank at the spot (others there are in the table); {}", term_of_gain(answer)), parcels, dots);
}

}  // namespace

std::vector<Output> write_gain_folder(const study::Study& study, const PlanGainQuestion& question, const PlanGainAnswer& answer, const Progress& progress) {
    const Language language = question.language;
    make_folder(question.output);
    std::vector<Output> files{{question.output / "gain.xlsx", {"新增平台的增益（工作簿）", "the gains as a workbook"}}, {question.output / "gain.svg", {"产业与平台的矩阵图", "industries and kinds as a picture"}}};
    io::write_workbook(files[0].path, {place_rows(answer, language), standing_rows(answer, language), passing_rows(answer, language)}, Text("新增平台的增益", "gain of a new platform").in(language));
    write_file(files[1].path, gain_picture(answer, language));
    const SheetDesk desk(study, language);
    const model::FeatureTable points = gain_points(study, answer, language), parcels = gain_parcels(study, answer, language);
    for (Output& file : write_plan_package(desk.package(question.output, "gain", {"新增平台的增益", "gain of a new platform"}, {parcels, points}), progress)) files.push_back(std::move(file));
    const std::string map = gain_map(desk, answer, points, parcels);
    if (map.empty()) return files;
    files.push_back({question.output / "gain.png", {"增益最大的位置", "map of the greatest gains"}});
    write_file(files.back().path, map);
    return files;
}

}  // namespace zonewright::answer
