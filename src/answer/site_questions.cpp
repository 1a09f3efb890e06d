#include "answer/site_questions.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "answer/named_in_study.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "geom/clean_corners.h"
#include "gis/overlay.h"
#include "intake/outline.h"
#include "intake/tolerances.h"
#include "model/town.h"

namespace zonewright::answer {
namespace {

using study::SiteQuestion;
namespace fs = std::filesystem;

struct OutlineFile {
    fs::path path;
    std::string title;
};

/// To the millimetre and without edges no survey tells apart; what was dropped is said.
geom::MultiPolygon cleaned_outline(const study::Study& study, const geom::MultiPolygon& outline,
                                   const std::string& title, std::vector<Text>& remarks) {
    const model::PolicyRules& rules = study.catalogue().rules_of("site_report");
    const double least_edge_m = rules.number("least_edge_m");
    geom::CleanedCorners cleaned = geom::clean_corners(outline, rules.number("corner_step_m"), least_edge_m);
    // An outline that cleaning would spoil is judged as it came.
    if (!gis::check_validity(cleaned.polygons).valid) return outline;
    if (cleaned.dropped > 0)
        remarks.push_back(both("{}：去掉短于 {:g} 米的边 {} 条", "{0}: {2} edges shorter than {1:g} m were dropped",
                               title, least_edge_m, cleaned.dropped));
    return std::move(cleaned.polygons);
}

/// One for each polygon; the first carries the remarks on the file.
std::vector<AskedSite> from_file(const study::Study& study, const OutlineFile& file,
                                 const ReportQuestion& asked, const Progress& progress) {
    const intake::Tolerances tolerances = intake::tolerances_of(study.catalogue());
    intake::Outlines outlines =
        intake::read_polygons({.path = file.path,
                               .layer = asked.layer,
                               .crs = asked.crs,
                               .tolerances = tolerances,
                               .arc_step_deg = tolerances.arc_step_deg},
                              progress);
    model::FeatureTable& table = outlines.table;
    intake::transform(table, study.definition().epsg);
    std::vector<AskedSite> sites;
    for (const model::Feature& feature : table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (!polygons || polygons->empty()) continue;
        const std::string title =
            table.features.size() == 1 ? file.title : fmt::format("{} {}", file.title, sites.size() + 1);
        geom::MultiPolygon outline = cleaned_outline(study, *polygons, title, outlines.remarks);
        sites.push_back({.title = title,
                         .question = SiteQuestion{.title = title,
                                                  .subject = file.path.filename().string(),
                                                  .outline = std::move(outline)}});
    }
    if (sites.empty())
        throw InputError({.thing = file.path.string(),
                          .value = both("没有面", "no polygon"),
                          .expected = both("至少一个面状范围", "at least one polygon"),
                          .advice = both("检查文件和图层", "check the file and the layer")});
    sites.front().remarks = std::move(outlines.remarks);
    sites.front().complete = outlines.set_aside == 0;
    return sites;
}

SiteQuestion from_parcel(const study::Study& study, const std::string& id, Language language) {
    const model::Parcel& parcel = study.parcels()[parcel_named(study, id).index()];
    return {.title = parcel.id,
            .subject = both("地块 {}", "parcel {}", parcel.id).in(language),
            .outline = parcel.geometry,
            .itself = parcel.id};
}

SiteQuestion from_site(const study::Study& study, const study::SiteDesk& desk, const std::string& id,
                       Language language) {
    for (const model::Site& site : study.sites().sites)
        if (site.id == id) {
            SiteQuestion question{
                .title = desk.name_of(id).in(language), .subject = desk.name_of(id).in(language), .outline = site.geometry};
            question.cluster = site.cluster;
            question.itself = id;
            return question;
        }
    throw InputError({.thing = "site_id",
                      .value = id,
                      .expected = both("{} 处连片用地之一", "one of {} sites", study.sites().sites.size()),
                      .advice = both("编号见 site 图层或 zonewright sites",
                                    "ids are in layer site, or: zonewright sites")});
}

SiteQuestion best_of_town(const study::Study& study, const study::SiteDesk& desk, const ReportQuestion& asked,
                   const model::Town& town) {
    const model::ClusterId cluster = cluster_named(study, asked.cluster);
    const double area_m2 = asked.area_mu * square_metres_per_mu;
    if (auto question = desk.find(town.code, cluster, area_m2)) {
        question->subject = both("按镇街、产业和面积查找：{}", "found by town, cluster and area: {}",
                                 desk.name_of(question->itself))
                                .in(asked.language);
        question->title = both("{} {} 亩以上用地", "{} land of {} mu and more", town.name, asked.area_mu)
                              .in(asked.language);
        return *question;
    }
    const double most_mu =
        study.catalogue().rules_of("site_report").number("found_most_size_share") * asked.area_mu;
    throw InputError({.thing = both("{}（{}）", "{} ({})", town.name, asked.cluster),
                      .value = both("没有 {} 至 {} 亩的已评分净供应", "no scored net supply of {} to {} mu",
                                   asked.area_mu, most_mu),
                      .expected = both("至少一处", "at least one"),
                      .advice = both("减小 area_mu，或用 zonewright sites 组合更大的连片用地",
                                    "lower area_mu, or assemble larger land with zonewright sites")});
}

std::string lower_extension(const fs::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

bool is_outline_file(const fs::path& path) {
    static const std::set<std::string> known{".txt", ".dxf", ".shp", ".geojson", ".json", ".gpkg", ".kml",
                                             ".kmz", ".csv", ".xlsx", ".zip", ".fgb", ".gdb"};
    return known.contains(lower_extension(path));
}

/// The parts of a Shapefile are one outline, and so is a file with its journal; hidden files are the system's.
bool accompanies(const fs::path& path) {
    static const std::set<std::string> parts{".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qmd", ".xml"};
    static const std::set<std::string> journals{"-wal", "-shm", "-journal"};
    const std::string name = path.filename().string();
    if (name.front() == '.') return true;
    for (const std::string& journal : journals)
        if (name.ends_with(".gpkg" + journal)) return true;
    if (!parts.contains(lower_extension(path))) return false;
    const fs::path stem = path.parent_path() / path.stem();
    const std::array shapes{".shp", ".SHP", ""};
    return std::ranges::any_of(shapes, [&](const char* shape) { return fs::is_regular_file(stem.string() + shape); });
}

/// Every file of the folder, also those that no reader takes: the index says so of each.
std::vector<OutlineFile> files_in_folder(const fs::path& folder) {
    std::vector<OutlineFile> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const bool wanted = entry.is_regular_file() ? !accompanies(entry.path()) : is_outline_file(entry.path());
        if (!wanted) continue;
        const fs::path title = is_outline_file(entry.path()) ? entry.path().stem() : entry.path().filename();
        files.push_back({entry.path(), title.string()});
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

/// Lines "path" or "path<TAB>title"; relative to the list; # begins a comment.
std::vector<OutlineFile> files_in_list(const fs::path& list) {
    std::vector<OutlineFile> files;
    std::istringstream lines(read_file(list));
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3);
        if (line.find_first_not_of(" \t") == std::string::npos || line[0] == '#') continue;
        const std::size_t tab = line.find('\t');
        const fs::path path = list.parent_path() / line.substr(0, tab);
        files.push_back({path, tab == std::string::npos ? path.stem().string() : line.substr(tab + 1)});
    }
    return files;
}

std::vector<OutlineFile> batch_files(const fs::path& batch) {
    auto files = fs::is_directory(batch) ? files_in_folder(batch) : files_in_list(batch);
    if (files.empty())
        throw InputError(
            {.thing = batch.string(),
             .value = both("没有选址范围", "no outlines"),
             .expected = both("TXT、DXF、SHP、GeoJSON、GPKG 文件，或每行一个文件的清单",
                             "TXT, DXF, SHP, GeoJSON or GPKG files, or a list with a file a line"),
             .advice = both("检查文件夹或清单", "check the folder or the list")});
    return files;
}

class Asking {
public:
    Asking(const study::Study& study, const study::SiteDesk& desk, const ReportQuestion& asked)
        : study_(study), desk_(desk), asked_(asked) {}

    void add(SiteQuestion question) {
        std::string title = question.title;
        sites_.push_back({.title = std::move(title), .question = std::move(question)});
    }
    void add_file(const OutlineFile& file, const Progress& progress) {
        std::vector<AskedSite> asked = from_file(study_, file, asked_, progress);
        std::move(asked.begin(), asked.end(), std::back_inserter(sites_));
    }
    void add_batch(const Progress& progress) {
        for (const OutlineFile& file : batch_files(asked_.batch)) {
            try {
                add_file(file, progress);
            } catch (const Error& problem) {
                sites_.push_back({.title = file.title, .problem = problem.message()});
            }
            progress.checkpoint();
        }
    }
    void add_towns() {
        if (!asked_.all_towns) {
            add(best_of_town(study_, desk_, asked_,
                      model::find_town(desk_.towns(), study_.catalogue().plan, asked_.town, "town")));
            return;
        }
        cluster_named(study_, asked_.cluster);  // a wrong name is the user's mistake, not the towns'
        for (const model::Town& town : desk_.towns()) {
            try {
                add(best_of_town(study_, desk_, asked_, town));
            } catch (const InputError& problem) {
                // Most towns cannot offer much land in one piece; the index says which had none.
                sites_.push_back({.title = town.name, .problem = problem.problem().value});
            }
        }
    }
    std::vector<AskedSite> take() {
        if (!asked_.cluster.empty())
            for (AskedSite& site : sites_)
                if (site.question) site.question->cluster = cluster_named(study_, asked_.cluster);
        return std::move(sites_);
    }

private:
    const study::Study& study_;
    const study::SiteDesk& desk_;
    const ReportQuestion& asked_;
    std::vector<AskedSite> sites_;
};

}  // namespace

std::vector<AskedSite> asked_sites(const study::Study& study, const study::SiteDesk& desk,
                                   const ReportQuestion& asked, const Progress& progress) {
    Asking asking(study, desk, asked);
    if (!asked.batch.empty())
        asking.add_batch(progress);
    else if (!asked.site.empty())
        asking.add_file({asked.site, asked.site.stem().string()}, progress);
    else if (!asked.parcel.empty())
        asking.add(from_parcel(study, asked.parcel, asked.language));
    else if (!asked.site_id.empty())
        asking.add(from_site(study, desk, asked.site_id, asked.language));
    else
        asking.add_towns();
    return asking.take();
}

}  // namespace zonewright::answer
