#include "answer/match_folder.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "answer/match_layer.h"
#include "answer/plan_sheets.h"
#include "base/atomic_file.h"
#include "io/spreadsheet.h"
#include "model/town.h"
#include "report/matrix_picture.h"

namespace zonewright::answer {
namespace {

Text listing_title(const TownMatch& match) {
    if (match.listing == "listed") {
        Text words{"列名", "listed"};
        for (std::size_t i = 0; i < match.through.size(); ++i)
            words += (i == 0 ? Text("：", ": ") : Text("、", ", ")) + match.through[i];
        return words;
    }
    return match.listing == "open_list" ? Text("未列名（名单开放）", "not named (open list)") : Text("未列名", "not listed");
}

/// "★" strong and not listed, "无地" listed without land.
Text call_of(const TownMatch& match) {
    if (match.strong_not_listed) return {"条件好、未列名", "strong, not listed"};
    if (match.listed_without_land) return {"列名、无地", "listed, without land"};
    return {};
}

Text joined_missing(const TownMatch& match) {
    Text words;
    for (std::size_t i = 0; i < match.missing.size(); ++i) words += (i == 0 ? Text() : Text("；", "; ")) + match.missing[i];
    return words;
}

/// The rows and columns of the answer: towns and clusters in their order.
struct Axes {
    std::vector<std::string> towns, clusters;  ///< codes, ids
    std::vector<const TownMatch*> first_of_town, first_of_cluster;
};

Axes axes_of(const PlanMatchAnswer& answer) {
    Axes axes;
    for (const TownMatch& match : answer.pairs) {
        if (std::ranges::find(axes.towns, match.town_code) == axes.towns.end())
            axes.towns.push_back(match.town_code), axes.first_of_town.push_back(&match);
        if (std::ranges::find(axes.clusters, match.cluster) == axes.clusters.end())
            axes.clusters.push_back(match.cluster), axes.first_of_cluster.push_back(&match);
    }
    return axes;
}

io::Sheet pair_sheet(const PlanMatchAnswer& answer, Language language) {
    const auto in = [&](const char* zh, const char* en) { return Text(zh, en).in(language); };
    io::Sheet sheet{.name = in("镇街与产业", "towns and industries"), .heading = in("镇街 × 产业集群", "town × cluster"), .columns = {}, .rows = {}, .bold_rows = {}, .notes = {}};
    using enum io::CellFormat;
    sheet.columns = {{in("镇街", "town"), Plain, 12},          {in("集群", "cluster"), Plain, 22},
                     {in("列名", "listing"), Plain, 24},        {in("可供净面积（亩）", "on offer, mu"), TwoDecimals, 14},
                     {in("其中适宜（亩）", "suitable, mu"), TwoDecimals, 14}};
    if (!answer.pairs.empty())
        for (const LandOfClass& size : answer.pairs.front().sizes) sheet.columns.push_back({size.title.in(language), TwoDecimals, 12});
    for (const auto& [zh, en] : {std::pair("平均得分", "mean score"), std::pair("区位商（企业）", "quotient, enterprises"), std::pair("区位商（产值）", "quotient, output")})
        sheet.columns.push_back({in(zh, en), FourDecimals, 12});
    for (const auto& [zh, en] : {std::pair("企业", "enterprises"), std::pair("龙头", "leaders"), std::pair("一级配套", "first tier"), std::pair("连片用地", "sites")})
        sheet.columns.push_back({in(zh, en), Whole, 10});
    sheet.columns.push_back({in("提示", "look here"), Plain, 18});
    sheet.columns.push_back({in("缺什么", "missing"), Plain, 48});
    const auto number = [](const std::optional<double>& value) { return value ? io::Cell(*value) : io::Cell(std::string("—")); };
    for (const TownMatch& match : answer.pairs) {
        std::vector<io::Cell> row{match.town.in(language), match.cluster_name.in(language), listing_title(match).in(language),
                                  match.offered.mu(), match.suitable.mu()};
        for (const LandOfClass& size : match.sizes) row.emplace_back(size.net.mu());
        for (const auto& value : {match.mean_score, match.quotient, match.output_quotient}) row.push_back(number(value));
        for (const auto count : {match.enterprises, match.leaders, match.suppliers, static_cast<int>(match.sites.size())})
            row.emplace_back(static_cast<std::int64_t>(count));
        row.emplace_back(call_of(match).in(language));
        row.emplace_back(joined_missing(match).in(language));
        sheet.rows.push_back(std::move(row));
    }
    sheet.notes.push_back(in("同一土地适宜多个集群时在每个集群下各计一次，不能相加", "land suitable for several clusters counts for each: do not add clusters up"));
    return sheet;
}

/// Thirds of the largest figure of the matrix.
double third_of_most(const PlanMatchAnswer& answer) {
    double most = 0;
    for (const TownMatch& match : answer.pairs) most = std::max(most, match.suitable.mu());
    return most / 3;
}

/// Green where listed, grey where not, darker by the suitable land; framed where land and listing do not agree.
report::MatrixPictureCell match_cell(const TownMatch* match, double third) {
    if (match == nullptr) return {"#ffffff", "", false};
    const double mu = match->suitable.mu();
    constexpr std::array listed{"#eef4f0", "#cfe5d6", "#8fc9a3", "#3c8d5a"};
    constexpr std::array unlisted{"#f4f1ee", "#ded9d3", "#b9b1a8", "#8a8078"};
    const std::size_t step = mu < 1 ? 0 : mu < third ? 1 : mu < 2 * third ? 2 : 3;
    return {match->listing == "listed" ? listed[step] : unlisted[step], mu < 1 ? "" : with_thousands(mu, 0),
            match->strong_not_listed || match->listed_without_land};
}

std::string match_picture(const PlanMatchAnswer& answer, Language language) {
    const Axes axes = axes_of(answer);
    const double third = third_of_most(answer);
    report::MatrixPicture picture;
    picture.title = Text("镇街 × 产业集群：适宜的可供净面积（亩）", "Town × cluster: suitable net land on offer (mu)").in(language);
    for (const TownMatch* match : axes.first_of_town) picture.rows.push_back(match->town.in(language));
    for (const TownMatch* match : axes.first_of_cluster) picture.columns.push_back(match->cluster_name.in(language));
    picture.cells.assign(axes.towns.size(), std::vector<report::MatrixPictureCell>(axes.clusters.size(), match_cell(nullptr, third)));
    for (const TownMatch& match : answer.pairs) {
        const auto row = std::ranges::find(axes.towns, match.town_code) - axes.towns.begin();
        const auto column = std::ranges::find(axes.clusters, match.cluster) - axes.clusters.begin();
        picture.cells[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] = match_cell(&match, third);
    }
    picture.legend = {{{"#3c8d5a", "", false}, both("列名，≥ {:.0f} 亩", "listed, ≥ {:.0f} mu", 2 * third).in(language)},
                      {{"#cfe5d6", "", false}, both("列名，< {:.0f} 亩", "listed, < {:.0f} mu", third).in(language)},
                      {{"#8a8078", "", false}, both("未列名，≥ {:.0f} 亩", "not listed, ≥ {:.0f} mu", 2 * third).in(language)},
                      {{"#ded9d3", "", false}, both("未列名，< {:.0f} 亩", "not listed, < {:.0f} mu", third).in(language)},
                      {{"#ffffff", "", true}, Text("条件好而未列名，或列名而无地", "strong and not listed, or listed without land").in(language)}};
    picture.note = Text("空格：不足 1 亩。未列名不等于不适宜", "empty: less than 1 mu. Not listed is not unfit").in(language);
    return report::matrix_svg(picture);
}

/// The table that both kinds of sheet have; `town` names the rows by town, else by cluster.
report::SheetTable pair_table(const std::vector<const TownMatch*>& matches, bool by_town, Language language) {
    report::SheetTable table{.title = by_town ? Text("各镇街", "Town by town") : Text("各产业集群", "Cluster by cluster"), .note = {}, .head = {}, .rows = {}, .stressed = {}};
    table.head = {{by_town ? Text("镇街", "town") : Text("集群", "cluster")}, {{"列名", "listing"}},
                  {{"可供（亩）", "on offer, mu"}, true}, {{"适宜（亩）", "suitable, mu"}, true},
                  {{"平均得分", "score"}, true}, {{"区位商", "quotient"}, true}, {{"企业", "ent."}, true},
                  {{"用地", "sites"}, true}, {{"提示与缺项", "look here, missing"}}};
    for (const TownMatch* match : matches) {
        if (match->strong_not_listed || match->listed_without_land) table.stressed.push_back(table.rows.size());
        const Text call = call_of(*match);
        const Text last = call.empty() ? joined_missing(*match) : call + Text("；", "; ") + joined_missing(*match);
        table.rows.push_back({(by_town ? match->town : match->cluster_name).in(language), listing_title(*match).in(language),
                              shown_mu(match->offered), shown_mu(match->suitable), shown_number(match->mean_score, 3),
                              shown_number(match->quotient, 2), std::to_string(match->enterprises),
                              std::to_string(match->sites.size()), last.in(language)});
    }
    table.note = {"同一土地适宜多个集群时各计一次，不能相加；区位商按企业数", "land suitable for several clusters counts for each; quotient by number of enterprises"};
    return table;
}

report::SheetTable size_table(const std::vector<const TownMatch*>& matches, bool by_town, Language language) {
    report::SheetTable table{.title = {"适宜的可供净面积，按规模（亩）", "Suitable net land on offer by size (mu)"}, .note = {}, .head = {}, .rows = {}, .stressed = {}};
    table.head.push_back({by_town ? Text("镇街", "town") : Text("集群", "cluster")});
    if (!matches.empty())
        for (const LandOfClass& size : matches.front()->sizes) table.head.push_back({size.title, true});
    for (const TownMatch* match : matches) {
        std::vector<std::string> row{(by_town ? match->town : match->cluster_name).in(language)};
        for (const LandOfClass& size : match->sizes) row.push_back(shown_mu(size.net));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// The best sites, numbered as on the map; their ids in order.
report::SheetTable site_table(const std::vector<const TownMatch*>& matches, std::vector<std::string>& ids, Language language) {
    constexpr std::size_t most = 12;
    report::SheetTable table{.title = {"最好的连片用地", "Best sites"}, .note = {}, .head = {{{"图号", "no."}, true}, {{"编号", "id"}}, {{"集群", "cluster"}}, {{"镇街", "town"}}, {{"净面积（亩）", "net, mu"}, true}, {{"评分", "score"}, true}}, .rows = {}, .stressed = {}};
    std::vector<std::pair<const TownMatch*, const MatchedSite*>> sites;
    for (const TownMatch* match : matches)
        for (const MatchedSite& site : match->sites) sites.emplace_back(match, &site);
    std::ranges::stable_sort(sites, [](const auto& a, const auto& b) { return a.second->score > b.second->score; });
    for (const auto& [match, site] : sites) {
        if (table.rows.size() == most) break;
        ids.push_back(site->id);
        table.rows.push_back({std::to_string(ids.size()), site->id, match->cluster_name.in(language), match->town.in(language),
                              shown_mu(site->net), fmt::format("{:.3f}", site->score)});
    }
    return table;
}

class MatchSheets {
public:
    MatchSheets(const study::Study& study, const PlanMatchQuestion& question, const PlanMatchAnswer& answer)
        : study_(study), question_(question), answer_(answer), desk_(study, question.language) {}

    report::PlanSheet town_sheet(const std::string& code) const {
        const std::vector<const TownMatch*> matches = matches_with([&](const TownMatch& m) { return m.town_code == code; });
        report::PlanSheet sheet = begun(matches, {"镇街产业匹配单页", "Town and industries"}, matches.front()->town.in(question_.language), false);
        sheet.facts.insert(sheet.facts.begin(), {{"可供净面积", "net land on offer"}, shown_mu(matches.front()->offered) + Text(" 亩", " mu").in(question_.language)});
        for (const CoincidingIndustries& group : answer_.coinciding) note_coinciding(group, matches.front()->town, sheet);
        std::vector<std::string> ids;
        sheet.tables.push_back(size_table(matches, false, question_.language));
        sheet.tables.push_back(site_table(matches, ids, question_.language));
        sheet.map = desk_.map({"可供土地与连片用地", "land on offer and sites"});
        sheet.map.layers = {{desk_.towns(), "town"}, {desk_.offered_parcels(code), "offered_parcel"}, {desk_.site_dots(ids), "site_number"}};
        for (const model::Town& town : study_.towns())
            if (town.code == code) sheet.map.box.include(geom::bounds(town.geometry));
        drop_empty(sheet.map);
        return sheet;
    }

    report::PlanSheet cluster_sheet(const std::string& id) const {
        const std::vector<const TownMatch*> matches = matches_with([&](const TownMatch& m) { return m.cluster == id; });
        report::PlanSheet sheet = begun(matches, {"产业集群空间单页", "Cluster and towns"}, matches.front()->cluster_name.in(question_.language), true);
        const model::ClusterId cluster = *study_.plan().find_cluster(id);
        const model::Cluster& planned = study_.plan().cluster(cluster);
        Text leads;
        for (std::size_t i = 0; i < planned.leads.size(); ++i) leads += (i == 0 ? Text() : Text("、", ", ")) + planned.leads[i];
        sheet.facts.insert(sheet.facts.begin(), {{{"条款", "clause"}, planned.clause}, {{"牵头部门", "lead"}, leads.in(question_.language)}});
        std::vector<std::string> ids;
        sheet.tables.push_back(site_table(matches, ids, question_.language));
        sheet.map = desk_.map({"规划集聚区与连片用地", "zones of the plan and sites"});
        sheet.map.layers = {{desk_.towns(), "town"}, {desk_.zones(cluster), "zone"}, {desk_.site_dots(ids), "site_number"}};
        drop_empty(sheet.map);
        return sheet;
    }

    const SheetDesk& desk() const { return desk_; }

private:
    template <typename Test>
    std::vector<const TownMatch*> matches_with(const Test& test) const {
        std::vector<const TownMatch*> matches;
        for (const TownMatch& match : answer_.pairs)
            if (test(match)) matches.push_back(&match);
        // The most suitable land first; among those alike what the plan lists, then the better score.
        const auto place = [](const TownMatch* match) { return std::tuple(-match->suitable, match->listing != "listed", -match->mean_score.value_or(0)); };
        std::ranges::stable_sort(matches, std::less{}, place);
        return matches;
    }

    report::PlanSheet begun(const std::vector<const TownMatch*>& matches, const Text& kind, const std::string& title, bool by_town) const {
        report::PlanSheet sheet{.kind = kind, .title = title, .subtitle = study_.plan().title.in(question_.language), .facts = {}, .alerts = {}, .tables = {}, .map = {}, .notes = {}};
        std::size_t listed = 0, strong = 0, without = 0;
        for (const TownMatch* match : matches) {
            if (match->listing == "listed") ++listed;
            if (match->strong_not_listed) ++strong;
            if (match->listed_without_land) ++without;
            const Text name = by_town ? match->town : match->cluster_name;
            if (match->strong_not_listed) sheet.alerts.push_back(both("{}：条件好而未列名", "{}: strong and not listed", name));
            if (match->listed_without_land) sheet.alerts.push_back(both("{}：列名而适宜的可供土地不足", "{}: listed, without suitable land to speak of", name));
        }
        sheet.facts = {{by_town ? Text("列名的镇街", "towns listed") : Text("列名的集群", "clusters listed"), std::to_string(listed)},
                       {{"条件好而未列名", "strong and not listed"}, std::to_string(strong)},
                       {{"列名而无地", "listed without land"}, std::to_string(without)}};
        sheet.tables.push_back(pair_table(matches, by_town, question_.language));
        sheet.notes.emplace_back("未列名不等于不适宜；名单以“等”结尾的集群对未点名的地方开放", "not listed is not unfit; a list that ends in \"and others\" is open");
        return sheet;
    }

    static void note_coinciding(const CoincidingIndustries& group, const Text& town, report::PlanSheet& sheet) {
        if (std::ranges::find(group.towns, town) == group.towns.end()) return;
        Text others, clusters;
        for (const Text& name : group.towns)
            if (!(name == town)) others += (others.empty() ? Text() : Text("、", ", ")) + name;
        for (const Text& name : group.cluster_names) clusters += (clusters.empty() ? Text() : Text("、", ", ")) + name;
        sheet.notes.push_back(both("错位发展：得分最高的产业（{}）与 {} 相同", "Complementing: its best industries ({}) are those of {}", clusters, others));
    }

    static void drop_empty(report::SheetMap& map) {
        std::erase_if(map.layers, [](const auto& layer) { return layer.first.features.empty(); });
    }

    const study::Study& study_;
    const PlanMatchQuestion& question_;
    const PlanMatchAnswer& answer_;
    SheetDesk desk_;
};

}  // namespace

std::vector<Output> write_match_folder(const study::Study& study, const PlanMatchQuestion& question,
                                       const PlanMatchAnswer& answer, const Progress& progress) {
    const std::filesystem::path sheets = question.output / "sheets";
    make_folder(sheets);
    std::vector<Output> files{{question.output / "matching.xlsx", {"镇街与产业匹配（工作簿）", "the matching as a workbook"}},
                              {question.output / "matching.svg", {"镇街与产业匹配（图）", "the matching as a picture"}}};
    io::write_workbook(files[0].path, {pair_sheet(answer, question.language)}, Text("镇街与产业匹配", "towns and industries").in(question.language));
    write_file(files[1].path, match_picture(answer, question.language));
    const Axes axes = axes_of(answer);
    const MatchSheets pages(study, question, answer);
    for (Output& file : write_plan_package(pages.desk().package(question.output, "matching", {"镇街与产业匹配", "towns and industries"}, {match_layer(study, answer, question.language)}), progress.quiet()))
        files.push_back(std::move(file));
    const bool towns = question.cluster.empty() || !question.town.empty();
    const bool clusters = question.town.empty() || !question.cluster.empty();
    const auto count = static_cast<double>(axes.towns.size() + axes.clusters.size());
    double done = 0;
    const auto write = [&](const report::PlanSheet& sheet, const std::string& name, const Text& what) {
        for (std::filesystem::path& file : report::write_plan_sheet(sheets, name, sheet, pages.desk().look(), question.formats))
            files.push_back({std::move(file), what});
        progress.report(++done / count);
    };
    if (towns)
        for (const std::string& code : axes.towns) write(pages.town_sheet(code), SheetDesk::file_name("town", code), {"镇街单页", "sheet of a town"});
    if (clusters)
        for (const std::string& id : axes.clusters) write(pages.cluster_sheet(id), SheetDesk::file_name("cluster", id), {"集群单页", "sheet of a cluster"});
    return files;
}

}  // namespace zonewright::answer
