// The site report: what a town hands to its superiors about one outline, laid out as officials expect it
// (项目概况, 选址范围, 现状, 三区三线, 规划符合性, 其他限制, 产业布局契合, 方案比选, 结论, 附图, 附表).
//
// Every figure names its layer and date; unverified rules say 待核实; what was not checked says so in the
// conclusion. Self-contained HTML, every text escaped; JSON with the same figures; a workbook with live sums;
// layers of the evidence. Written whole or not at all. Cost: six pictures, a few seconds.
#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"
#include "model/catalogue.h"
#include "model/feature_table.h"
#include "model/run_view.h"
#include "model/site_report.h"
#include "model/source_set.h"
#include "model/style.h"
#include "raster/grid.h"
#include "report/form_fields.h"

namespace zonewright::report {

struct SiteReportRequest {
    const model::SiteReport* report = nullptr;
    const model::Catalogue* catalogue = nullptr;
    const model::SourceSet* sources = nullptr;
    const model::StyleSheet* styles = nullptr;      ///< of published layers: the suitability ramp
    const model::StyleSheet* map_styles = nullptr;  ///< of the sources in the maps
    /// What was asked, so that the report can be made again: id of the parcel or site that the outline is, cluster named.
    std::string itself, asked_cluster;
    /// SHA-256 of the manifest of the run that the report is made from, and its short code; empty: of no published run.
    std::string manifest_digest, manifest_code;
    std::filesystem::path suitability;  ///< <cluster>.tif of the cluster reported on; absent: no such map
    std::filesystem::path word_form;  ///< the bureau's own, to be filled; empty: none
    std::string word_form_digest;     ///< SHA-256 of it
    Language language = Language::Zh;
};

/// The text of boundary points that is an annex of the report: not for the public, and only on a plane that survey
/// texts can state.
inline constexpr const char* boundary_file = "boundary_points.txt";
bool has_boundary_file(const model::SiteReport& report);

inline constexpr const char* filled_form = "form.docx";

/// The page; beside it the same as a Word document (.docx), its maps as pictures in the folder maps, and the bureau's
/// own form, filled, where there is one.
void write_site_html(const std::filesystem::path& target, const std::filesystem::path& templates,
                     const SiteReportRequest& request, const Progress& progress);
/// The fields that such a form may name, without the figures of any report.
FormFields known_form_fields(const std::filesystem::path& templates);
/// Schema: styles/report/site_report.schema.json.
std::string site_json(const SiteReportRequest& request);
void write_site_workbook(const std::filesystem::path& target, const SiteReportRequest& request);
/// Layers `outline` and `piece`: what was asked about, and every piece of it that a check found.
std::vector<model::FeatureTable> site_evidence(const SiteReportRequest& request);

}  // namespace zonewright::report
