#include "answer/link_folder.h"

#include <algorithm>

#include "answer/link_layers.h"
#include "answer/plan_sheets.h"
#include "base/atomic_file.h"
#include "io/spreadsheet.h"
#include "report/difference_map.h"

namespace zonewright::answer {
namespace {

Text mode_title(const std::string& mode) {
    return mode == "road" ? Text("公路", "by road") : Text("轨道（到站按直线距离）", "by rail (to the station as the crow flies)");
}

Text joined_reasons(const EnclaveSite& candidate) {
    Text words;
    for (const Text& reason : candidate.reasons) words += (words.empty() ? Text() : Text("；", "; ")) + reason;
    return words;
}

io::Cell minutes_cell(const std::optional<double>& minutes) {
    return minutes ? io::Cell(*minutes) : io::Cell(std::string("—"));
}

Text band_title(const PlanLinksAnswer& answer, const std::string& id) {
    for (const BandDefinition& band : answer.bands)
        if (band.id == id) return band.title;
    return {"未知或无路", "not known, or no way"};
}

Text term_of_bands(const PlanLinksAnswer& answer) {
    return both("时间圈层（{}）：{}", "bands ({}): {}", answer.confidence, answer.source);
}

io::Sheet band_rows(const PlanLinksAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("时间圈层", "bands"), .heading = in("可供净面积（亩），按到相邻城市的时间", "net land on offer (mu) by time to the neighbouring cities"),
                    .columns = {{in("城市", "city"), Plain, 12}, {in("方式", "mode"), Plain, 10}, {in("镇街", "town"), Plain, 14}, {in("最近（分钟）", "nearest, minutes"), OneDecimal}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const BandDefinition& band : answer.bands) sheet.columns.push_back({band.title.in(language), TwoDecimals});
    sheet.columns.push_back({in("未知或无路", "not known, or no way"), TwoDecimals});
    sheet.columns.push_back({in("合计", "all"), TwoDecimals});
    const auto add = [&](std::vector<io::Cell> row, const std::vector<LandInBand>& bands) {
        Area sum;
        for (const LandInBand& band : bands) row.emplace_back(band.net.mu()), sum += band.net;
        row.emplace_back(sum.mu());
        sheet.rows.push_back(std::move(row));
    };
    for (const LinkedCity& city : answer.cities)
        for (const LinkMode& mode : city.modes) {
            const std::string name = city.name.in(language), way = mode_title(mode.mode).in(language);
            if (!mode.known) {
                sheet.notes.push_back(name + " " + way + ": " + mode.note.in(language));
                continue;
            }
            sheet.bold_rows.push_back(sheet.rows.size());
            add({name, way, in("全市", "city"), std::monostate()}, mode.bands);
            for (const TownInBands& town : mode.towns) add({name, way, town.town.in(language), minutes_cell(town.nearest_minutes)}, town.bands);
        }
    sheet.notes.push_back(term_of_bands(answer).in(language));
    return sheet;
}

io::Sheet site_rows(const PlanLinksAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("各圈层用地", "sites"), .heading = in("每个镇街在每个圈层中最好的连片用地", "the best site of each town in each band"),
                    .columns = {{in("城市", "city"), Plain, 10}, {in("圈层", "band"), Plain, 16}, {in("镇街", "town"), Plain, 14}, {in("用地", "site"), Plain, 18},
                                {in("集群", "cluster"), Plain, 24}, {in("净面积（亩）", "net, mu"), TwoDecimals}, {in("评分", "score"), ThreeDecimals},
                                {in("公路（分钟）", "by road, minutes"), OneDecimal}, {in("轨道（分钟）", "by rail, minutes"), OneDecimal}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const LinkedCity& city : answer.cities)
        for (const LinkedSite& site : city.sites)
            sheet.rows.push_back({city.name.in(language), band_title(answer, site.band).in(language), site.town.in(language), site.id, site.cluster_name.in(language),
                                  site.net.mu(), site.score, minutes_cell(site.road_minutes), minutes_cell(site.rail_minutes)});
    return sheet;
}

io::Sheet candidate_rows(const PlanLinksAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    using enum io::CellFormat;
    io::Sheet sheet{.name = in("反向飞地备选", "candidates"), .heading = in("反向飞地备选用地（按规则提出，供研究，不是决定）", "candidates for reverse enclaves (proposals by rules, no decision)"),
                    .columns = {{in("来源城市", "city of origin"), Plain, 10}, {in("名次", "rank"), Whole, 6}, {in("用地", "site"), Plain, 18}, {in("镇街", "town"), Plain, 14},
                                {in("集群", "cluster"), Plain, 24}, {in("净面积（亩）", "net, mu"), TwoDecimals}, {in("评分", "score"), ThreeDecimals},
                                {in("有利条件", "points"), Whole, 8}, {in("理由", "reasons"), Plain, 60}},
                    .rows = {}, .bold_rows = {}, .notes = {}};
    for (const LinkedCity& city : answer.cities)
        for (const EnclaveSite& candidate : city.candidates)
            sheet.rows.push_back({city.name.in(language), std::int64_t{candidate.rank}, candidate.site.id, candidate.site.town.in(language), candidate.site.cluster_name.in(language),
                                  candidate.site.net.mu(), candidate.site.score, std::int64_t{candidate.points}, joined_reasons(candidate).in(language)});
    for (const Text& rule : answer.rules) sheet.notes.push_back(rule.in(language));
    return sheet;
}

report::SheetTable band_table(const PlanLinksAnswer& answer, const LinkMode& mode, Language language) {
    report::SheetTable table{.title = both("可供净面积（亩），{}时间", "Net land on offer (mu), {}", mode_title(mode.mode)), .note = term_of_bands(answer), .head = {{{"镇街", "town"}}, {{"最近（分钟）", "nearest"}, true}}, .rows = {}, .stressed = {}};
    for (const BandDefinition& band : answer.bands) table.head.push_back({band.title, true});
    table.head.push_back({{"未知或无路", "not known"}, true});
    const auto add = [&](std::vector<std::string> row, const std::vector<LandInBand>& bands) {
        for (const LandInBand& band : bands) row.push_back(band.parcels == 0 ? std::string("—") : shown_mu(band.net));
        table.rows.push_back(std::move(row));
    };
    table.stressed.push_back(0);
    add({Text("全部", "all").in(language), ""}, mode.bands);
    for (const TownInBands& town : mode.towns)
        if (std::ranges::any_of(town.bands, [](const LandInBand& band) { return band.parcels > 0; }))
            add({town.town.in(language), shown_number(town.nearest_minutes, 0)}, town.bands);
    return table;
}

report::SheetTable candidate_table(const LinkedCity& city, Language language) {
    report::SheetTable table{.title = {"反向飞地备选用地（提案）", "Candidates for reverse enclaves (proposals)"}, .note = {"图上数字为名次", "numbers on the map are ranks"},
                             .head = {{{"名次", "rank"}, true}, {{"用地", "site"}}, {{"镇街", "town"}}, {{"集群", "cluster"}}, {{"净面积（亩）", "net, mu"}, true}, {{"理由", "reasons"}}}, .rows = {}, .stressed = {}};
    for (const EnclaveSite& candidate : city.candidates)
        table.rows.push_back({std::to_string(candidate.rank), candidate.site.id, candidate.site.town.in(language), candidate.site.cluster_name.in(language),
                              shown_mu(candidate.site.net), joined_reasons(candidate).in(language)});
    return table;
}

report::SheetTable enclave_table(const LinkedCity& city, Language language) {
    report::SheetTable table{.title = {"已有和规划的反向飞地", "Reverse enclaves, there or planned"}, .note = {}, .head = {{{"名称", "name"}}, {{"承接镇街", "host town"}}, {{"面积（亩）", "area, mu"}, true}, {{"其中可供（亩）", "on offer, mu"}, true}, {{"公路（分钟）", "by road"}, true}}, .rows = {}, .stressed = {}};
    for (const GivenEnclave& enclave : city.enclaves)
        table.rows.push_back({enclave.name, enclave.town.in(language), shown_mu(enclave.area), shown_mu(enclave.on_offer), shown_number(enclave.road_minutes, 0)});
    return table;
}

report::PlanSheet city_sheet(const study::Study& study, const SheetDesk& desk, const LinkedStudy& linked, std::size_t c, Language language) {
    const PlanLinksAnswer& answer = linked.answer;
    const LinkedCity& city = answer.cities[c];
    report::PlanSheet sheet{.kind = {"与相邻城市联动", "Links with a neighbouring city"}, .title = city.name.in(language), .subtitle = study.plan().title.in(language), .facts = {}, .alerts = {}, .tables = {}, .map = {}, .notes = {}};
    sheet.facts = {{{"可供净面积", "net land on offer"}, shown_mu(answer.offered) + Text(" 亩", " mu").in(language)}};
    for (const LinkMode& mode : city.modes) {
        if (!mode.known) {
            sheet.alerts.push_back(both("{}时间：{}", "{}: {}", mode_title(mode.mode), mode.note));
            continue;
        }
        if (!mode.bands.empty()) sheet.facts.emplace_back(both("{}，{}", "{}, {}", mode_title(mode.mode), answer.bands.front().title), shown_mu(mode.bands.front().net) + Text(" 亩", " mu").in(language));
        sheet.tables.push_back(band_table(answer, mode, language));
    }
    sheet.facts.push_back({{"反向飞地", "reverse enclaves"}, answer.enclaves_given ? std::to_string(city.enclaves.size()) : Text("未提供", "not given").in(language)});
    sheet.facts.push_back({{"备选用地", "candidates"}, std::to_string(city.candidates.size())});
    if (!city.enclaves.empty()) sheet.tables.push_back(enclave_table(city, language));
    if (!city.candidates.empty()) sheet.tables.push_back(candidate_table(city, language));
    sheet.map = desk.map(both("到{}的时间圈层与备选用地", "time to {} and candidates", city.name));
    std::vector<std::string> ids;
    for (const EnclaveSite& candidate : city.candidates) ids.push_back(candidate.site.id);
    sheet.map.layers = {{desk.towns(), "town"}, {parcels_by_band(study, linked, linked.minutes[c]), "link_parcel"}, {desk.site_dots(ids), "site_number"}};
    std::erase_if(sheet.map.layers, [](const auto& layer) { return layer.first.features.empty(); });
    for (const Text& rule : answer.rules) sheet.notes.push_back(rule);
    sheet.notes.emplace_back("备选用地按规则提出，供研究，不是决定", "candidates are proposals by rules, no decision");
    return sheet;
}

}  // namespace

std::vector<Output> write_link_folder(const study::Study& study, const PlanLinksQuestion& question, const LinkedStudy& linked,
                                      const Progress& progress) {
    const Language language = question.language;
    const PlanLinksAnswer& answer = linked.answer;
    make_folder(question.output);
    std::vector<Output> files{{question.output / "links.xlsx", {"与相邻城市联动（工作簿）", "the links as a workbook"}}};
    io::write_workbook(files[0].path, {band_rows(answer, language), site_rows(answer, language), candidate_rows(answer, language)}, Text("与相邻城市联动", "links").in(language));
    const SheetDesk desk(study, language);
    for (Output& file : write_plan_package(desk.package(question.output, "links", {"与相邻城市联动", "links with neighbouring cities"}, link_layers(study, linked, language)), progress.part(0, 0.3)))
        files.push_back(std::move(file));
    for (std::size_t c = 0; c < answer.cities.size(); ++c) {
        const LinkedCity& city = answer.cities[c];
        const std::string map = report::difference_map(both("可供土地到{}的时间", "land on offer by time to {}", city.name).in(language),
                                                       parcels_by_band(study, linked, linked.minutes[c]), desk.towns(), *desk.look().styles, language);
        if (!map.empty()) {
            files.push_back({question.output / (SheetDesk::file_name("link", city.city) + ".png"), {"时间圈层图", "map of the bands"}});
            write_file(files.back().path, map);
        }
        for (std::filesystem::path& file : report::write_plan_sheet(question.output, SheetDesk::file_name("link", city.city), city_sheet(study, desk, linked, c, language), desk.look(), question.formats))
            files.push_back({std::move(file), {"城市单页", "page of a city"}});
        progress.report(0.3 + 0.7 * static_cast<double>(c + 1) / static_cast<double>(answer.cities.size()));
    }
    return files;
}

}  // namespace zonewright::answer
