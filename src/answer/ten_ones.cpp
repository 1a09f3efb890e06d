#include "answer/ten_ones.h"

#include <algorithm>
#include <array>

#include "answer/plan_package.h"
#include "answer/ten_ones_table.h"
#include "base/atomic_file.h"
#include "catalog/layers_folder.h"
#include "catalog/style_catalog.h"
#include "io/spreadsheet.h"
#include "planning/checklist.h"
#include "report/matrix_picture.h"

namespace zonewright::answer {
namespace {

using planning::ItemCell;
using planning::ItemState;

std::string town_title(const ItemSources& input, const std::string& code, Language language) {
    return code.empty() ? std::string() : model::town_name(code, input.plan).in(language);
}

CoveredItem covered_item(const ItemSources& input, const ItemCell& cell) {
    const model::ChecklistItem& item = input.plan.cluster(cell.cluster).checklist[cell.item];
    CoveredItem covered{.item = item.id, .title = item.title, .state = to_string(cell.state), .basis = cell.basis,
                        .note = cell.note, .contradicted = cell.contradicted, .features = {}};
    for (const planning::ItemFeature& feature : cell.features) {
        CoveredFeature row{feature.role, feature.name, to_string(feature.state),
                           town_title(input, feature.town_code, input.question.language), {}, {}};
        if (feature.at) row.x = feature.at->x, row.y = feature.at->y;
        covered.features.push_back(std::move(row));
    }
    return covered;
}

void count(const ItemCell& cell, CoveredCluster& cluster) {
    switch (cell.state) {
        case ItemState::Done: ++cluster.done; break;
        case ItemState::UnderWay: ++cluster.under_way; break;
        case ItemState::Missing: ++cluster.missing; break;
        case ItemState::Unknown: ++cluster.unknown; break;
    }
}

io::Sheet matrix_sheet(const PlanCoverageAnswer& answer, Language language) {
    io::Sheet sheet{.name = Text("十个一", "ten ones").in(language),
                    .heading = Text("集群 × 事项", "cluster × item").in(language), .columns = {}, .rows = {}, .bold_rows = {}, .notes = {}};
    sheet.columns.push_back({Text("集群", "cluster").in(language), io::CellFormat::Plain, 26});
    if (!answer.ten_ones.empty())
        for (const CoveredItem& item : answer.ten_ones.front().items)
            sheet.columns.push_back({item.title.in(language), io::CellFormat::Plain, 15});
    for (const char* state : {"done", "under_way", "missing", "unknown"})
        sheet.columns.push_back({state, io::CellFormat::Whole, 10});
    const std::array names{title_of(ItemState::Done), title_of(ItemState::UnderWay), title_of(ItemState::Missing), title_of(ItemState::Unknown)};
    for (std::size_t i = 0; i < names.size(); ++i) sheet.columns[sheet.columns.size() - names.size() + i].title = names[i].in(language);
    for (const CoveredCluster& cluster : answer.ten_ones) {
        std::vector<io::Cell> row{cluster.name.in(language)};
        for (const CoveredItem& item : cluster.items) row.emplace_back(words_of_item(item).in(language));
        for (const std::size_t figure : {cluster.done, cluster.under_way, cluster.missing, cluster.unknown})
            row.emplace_back(static_cast<std::int64_t>(figure));
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

io::Sheet basis_sheet(const PlanCoverageAnswer& answer, Language language) {
    io::Sheet sheet{.name = Text("依据", "basis").in(language), .heading = Text("每一格的依据和要素", "what each cell rests on").in(language),
                    .columns = {}, .rows = {}, .bold_rows = {}, .notes = {}};
    for (const Text& title : {Text("集群", "cluster"), Text("事项", "item"), Text("状态", "state"), Text("依据", "basis"),
                              Text("说明", "note"), Text("要素", "feature"), Text("要素状态", "state of the feature"), Text("镇街", "town")})
        sheet.columns.push_back({title.in(language), io::CellFormat::Plain, 20});
    for (const CoveredCluster& cluster : answer.ten_ones)
        for (const CoveredItem& item : cluster.items) {
            const std::vector<io::Cell> head{cluster.name.in(language), item.title.in(language), words_of_item(item).in(language),
                                             item.basis.in(language), item.note};
            if (item.features.empty()) sheet.rows.push_back(head);
            for (const CoveredFeature& feature : item.features) {
                std::vector<io::Cell> row = head;
                for (const std::string& text : {feature.name, feature.state, feature.town}) row.emplace_back(text);
                sheet.rows.push_back(std::move(row));
            }
        }
    return sheet;
}

report::MatrixPictureCell picture_cell(const std::string& state, const std::string& text, bool marked) {
    const char* fill = state == "done" ? "#3c8d5a" : state == "under_way" ? "#8fc9a3" : state == "missing" ? "#e2a37a" : "#e6e9ea";
    return {fill, text, marked};
}

std::string matrix_picture(const PlanCoverageAnswer& answer, Language language) {
    report::MatrixPicture picture;
    picture.title = Text("“十个一”覆盖矩阵", "The ten ones, cluster by cluster").in(language);
    for (const CoveredCluster& cluster : answer.ten_ones) {
        picture.rows.push_back(cluster.name.in(language));
        picture.cells.emplace_back();
        for (const CoveredItem& item : cluster.items)
            picture.cells.back().push_back(picture_cell(item.state, item.features.empty() ? "" : std::to_string(item.features.size()), item.contradicted));
    }
    if (!answer.ten_ones.empty())
        for (const CoveredItem& item : answer.ten_ones.front().items) picture.columns.push_back(item.title.in(language));
    for (const ItemState state : {ItemState::Done, ItemState::UnderWay, ItemState::Missing, ItemState::Unknown})
        picture.legend.emplace_back(picture_cell(to_string(state), "", false), title_of(state).in(language));
    picture.legend.emplace_back(picture_cell("unknown", "", true), Text("使用者与数据源不一致", "people and sources disagree").in(language));
    picture.note = Text("格中数字为数据源中的要素数；未知不等于尚无", "figures: features in the sources; unknown is not the same as missing").in(language);
    return report::matrix_svg(picture);
}

model::FeatureTable feature_table(const ItemSources& input, const PlanCoverageAnswer& answer) {
    using model::FieldType;
    const Language language = input.question.language;
    model::FeatureTable table{"ten_ones",
                              {"“十个一”要素", "features of the ten ones"},
                              model::GeometryKind::Point,
                              input.epsg,
                              {{"cluster_id", FieldType::Text, {"集群", "cluster"}, ""},
                               {"cluster_name", FieldType::Text, {"集群名称", "name of the cluster"}, ""},
                               {"item", FieldType::Text, {"事项", "item"}, ""},
                               {"item_title", FieldType::Text, {"事项名称", "title of the item"}, ""},
                               {"name", FieldType::Text, {"名称", "name"}, ""},
                               {"state", FieldType::Text, {"状态", "state"}, ""},
                               {"source", FieldType::Text, {"数据源角色", "role of the source"}, ""},
                               {"town", FieldType::Text, {"镇街", "town"}, ""}},
                              {}};
    for (const CoveredCluster& cluster : answer.ten_ones)
        for (const CoveredItem& item : cluster.items)
            for (const CoveredFeature& feature : item.features)
                if (feature.x)
                    table.features.push_back({0, geom::MultiPoint{{{*feature.x, *feature.y}}},
                                              {cluster.cluster, cluster.name.in(language), item.item, item.title.in(language),
                                               feature.name, feature.state, feature.source, feature.town}});
    return table;
}

void write_matrix_folder(const ItemSources& input, PlanCoverageAnswer& answer, const Progress& progress) {
    const std::filesystem::path& folder = input.question.output;
    const Language language = input.question.language;
    make_folder(folder);
    io::write_workbook(folder / "ten_ones.xlsx", {matrix_sheet(answer, language), basis_sheet(answer, language)},
                       Text("“十个一”覆盖矩阵", "the ten ones").in(language));
    answer.made(folder / "ten_ones.xlsx", {"“十个一”矩阵（工作簿）", "the matrix as a workbook"});
    write_file(folder / "ten_ones.svg", matrix_picture(answer, language));
    answer.made(folder / "ten_ones.svg", {"“十个一”矩阵（图）", "the matrix as a picture"});
    const std::filesystem::path layers = catalog::find_layers_folder();
    const model::StyleSheet styles = catalog::read_styles(catalog::styles_folder_of(layers), input.plan, layers);
    for (Output& file : write_plan_package({.folder = folder, .name = "ten_ones", .title = {"“十个一”要素", "features of the ten ones"}, .notes = {}, .epsg = input.epsg,
                                            .towns = input.towns, .plan = input.plan, .styles = styles, .layers = {feature_table(input, answer)}, .language = language}, progress))
        answer.outputs.push_back(std::move(file));
}

}  // namespace

Text words_of_item(const CoveredItem& item) {
    Text words = item.state == "done"        ? title_of(ItemState::Done)
                 : item.state == "under_way" ? title_of(ItemState::UnderWay)
                 : item.state == "missing"   ? title_of(ItemState::Missing)
                                             : title_of(ItemState::Unknown);
    if (!item.features.empty()) words += both("（{}）", " ({})", item.features.size());
    return item.contradicted ? words + Text("※", " ※") : words;
}

std::set<std::string> roles_of_items(const model::Plan& plan) {
    std::set<std::string> roles;
    for (const model::Cluster& cluster : plan.clusters)
        for (const model::ChecklistItem& item : cluster.checklist)
            if (!item.role.empty()) roles.insert(item.role);
    return roles;
}

void state_ten_ones(const ItemSources& input, PlanCoverageAnswer& answer, const Progress& progress) {
    std::vector<planning::StatedItem> stated;
    if (!input.question.table.empty()) stated = read_stated_items(input.question.table, input.plan, progress.quiet());
    for (const model::Cluster& cluster : input.plan.clusters)
        answer.ten_ones.push_back({.cluster = cluster.id, .name = cluster.name, .items = {}});
    for (const ItemCell& cell : planning::checklist_cells(input.plan, input.sources, input.towns, stated)) {
        CoveredCluster& cluster = answer.ten_ones[cell.cluster.index()];
        cluster.items.push_back(covered_item(input, cell));
        count(cell, cluster);
        if (cell.contradicted)
            answer.warn(both("{}“{}”：{}", "{}, '{}': {}", cluster.name, cluster.items.back().title, cell.basis));
    }
    if (!input.question.output.empty()) write_matrix_folder(input, answer, progress);
}

}  // namespace zonewright::answer
