#include "answer/pilot_folder.h"

#include <algorithm>

#include "answer/plan_sheets.h"
#include "base/atomic_file.h"
#include "io/spreadsheet.h"
#include "model/printed_area.h"

namespace zonewright::answer {
namespace {

using model::FieldType;

Text all_reasons(const PilotProposal& proposal) {
    Text words;
    for (const Text& reason : proposal.reasons) words += (words.empty() ? Text() : Text("；", "; ")) + reason;
    return words;
}

model::FeatureTable pilot_layer(const study::Study& study, const ProposedPilots& proposed, Language language) {
    model::FeatureTable table{"pilot_candidate", {"先导试验区备选范围（提案）", "candidates for pilot areas (proposals)"}, model::GeometryKind::Polygon, study.definition().epsg, {}, {}};
    table.fields = {{"label", FieldType::Text, {"图上标注", "label on the map"}, ""},
                    {"rank", FieldType::Integer, {"名次", "rank"}, ""},
                    {"id", FieldType::Text, {"标识", "id"}, ""},
                    {"state", FieldType::Text, {"状态", "state"}, ""},
                    {"town", FieldType::Text, {"镇街", "town"}, ""},
                    {"cluster_name", FieldType::Text, {"产业名称", "cluster name"}, ""},
                    {"site_id", FieldType::Text, {"起步区用地", "site of the core"}, ""},
                    {"core_mu", FieldType::Real, {"起步区净面积（亩）", "core, net (mu)"}, "mu"},
                    {"room_mu", FieldType::Real, {"发展余地净面积（亩）", "room to grow, net (mu)"}, "mu"},
                    {"shared_mu", FieldType::Real, {"其中与其他备选重叠（亩）", "of it in other rooms, too (mu)"}, "mu"},
                    {"area_m2", FieldType::Real, {"范围面积（椭球）", "area of the outline (ellipsoidal)"}, "m2"},
                    {"points", FieldType::Real, {"得分", "points"}, ""}};
    if (!proposed.answer.candidates.empty()) {
        for (const PilotPart& part : proposed.answer.candidates.front().parts) table.fields.push_back({"p_" + part.id, FieldType::Real, part.title, ""});
        for (const IndustryScore& score : proposed.answer.candidates.front().scores) table.fields.push_back({"s_" + score.cluster, FieldType::Real, score.name, ""});
    }
    table.fields.push_back({"reasons", FieldType::Text, {"理由", "reasons"}, ""});
    for (std::size_t i = 0; i < proposed.outlines.size(); ++i) {
        const PilotProposal& p = proposed.answer.candidates[i];
        std::vector<model::Value> values{std::to_string(p.rank), std::int64_t{p.rank}, p.id, std::string(p.accepted ? "accepted" : "proposed"), p.town.in(language),
                                         p.cluster_name.in(language), p.site, model::printed(p.core).mu, model::printed(p.room).mu, model::printed(p.shared_room).mu, p.outline.m2(), p.points};
        for (const PilotPart& part : p.parts) values.push_back(part.known ? model::Value(part.points) : model::Value());
        for (const IndustryScore& score : p.scores) values.push_back(score.score ? model::Value(*score.score) : model::Value());
        values.emplace_back(all_reasons(p).in(language));
        table.features.push_back({static_cast<std::int64_t>(i) + 1, proposed.outlines[i], std::move(values)});
    }
    return table;
}

model::FeatureTable core_layer(const study::Study& study, const ProposedPilots& proposed) {
    model::FeatureTable table{"pilot_core", {"先导试验区起步区（连片用地）", "cores of the candidates (sites)"}, model::GeometryKind::Polygon, study.definition().epsg, {}, {}};
    table.fields = {{"rank", FieldType::Integer, {"名次", "rank"}, ""}, {"site_id", FieldType::Text, {"用地编号", "site"}, ""}};
    for (std::size_t i = 0; i < proposed.cores.size(); ++i)
        table.features.push_back({static_cast<std::int64_t>(i) + 1, proposed.cores[i], {std::int64_t{proposed.answer.candidates[i].rank}, proposed.answer.candidates[i].site}});
    return table;
}

io::Sheet pilot_rows(const PlanPilotsAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("先导试验区备选", "candidates"), .heading = in("未来产业先导试验区备选（提案，不是官方名单）", "candidates for pilot areas of future industries (proposals, no official list)"),
                    .columns = {{in("名次", "rank"), Whole, 6}, {in("标识", "id"), Plain, 30}, {in("镇街", "town"), Plain, 12}, {in("组合用地的产业", "industry of the site"), Plain, 22},
                                {in("起步区（亩）", "core, mu"), TwoDecimals}, {in("发展余地（亩）", "room, mu"), TwoDecimals}, {in("其中重叠（亩）", "shared, mu"), TwoDecimals}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    if (answer.candidates.empty()) return sheet;
    for (const IndustryScore& score : answer.candidates.front().scores) sheet.columns.push_back({score.name.in(language), ThreeDecimals});
    for (const PilotPart& part : answer.candidates.front().parts) sheet.columns.push_back({part.title.in(language), FourDecimals});
    sheet.columns.push_back({in("得分", "points"), FourDecimals});
    sheet.columns.push_back({in("理由", "reasons"), Plain, 60});
    for (const PilotProposal& p : answer.candidates) {
        std::vector<io::Cell> row{std::int64_t{p.rank}, p.id, p.town.in(language), p.cluster_name.in(language), p.core.mu(), p.room.mu(), p.shared_room.mu()};
        for (const IndustryScore& score : p.scores) row.push_back(score.score ? io::Cell(*score.score) : io::Cell(std::string("—")));
        for (const PilotPart& part : p.parts) row.push_back(part.known ? io::Cell(part.points) : io::Cell(in("未看", "not looked at")));
        row.emplace_back(p.points);
        row.emplace_back(all_reasons(p).in(language));
        sheet.rows.push_back(std::move(row));
    }
    for (const Text& rule : answer.rules) sheet.notes.push_back(rule.in(language));
    return sheet;
}

report::SheetTable points_table(const PlanPilotsAnswer& answer, Language language) {
    report::SheetTable table{.title = {"备选与得分（图上数字为名次）", "Candidates and points (numbers on the map are ranks)"}, .note = {"四项得分合计为得分；余地之间可能重叠，见理由", "the four parts sum to the points; rooms may overlap, see the reasons"},
                             .head = {{{"名次", "rank"}, true}, {{"镇街", "town"}}, {{"起步区（亩）", "core, mu"}, true}, {{"余地（亩）", "room, mu"}, true}}, .rows = {}, .stressed = {}};
    for (const Text& title : {Text("适宜性", "suitability"), Text("平台", "platforms"), Text("余地", "room"), Text("列名", "listing"), Text("得分", "points")}) table.head.push_back({title, true});
    for (const PilotProposal& p : answer.candidates) {
        if (p.accepted) table.stressed.push_back(table.rows.size());
        std::vector<std::string> row{std::to_string(p.rank), p.town.in(language), shown_mu(p.core), shown_mu(p.room)};
        for (const PilotPart& part : p.parts) row.push_back(part.known ? fmt::format("{:.3f}", part.points) : Text("未看", "—").in(language));
        row.push_back(fmt::format("{:.3f}", p.points));
        table.rows.push_back(std::move(row));
    }
    return table;
}

report::SheetTable reason_table(const PlanPilotsAnswer& answer, Language language) {
    report::SheetTable table{.title = {"理由", "Reasons"}, .note = {}, .head = {{{"名次", "rank"}, true}, {{"标识", "id"}}, {{"理由", "reasons"}}}, .rows = {}, .stressed = {}};
    for (const PilotProposal& p : answer.candidates) table.rows.push_back({std::to_string(p.rank), p.id, all_reasons(p).in(language)});
    return table;
}

report::PlanSheet pilot_sheet(const study::Study& study, const SheetDesk& desk, const ProposedPilots& proposed, Language language) {
    const PlanPilotsAnswer& answer = proposed.answer;
    report::PlanSheet sheet{.kind = {"未来产业先导试验区", "Pilot areas for future industries"}, .title = Text("备选与理由（提案）", "Candidates and reasons (proposals)").in(language),
                            .subtitle = study.plan().title.in(language), .facts = {}, .alerts = {}, .tables = {}, .map = {}, .notes = {}};
    Text held;
    for (const HeldPilot& pilot : answer.held) held += (held.empty() ? Text() : Text("、", ", ")) + pilot.name;
    sheet.facts = {{{"备选", "candidates"}, std::to_string(answer.candidates.size())},
                   {{"本研究规划中已有", "held by the plan of the study"}, held.empty() ? Text("无", "none").in(language) : held.in(language)}};
    if (answer.plan_says) sheet.alerts.push_back(*answer.plan_says);
    sheet.alerts.emplace_back("备选按规则提出，供研究，不是官方名单", "candidates are proposals by rules, no official list");
    if (!answer.candidates.empty()) sheet.tables = {points_table(answer, language), reason_table(answer, language)};
    sheet.map = desk.map({"备选范围与起步区", "candidates and their cores"});
    std::vector<std::string> ids;
    for (const PilotProposal& p : answer.candidates) ids.push_back(p.site);
    model::FeatureTable outlines = pilot_layer(study, proposed, language);
    for (model::Feature& outline : outlines.features) outline.values.front() = std::string();  // the dots have the ranks
    sheet.map.layers = {{desk.towns(), "town"}, {std::move(outlines), "pilot_candidate"}, {desk.site_dots(ids), "site_number"}};
    std::erase_if(sheet.map.layers, [](const auto& layer) { return layer.first.features.empty(); });
    for (const Text& rule : answer.rules) sheet.notes.push_back(rule);
    return sheet;
}

/// The candidates over the towns, with their ranks.
std::string pilot_map(const SheetDesk& desk, const PlanPilotsAnswer& answer, model::FeatureTable outlines, const Text& title) {
    for (model::Feature& outline : outlines.features) outline.values.front() = std::string();  // the dots have the ranks
    std::vector<std::string> ids;
    for (const PilotProposal& p : answer.candidates) ids.push_back(p.site);
    return desk.ranked_picture(title, {"数字为名次；按规则提出，供研究，不是官方名单", "numbers are ranks; proposals by rules, no official list"}, outlines, desk.site_dots(ids));
}

}  // namespace

std::vector<Output> write_pilot_folder(const study::Study& study, const PlanPilotsQuestion& question, const ProposedPilots& proposed,
                                       const Progress& progress) {
    const Language language = question.language;
    make_folder(question.output);
    std::vector<Output> files{{question.output / "pilots.xlsx", {"先导试验区备选（工作簿）", "the candidates as a workbook"}}};
    io::write_workbook(files[0].path, {pilot_rows(proposed.answer, language)}, Text("先导试验区备选", "pilot areas").in(language));
    const SheetDesk desk(study, language);
    for (std::filesystem::path& file : report::write_plan_sheet(question.output, "pilots", pilot_sheet(study, desk, proposed, language), desk.look(), question.formats))
        files.push_back({std::move(file), {"先导试验区备选（单页）", "the candidates as a page"}});
    if (proposed.outlines.empty()) return files;
    const Text title{"未来产业先导试验区备选（提案）", "candidates for pilot areas (proposals)"};
    const model::FeatureTable candidates = pilot_layer(study, proposed, language);
    for (Output& file : write_plan_package(desk.package(question.output, "pilots", title, {candidates, core_layer(study, proposed)}), progress)) files.push_back(std::move(file));
    const std::string map = pilot_map(desk, proposed.answer, candidates, title);
    if (map.empty()) return files;
    files.push_back({question.output / "pilots.png", {"备选分布图", "map of the candidates"}});
    write_file(files.back().path, map);
    return files;
}

}  // namespace zonewright::answer
