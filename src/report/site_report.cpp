#include "report/site_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/atomic_file.h"
#include "geom/boundary_points.h"
#include "geom/statutory_area.h"
#include "io/html_document.h"
#include "report/data_uri.h"
#include "report/page.h"
#include "report/site_maps.h"
#include "report/site_sections.h"
#include "report/site_text.h"
#include "report/word_document.h"
#include "report/word_form.h"
#include "report/wording.h"

namespace zonewright::report {
namespace {

/// What only the applicant can say is printed as not given, never left blank.
std::string given(const std::string& text, Language language) {
    return text.empty() ? Text{"未填写", "not given"}.in(language) : text;
}

std::string given(const std::optional<double>& figure, const char* unit, int decimals, Language language) {
    return given(figure ? with_thousands(*figure, decimals) + unit : std::string(), language);
}

PageData corners(const geom::MultiPolygon& outline) {
    PageData list = page_list();
    for (const geom::BoundaryPoint& point : geom::boundary_points(outline)) {
        PageData row = page_object();
        row.set("point", fmt::format("J{}", point.number));
        row.set("ring", fmt::format("{}", point.ring));
        row.set("x", fmt::format("{:.3f}", point.place.y));
        row.set("y", fmt::format("{:.3f}", point.place.x));
        row.set("length", point.closes ? std::string("—") : fmt::format("{:.2f}", point.to_next_m));
        list << row;
    }
    return list;
}

PageData town_rows(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    std::vector<std::string> names;
    std::vector<Area> areas;
    for (const auto& [name, area] : report.towns) {
        names.push_back((name.empty() ? Text{"不在任何镇街内", "in no town"} : name).in(request.language));
        areas.push_back(area);
    }
    if (report.in_several_towns > Area{}) {
        names.push_back(
            Text{"镇街界线相互重叠（只计一次）", "towns overlap (counted once)"}.in(request.language));
        areas.push_back(-report.in_several_towns);
    }
    return area_rows(names, areas, report.area);
}

PageData adjoining_rows(const SiteReportRequest& request) {
    PageData rows = page_list();
    for (const auto& [side, what] : request.report->adjoining) {
        PageData row = page_object();
        row.set("side", side.in(request.language));
        row.set("what", what.in(request.language));
        rows << row;
    }
    return rows;
}

PageData place_rows(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    PageData rows = page_list();
    for (const model::PlaceShare& share : report.places) {
        const model::Place& place = request.catalogue->plan.place(share.place);
        PageData row = page_object();
        row.set("name", place.name.in(request.language));
        row.set("kind", model::title_of(place.kind).in(request.language));
        row.set("status", model::title_of(share.status).in(request.language));
        row.set("hectares", hectares_text(share.area));
        row.set("share", fmt::format("{:.2f}%", 100 * share.area.m2() / report.area.m2()));
        rows << row;
    }
    return rows;
}

/// Names of files are for programs: a file is called by what it holds.
Text subject_words(const SiteReportRequest& request) {
    const std::filesystem::path subject(request.report->subject);
    if (!request.itself.empty() || !subject.has_extension()) return request.report->subject;
    return both("提交的范围文件“{}”", "the outline handed in as “{}”", subject.stem().string());
}

void add_signatures(const SiteReportRequest& request, PageData& page) {
    const model::ProjectFacts& project = request.report->project;
    const std::array<std::pair<Text, const std::string*>, 3> persons{{{{"编制", "prepared"}, &project.responsible},
                                                           {{"校核", "checked"}, &project.checked_by},
                                                           {{"批准", "approved"}, &project.approved_by}}};
    PageData rows = page_list();
    const auto said = [&](const std::string& name) {
        return request.report->for_the_public ? std::string("—") : given(name, request.language);
    };
    page.set("responsible", said(project.responsible));
    page.set("checked_by", said(project.checked_by));
    page.set("approved_by", said(project.approved_by));
    for (const auto& [role, name] : persons) {
        PageData row = page_object();
        row.set("role", role.in(request.language));
        row.set("name", request.report->for_the_public ? std::string("—") : *name);
        rows << row;
    }
    page.set("signatures", rows);
}

void add_heading(const SiteReportRequest& request, PageData& page) {
    const model::SiteReport& report = *request.report;
    page.set("title", report.title);
    page.set("schematic", report.schematic);
    page.set("public", report.for_the_public);
    page.set("has_confidentiality", !report.for_the_public && !report.confidentiality.empty());
    page.set("confidentiality", report.confidentiality);
    page.set("date",
             report.data_date.empty() ? Text{"未注明", "not stated"}.in(request.language) : report.data_date);
    page.set("has_undated", !report.undated.empty());
    page.set("undated_count", fmt::format("{}", report.undated.size()));
    page.set("rule_version", report.rule_version);
    page.set("has_manifest", !request.manifest_digest.empty());
    page.set("manifest_code", request.manifest_code);
    page.set("manifest_digest", request.manifest_digest);
    page.set("version", std::string(ZONEWRIGHT_VERSION));
    page.set("kind_of_report",
             rule_wording(*request.catalogue, "kind_of_report", report.for_the_public).in(request.language));
    page.set("disclaimer",
             rule_wording(*request.catalogue, "disclaimer", report.for_the_public).in(request.language));
}

void gather_figures(const io::HtmlNode& node, std::vector<const io::HtmlNode*>& figures) {
    for (const io::HtmlNode& child : node.children) {
        if (child.tag == "figure") figures.push_back(&child);
        gather_figures(child, figures);
    }
}

/// Each map of the page as a picture of its own, for slides: "maps/01 区位图.png".
void write_map_pictures(const std::filesystem::path& folder, const std::string& html) {
    constexpr std::string_view png = "data:image/png;base64,";
    const io::HtmlNode body = io::read_html_body(html);
    std::vector<const io::HtmlNode*> figures;
    gather_figures(body, figures);
    make_folder(folder);
    std::size_t number = 0;
    for (const io::HtmlNode* figure : figures) {
        const io::HtmlNode *image = figure->find("img"), *caption = figure->find("figcaption");
        if (image == nullptr || caption == nullptr || !image->attributes.contains("src")) continue;
        const std::string& source = image->attributes.at("src");
        if (!source.starts_with(png)) continue;
        std::string title = caption->words();
        std::replace_if(
            title.begin(), title.end(),
            [](char c) { return std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos; }, '_');
        write_file(folder / fmt::format("{:02} {}.png", ++number, title),
                   bytes_from_base64(std::string_view(source).substr(png.size())));
    }
}

}  // namespace

bool has_boundary_file(const model::SiteReport& report) {
    return !report.for_the_public && geom::gauss_kruger_of_epsg(report.epsg).has_value();
}

void add_project(const SiteReportRequest& request, PageData& page) {
    const model::SiteReport& report = *request.report;
    const model::ProjectFacts& project = report.project;
    const Language language = request.language;
    page.set("project_name", given(project.name, language));
    page.set("applicant", given(project.applicant, language));
    page.set("prepared_by", given(project.prepared_by, language));
    page.set("contact", report.for_the_public ? "—" : given(project.contact, language));
    page.set("made_on", given(project.date, language));
    page.set("industry", given(project.industry, language));
    page.set("report_number", given(project.report_number, language));
    page.set("edition", project.edition.empty() ? "1" : project.edition);
    page.set("valid_until", given(project.valid_until, language));
    add_signatures(request, page);
    page.set("demanded", given(project.demanded_area_m2 ? mu_text(Area::from_m2(*project.demanded_area_m2)) +
                                                              Text{" 亩", " mu"}.in(language)
                                                        : std::string(),
                               language));
    page.set("plot_ratio", given(project.plot_ratio, "", 2, language));
    page.set("investment",
             given(project.investment_yuan ? std::optional(*project.investment_yuan / 1e4) : std::nullopt,
                   language == Language::Zh ? " 万元" : " ×10⁴ yuan", 2, language));
    page.set("subject", subject_words(request).in(language));
    page.set("plan_title", request.catalogue->plan.title.in(language));
    page.set("cluster", report.cluster ? request.catalogue->plan.cluster(*report.cluster).name.in(language)
                                       : Text{"没有可评分的产业", "no industry can be scored"}.in(language));
}

void add_extent(const SiteReportRequest& request, PageData& page) {
    const model::SiteReport& report = *request.report;
    page.set("area_m2", m2_text(report.area));
    page.set("area_ha", hectares_text(report.area));
    page.set("area_mu", mu_text(report.area));
    page.set("planar_m2", with_thousands(round_half_up(report.planar_m2, 2), 2));
    page.set("area_difference", with_thousands(round_half_up(report.planar_m2 - report.area.m2(), 2), 2));
    std::size_t holes = 0;
    for (const geom::Polygon& part : report.outline.parts) holes += part.rings.size() - 1;
    page.set("first_town",
             report.towns.empty() ? std::string("—") : report.towns.front().first.in(request.language));
    page.set("is_snake", report.is_snake);
    page.set("compactness", fmt::format("{:.2f}", report.compactness));
    page.set(
        "snake_below",
        fmt::format("{:g}", request.catalogue->rules_of("site_report").number("snake_compactness_below")));
    page.set("part_count", fmt::format("{}", report.outline.parts.size()));
    page.set("hole_count", fmt::format("{}", holes));
    page.set("crs", crs_words(report.epsg).in(request.language));
    page.set("adjoining", adjoining_rows(request));
    page.set("towns", town_rows(request));
    page.set("places", place_rows(request));
    page.set("has_places", !report.places.empty());
    page.set("has_outside", report.check.outside_city > Area{});
    page.set("outside_ha", hectares_text(report.check.outside_city));
    page.set("has_coordinates", !report.for_the_public);
    page.set("has_boundary_file", has_boundary_file(report));
    if (!report.for_the_public) page.set("corners", corners(report.outline));
    page.set("is_secret", !report.for_the_public && report.is_secret);
    page.set("secret_km2", fmt::format("{:g}", report.secret_above_m2 / 1e6));
}

void add_sources(const SiteReportRequest& request, PageData& page) {
    PageData rows = page_list();
    for (const model::SourceDefinition& source : request.report->sources) {
        const model::Role* role = request.catalogue->find_role(source.role);
        PageData row = page_object();
        row.set("role", role ? role->title.in(request.language) : source.role);
        row.set("status", model::title_of(source.status).in(request.language));
        row.set("date",
                source.date.empty() ? Text{"未注明", "not stated"}.in(request.language) : source.date);
        rows << row;
    }
    page.set("sources", rows);
}

void write_site_html(const std::filesystem::path& target, const std::filesystem::path& templates,
                     const SiteReportRequest& request, const Progress& progress) {
    PageData page = page_object();
    add_heading(request, page);
    for (auto* add : {add_project, add_extent, add_current_use, add_checks, add_fit, add_standing,
                      add_indicators, add_cost, add_alternatives, add_conclusion, add_sources})
        add(request, page);
    const PageData worded = request.word_form.empty() ? page_object() : page;
    page.set("maps", site_maps(request, progress));
    const std::string html = render_page(templates, "site", std::move(page), request.language);
    write_file(target, html);
    // The Word document is made from the page itself: its texts and figures cannot differ.
    write_word_document(std::filesystem::path(target).replace_extension(".docx"), templates / "word", html,
                        request.language);
    write_map_pictures(target.parent_path() / "maps", html);
    if (request.word_form.empty()) return;
    const FormFields fields(render_page(templates, "form_fields", worded, request.language));
    write_word_form(target.parent_path() / filled_form, request.word_form, templates / "word", html, fields, request.language);
}

FormFields known_form_fields(const std::filesystem::path& templates) {
    return FormFields(render_page(templates, "form_fields", page_object(), Language::Zh));
}

}  // namespace zonewright::report
