#include "answer/report_maker.h"

#include <algorithm>

#include "answer/boundary_file.h"
#include "base/atomic_file.h"
#include "base/hash.h"
#include "base/letters.h"
#include "catalog/style_catalog.h"
#include "geom/planar_area.h"
#include "model/printed_area.h"
#include "publish/publish.h"
#include "report/print_pdf.h"
#include "report/site_report.h"
#include "study/build_id.h"
#include "study/inputs.h"
#include "study/manifest.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
constexpr const char* report_stamp = "finished.txt";

void add_outline(const geom::MultiPolygon& outline, Fingerprint& fingerprint) {
    for (const geom::Polygon& part : outline.parts)
        for (const geom::Ring& ring : part.rings) {
            fingerprint.add(static_cast<std::int64_t>(ring.size()));
            for (const geom::Point& point : ring) fingerprint.add(point.x).add(point.y);
        }
}

void add_project(const model::ProjectFacts& project, Fingerprint& fingerprint) {
    fingerprint.add(project.name).add(project.applicant).add(project.prepared_by).add(project.contact);
    fingerprint.add(project.industry).add(project.report_number).add(project.edition).add(project.valid_until);
    fingerprint.add(project.responsible).add(project.checked_by).add(project.approved_by);
    for (const auto& figure :
         {project.demanded_area_m2, project.investment_yuan, project.plot_ratio, project.building_coverage,
          project.office_land_share, project.office_floor_share, project.green_share})
        fingerprint.add(figure ? fmt::format("{}", *figure) : std::string("-"));
    for (const auto& [name, value] : project.figures) fingerprint.add(name).add(value);
}

std::optional<Text> secrecy_warning(const model::SiteReport& answer) {
    if (answer.for_the_public || !answer.is_secret) return std::nullopt;
    const double limit_km2 = answer.secret_above_m2 / 1e6;
    return both("{}：范围连片超过 {} 平方千米，全要素矢量可能属于国家秘密，请按保密规定保管",
                "{}: the outline covers more than {} km² in one piece; full vectors may be a state secret, handle "
                "them so",
                answer.title, limit_km2);
}

model::Verdict verdict_in(const nlohmann::ordered_json& json) {
    return model::verdict_from(json.at("verdict")).value_or(model::Verdict::Undecided);
}

std::string hectares_in(const nlohmann::ordered_json& m2) {
    return m2.is_number() ? fmt::format("{:.4f}", model::printed(Area::from_m2(m2)).hectares) : "—";
}

/// What the named checks found together; "—" as soon as one was not made.
std::string found_by(const nlohmann::ordered_json& json, std::initializer_list<const char*> rules) {
    double m2 = 0;
    for (const auto& check : json.at("checks"))
        for (const char* rule : rules) {
            if (check.at("rule") != rule) continue;
            if (!check.at("area_m2").is_number()) return "—";
            m2 += check.at("area_m2").get<double>();
        }
    return hectares_in(m2);
}

std::string cost_in(const nlohmann::ordered_json& range) {
    if (!range.is_object()) return "—";
    return with_thousands(range.at("low"), 0) + "–" + with_thousands(range.at("high"), 0);
}

report::SiteIndexEntry entry_from(const nlohmann::ordered_json& json, const std::string& folder) {
    report::SiteIndexEntry entry{.title = json.at("title"), .link = folder + "/report.html"};
    entry.area_mu = Area::from_m2(json.at("area_m2")).mu();
    entry.red_lines_ha = found_by(json, {"farmland", "ecological_redline"});
    entry.cultivated_ha = found_by(json, {"cultivated_land"});
    const auto& land = json.at("land");
    entry.collective_ha = land.is_object() ? hectares_in(land.at("collective_m2")) : "—";
    entry.state_ha = land.is_object() ? hectares_in(land.at("state_m2")) : "—";
    entry.cost = cost_in(json.at("cost_yuan_per_m2"));
    const model::Verdict verdict = verdict_in(json);
    entry.verdict = json.at("headline");
    entry.verdict_word = model::title_of(verdict).in(json.at("language") == "en" ? Language::En : Language::Zh);
    if (!json.at("towns").empty()) entry.town = json.at("towns").front().at("name");
    entry.conflicts = verdict == model::Verdict::Conflicts || verdict == model::Verdict::Undecided;
    return entry;
}

std::string folded_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
    return text;
}

}  // namespace

ReportMaker::ReportMaker(const study::Study& study, const study::SiteDesk& desk, ReportSettings settings)
    : study_(study),
      desk_(desk),
      settings_(std::move(settings)),
      styles_(catalog::read_styles(study.styles_folder(), study.plan(), study.opened().layers())),
      map_styles_(catalog::read_map_styles(study.styles_folder())),
      templates_(study::hash_folder(study.styles_folder())) {}

std::string ReportMaker::stamp_of(const study::SiteQuestion& question) const {
    Fingerprint fingerprint;
    fingerprint.add(settings_.inputs).add(settings_.manifest_digest).add(study::build_id()).add(templates_);
    fingerprint.add(study_.catalogue().version).add(question.title).add(question.subject);
    fingerprint.add(question.itself);
    fingerprint.add(std::string(to_string(settings_.language)));
    fingerprint.add(settings_.form_digest);
    fingerprint.add(std::string(settings_.with_pdf ? "pdf" : "-"));
    fingerprint.add(std::string(settings_.for_the_public ? "public" : "full"));
    fingerprint.add(question.cluster ? static_cast<std::int64_t>(question.cluster->index()) : -1);
    for (const model::CheckOverride& decision : question.overrides)
        fingerprint.add(decision.rule).add(model::to_string(decision.verdict));
    for (const model::CheckOverride& decision : question.overrides)
        fingerprint.add(decision.reason).add(decision.name).add(decision.document);
    add_project(question.project, fingerprint);
    add_outline(question.outline, fingerprint);
    return fingerprint.hex();
}

std::vector<std::string> ReportMaker::file_names() const {
    std::vector<std::string> names{"report.html", "report.docx", "report.json", "report.xlsx"};
    if (!settings_.for_the_public) names.emplace_back(evidence_file);
    if (settings_.with_pdf) names.emplace_back("report.pdf");
    if (!settings_.form.empty()) names.insert(names.end(), {report::filled_form, empty_form});
    if (!settings_.for_the_public && geom::gauss_kruger_of_epsg(study_.definition().epsg)) names.emplace_back(report::boundary_file);
    return names;
}

bool ReportMaker::is_finished(const fs::path& folder, const std::string& stamp) const {
    if (!fs::exists(folder / report_stamp) || read_file(folder / report_stamp) != stamp + "\n") return false;
    const auto names = file_names();
    return std::all_of(names.begin(), names.end(),
                       [&](const std::string& name) { return fs::exists(folder / name); });
}

void ReportMaker::write(const model::SiteReport& answer, const study::SiteQuestion& question, const fs::path& folder,
                        const Progress& progress) const {
    report::SiteReportRequest request{.report = &answer,
                                      .catalogue = &study_.catalogue(),
                                      .sources = &study_.sources(),
                                      .styles = &styles_,
                                      .map_styles = &map_styles_,
                                      .language = settings_.language};
    request.itself = question.itself;
    if (question.cluster) request.asked_cluster = study_.plan().cluster(*question.cluster).id;
    request.manifest_digest = settings_.manifest_digest;
    request.word_form = settings_.form;
    request.word_form_digest = settings_.form_digest;
    request.manifest_code = study::short_code(settings_.manifest_digest);
    if (answer.cluster) request.suitability = study_.suitability().clusters[answer.cluster->index()].tiles;
    report::write_site_html(folder / "report.html", study_.styles_folder() / "report", request,
                            progress.part(0, 0.6));
    write_file(folder / "report.json", report::site_json(request));
    report::write_site_workbook(folder / "report.xlsx", request);
    if (!settings_.for_the_public)
        publish::publish_geopackage(folder / evidence_file, report::site_evidence(request), styles_, settings_.language,
                                    "2000-01-01T00:00:00.000Z", progress.part(0.6, 0.7));
    if (report::has_boundary_file(answer)) write_boundary_file(folder / report::boundary_file, answer, question.itself);
    if (!settings_.form.empty()) write_file(folder / empty_form, read_file(settings_.form));
    if (settings_.with_pdf) report::print_pdf(folder / "report.html", folder / "report.pdf");
}

ReportOutcome ReportMaker::make(const study::SiteQuestion& question, const std::string& name,
                                const Progress& progress) const {
    const fs::path folder = settings_.output / name;
    const std::string stamp = stamp_of(question);
    ReportOutcome outcome{.page = folder / "report.html"};
    const bool kept = is_finished(folder, stamp);
    if (!kept) {
        const model::SiteReport answer = desk_.answer(question, progress.part(0, 0.2));
        if (const auto warning = secrecy_warning(answer)) outcome.warnings.push_back(*warning);
        make_folder(folder);
        std::error_code absent;
        fs::remove(folder / report_stamp, absent);
        // A public version beside the evidence of an earlier full one would give it away.
        if (settings_.for_the_public)
            for (const char* file : {evidence_file, report::boundary_file}) fs::remove(folder / file, absent);
        if (!settings_.with_pdf) fs::remove(folder / "report.pdf", absent);
        for (const char* file : {report::filled_form, empty_form}) fs::remove(folder / file, absent);
        write(answer, question, folder, progress.part(0.2, 1));
        write_file(folder / report_stamp, stamp + "\n");
    }
    outcome.json = nlohmann::ordered_json::parse(read_file(folder / "report.json"));
    const std::string headline = outcome.json.at("headline");
    outcome.verdict = Text(headline);
    outcome.entry = entry_from(outcome.json, name);
    outcome.entry.kept = kept;
    progress.report(1);
    return outcome;
}

std::string folder_name(const std::string& title) {
    constexpr std::size_t most = 120;
    std::string name;
    for (char c : title) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        name += control || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ? '_' : c;
    }
    name.erase(0, name.find_first_not_of(". "));
    name.resize(first_letters(name, most).size());
    while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
    return name.empty() ? "site" : name;
}

std::string free_folder_name(const std::string& title, std::vector<std::string>& taken) {
    const std::string wanted = folder_name(title);
    std::string name = wanted;
    for (std::size_t number = 2; std::find(taken.begin(), taken.end(), folded_case(name)) != taken.end();
         ++number)
        name = fmt::format("{} ({})", wanted, number);
    taken.push_back(folded_case(name));
    return name;
}

}  // namespace zonewright::answer
