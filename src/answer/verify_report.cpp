#include "answer/verify_report.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <utility>

#include "answer/named_in_study.h"
#include "answer/report_maker.h"
#include "answer/report_text.h"
#include "answer/verify_results.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/letters.h"
#include "io/zip_digest.h"
#include "report/site_report.h"
#include "study/manifest.h"
#include "study/site_report.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::size_t most_faults_named = 20, most_of_paragraph = 90;

/// A folder of its own for what is made again, removed with the object.
class ScratchFolder {
public:
    ScratchFolder() : path_(fs::temp_directory_path() / fmt::format("zonewright-verify-{:08x}", std::random_device{}())) {
        make_folder(path_);
    }
    ~ScratchFolder() {
        std::error_code left;
        fs::remove_all(path_, left);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder(ScratchFolder&&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

ordered_json report_json_at(const fs::path& file) {
    return fs::exists(file) ? ordered_json::parse(read_file(file), nullptr, false) : ordered_json();
}

std::string digest_stated_in(const fs::path& file) {
    if (file.extension() != ".json") return stated_digest(text_of_report(file));
    const ordered_json json = report_json_at(file);
    const auto manifest = json.is_object() ? json.value("manifest", ordered_json()) : ordered_json();
    return manifest.is_object() ? manifest.value("digest", "") : "";
}

/// The nearest folder above the file that has a manifest of results.
fs::path study_above(const fs::path& file) {
    for (fs::path folder = fs::absolute(file).parent_path(); folder != folder.parent_path(); folder = folder.parent_path())
        if (fs::exists(results_of(folder) / study::manifest_file))
            return folder.filename() == "out" && fs::exists(folder.parent_path() / "study.toml") ? folder.parent_path() : folder;
    return {};
}

void add_fault(CheckedReport& report, Text what) {
    if (report.faults.size() < most_faults_named) report.faults.push_back(std::move(what));
}

/// Value by value; `at` is where we are, "/checks/3/area_m2".
void compare_values(const ordered_json& stated, const ordered_json& made, const std::string& at, CheckedReport& report) {
    if (stated.is_structured() && stated.type() == made.type() && stated.size() == made.size()) {
        const ordered_json here = stated.flatten(), there = made.flatten();
        for (const auto& [name, value] : there.items())
            if (!here.contains(name) || here.at(name) != value)
                add_fault(report, both("{}{}：报告为 {}，由该运行重算为 {}", "{}{}: the report says {}, made again from the run it is {}",
                                       at, name, here.value(name, ordered_json()).dump(), value.dump()));
        return;
    }
    if (stated != made)
        add_fault(report, both("{}：报告为 {}，由该运行重算为 {}", "{}: the report says {}, made again from the run it is {}", at,
                               stated.dump().substr(0, 60), made.dump().substr(0, 60)));
}

std::optional<double> number_or_none(const ordered_json& json, const char* key) {
    const ordered_json value = json.value(key, ordered_json());
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

model::ProjectFacts project_stated(const ordered_json& json) {
    model::ProjectFacts project;
    project.name = json.value("name", "");
    project.applicant = json.value("applicant", "");
    project.prepared_by = json.value("prepared_by", "");
    project.contact = json.value("contact", "");
    project.date = json.value("date", "");
    project.industry = json.value("industry", "");
    project.report_number = json.value("report_number", "");
    project.edition = json.value("edition", "");
    project.valid_until = json.value("valid_until", "");
    project.responsible = json.value("responsible", "");
    project.checked_by = json.value("checked_by", "");
    project.approved_by = json.value("approved_by", "");
    project.demanded_area_m2 = number_or_none(json, "demanded_area_m2");
    project.investment_yuan = number_or_none(json, "investment_yuan");
    project.plot_ratio = number_or_none(json, "plot_ratio");
    project.building_coverage = number_or_none(json, "building_coverage");
    project.office_land_share = number_or_none(json, "office_land_share");
    project.office_floor_share = number_or_none(json, "office_floor_share");
    project.green_share = number_or_none(json, "green_share");
    const ordered_json figures = json.value("figures", ordered_json::object());
    for (const auto& [name, value] : figures.items()) project.figures[name] = value;
    return project;
}

geom::MultiPolygon outline_stated(const ordered_json& json) {
    geom::MultiPolygon outline;
    for (const auto& part : json) {
        outline.parts.emplace_back();
        for (const auto& ring : part) {
            outline.parts.back().rings.emplace_back();
            for (const auto& point : ring) outline.parts.back().rings.back().push_back({point.at(0), point.at(1)});
        }
    }
    return outline;
}

/// Of a public version, which has no coordinates: that of the parcel or site; empty where it is of neither.
geom::MultiPolygon outline_of_study(const study::Study& study, const std::string& id) {
    for (const model::Site& site : study.sites().sites)
        if (!id.empty() && site.id == id) return site.geometry;
    for (const model::Parcel& parcel : study.parcels())
        if (!id.empty() && parcel.id == id) return parcel.geometry;
    return {};
}

study::SiteQuestion question_stated(const study::Study& study, const ordered_json& json) {
    const ordered_json& asked = json.at("asked");
    study::SiteQuestion question{.title = json.at("title"), .subject = json.at("subject"), .outline = {}};
    question.itself = asked.at("itself");
    question.outline = asked.at("outline").is_array() ? outline_stated(asked.at("outline"))
                                                      : outline_of_study(study, question.itself);
    if (asked.at("cluster").is_string()) question.cluster = cluster_named(study, asked.at("cluster"));
    question.for_the_public = json.at("public");
    question.project = project_stated(json.at("project"));
    for (const auto& decision : json.at("overrides")) {
        const auto verdict = model::verdict_from(decision.at("verdict")).value_or(model::Verdict::Undecided);
        // What was asked of a hard rule was "fits"; the report states what it counts as.
        question.overrides.push_back({.rule = decision.at("rule"),
                                      .verdict = decision.at("capped") == true ? model::Verdict::Fits : verdict,
                                      .reason = decision.at("reason"),
                                      .name = decision.at("name"),
                                      .document = decision.at("document")});
    }
    return question;
}

/// Paragraph by paragraph: how often each stands in the one and in the other.
std::vector<Text> differing_words(const fs::path& file, const fs::path& made) {
    std::map<std::string, int> more;
    const std::vector<std::string> stated = word_paragraphs(file), expected = word_paragraphs(made);
    for (const std::string& paragraph : stated) ++more[paragraph];
    for (const std::string& paragraph : expected) --more[paragraph];
    std::vector<Text> faults;
    for (const std::string& paragraph : stated)
        if (std::exchange(more[paragraph], 0) > 0)
            faults.push_back(both("“{}”不在由该运行重做的报告中", "“{}” is not in the report made again from the run", shortened(paragraph, most_of_paragraph)));
    for (const std::string& paragraph : expected)
        if (std::exchange(more[paragraph], 0) < 0)
            faults.push_back(both("缺“{}”，由该运行重做的报告中有", "“{}” is missing, it is in the report made again from the run", shortened(paragraph, most_of_paragraph)));
    return faults;
}

/// With the report, or with the bureau's own form filled again: whichever of the two the document is.
void compare_words(const fs::path& file, const fs::path& made, CheckedReport& report) {
    std::vector<Text> faults = differing_words(file, made / "report.docx");
    if (fs::exists(made / report::filled_form) && file.filename() != "report.docx") {
        std::vector<Text> of_form = differing_words(file, made / report::filled_form);
        if (of_form.size() < faults.size() || file.filename() == report::filled_form) faults = std::move(of_form);
    }
    for (Text& fault : faults) add_fault(report, std::move(fault));
}

/// The form that was filled, beside the report; empty where it is gone or another one.
fs::path form_beside(const fs::path& file, const std::string& digest) {
    const fs::path form = file.parent_path() / empty_form;
    return !digest.empty() && fs::exists(form) && hash_file(form) == digest ? form : fs::path();
}

/// The page word by word, the Word document paragraph by paragraph, the workbook cell by cell, a PDF number by number.
void compare_layout(const fs::path& file, const fs::path& made, CheckedReport& report) {
    const std::string extension = file.extension().string();
    if (extension == ".xlsx") {
        if (io::zip_digest(file, "xl/") != io::zip_digest(made / "report.xlsx", "xl/"))
            add_fault(report, {"工作簿的单元格与由该运行重做的不同", "cells of the workbook differ from those made again from the run"});
        return;
    }
    if (extension == ".docx") return compare_words(file, made, report);
    const std::string page = text_of_report(made / "report.html"), text = text_of_report(file);
    const std::set<std::string> expected = long_numbers(page);
    for (const std::string& number : long_numbers(text))
        if (!expected.contains(number))
            add_fault(report, both("数字 {} 不在由该运行重做的报告中", "the number {} is not in the report made again from the run", number));
    if (extension == ".html" && page != text && report.faults.empty())
        add_fault(report, {"文字与由该运行重做的页面不同", "the words differ from those of the page made again from the run"});
}

/// Makes the report again in a scratch folder, from what report.json says was asked.
void compare_figures(const fs::path& file, const fs::path& folder, CheckedReport& report, const Progress& progress) {
    const ordered_json stated = report_json_at(file.extension() == ".json" ? file : file.parent_path() / "report.json");
    if (!stated.is_object() || !stated.contains("asked")) {
        report.remark = Text("未核对数字：旁边没有 report.json", "its figures were not compared: there is no report.json beside it");
        return;
    }
    const study::Study study(folder);
    if (!study.is_finished("assembly")) {
        report.remark = Text("未核对数字：手边没有该运行的数值（缓存缺失或由另一版本程序生成）",
                             "its figures were not compared: the run's values are not at hand (no cache, or of another build)");
        return;
    }
    study.assembly(progress);
    const study::SiteDesk desk(study);
    const study::SiteQuestion question = question_stated(study, stated);
    if (question.outline.empty()) {
        report.remark = Text("未核对数字：公开版不含坐标", "its figures were not compared: a public version has no coordinates");
        return;
    }
    const ordered_json form_stated = stated.at("asked").value("form", ordered_json());
    const std::string form_digest = form_stated.is_string() ? form_stated.get<std::string>() : std::string();
    const fs::path form = form_beside(file, form_digest);
    if (form.empty() && file.filename() == report::filled_form) {
        report.remark = both("未核对数字：旁边没有填写时所用的模板 {}", "its figures were not compared: the form that was filled, {}, is not beside it", empty_form);
        return;
    }
    const ScratchFolder scratch;
    const Language language = stated.at("language") == "en" ? Language::En : Language::Zh;
    const ReportMaker maker(study, desk,
                            {.output = scratch.path(), .for_the_public = question.for_the_public, .with_pdf = false,
                             .language = language, .inputs = {}, .manifest_digest = report.digest, .form = form, .form_digest = form_digest});
    const ReportOutcome made = maker.make(question, "report", progress);
    compare_values(stated, made.json, "", report);
    if (file.extension() != ".json") compare_layout(file, scratch.path() / "report", report);
    report.figures_compared = true;
}

[[noreturn]] void refuse_report(const fs::path& file, Text found, Text advice) {
    throw InputError({.thing = file.string(),
                      .value = std::move(found),
                      .expected = both("注明所出自运行的选址报告", "a site report that states its run"),
                      .advice = std::move(advice)});
}

}  // namespace

bool is_site_report(const fs::path& file) {
    const std::string extension = file.extension().string();
    if (extension == ".html" || extension == ".pdf" || extension == ".docx" || extension == ".xlsx") return true;
    if (extension != ".json") return false;
    const ordered_json json = report_json_at(file);
    return json.is_object() && json.contains("rule_version") && json.contains("checks");
}

CheckedReport check_report(const fs::path& file, const fs::path& named_study, const Progress& progress) {
    if (!fs::exists(file)) refuse_report(file, {"没有这个文件", "no such file"}, {"检查路径", "check the path"});
    CheckedReport report{.file = file.string(), .digest = digest_stated_in(file)};
    if (report.digest.empty())
        refuse_report(file, {"未注明运行", "it states no run"},
                      {"先 zonewright run 发布成果，再重新出报告", "publish with zonewright run, then make the report again"});
    report.code = study::short_code(report.digest);
    const fs::path folder = named_study.empty() ? study_above(file) : named_study;
    if (folder.empty())
        refuse_report(file, both("出自运行 {}，其研究不在此处", "made from run {}, whose study is not here", report.code),
                      {"用 --study 指定研究文件夹", "name the folder of the study by --study"});
    report.study = folder.string();
    const study::Manifest manifest = study::read_manifest(results_of(folder));
    if (manifest.digest != report.digest)
        add_fault(report, both("报告出自运行 {}，该研究现有成果出自运行 {}", "it was made from run {}, the results of the study are of run {}",
                               report.code, study::short_code(manifest.digest)));
    else if (!fs::exists(folder / "study.toml") || !fs::exists(folder / "out" / ".cache"))
        report.remark = Text("未核对数字：此处只有成果，没有研究", "its figures were not compared: these are results without their study");
    else
        compare_figures(file, folder, report, progress);
    report.holds = report.faults.empty();
    return report;
}

}  // namespace zonewright::answer
