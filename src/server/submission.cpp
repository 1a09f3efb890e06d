#include "server/submission.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/secrets.h"
#include "server/offered.h"

namespace zonewright::server {
namespace {

constexpr std::array project_texts{"name", "applicant", "prepared_by", "contact", "date", "industry"};
constexpr std::array project_figures{"demanded_area_mu", "investment_yuan", "plot_ratio", "building_coverage",
                                     "office_land_share", "office_floor_share", "green_share"};

[[noreturn]] void refuse_input(const std::string& input, const std::string& value, const Text& expected) {
    throw InputError({.thing = both("输入 {}", "input {}", input),
                      .value = value,
                      .expected = expected,
                      .advice = both("先用 POST /uploads 上传文件，再给出其编号", "send the file to POST /uploads first, then give its id")});
}

bool is_among(const auto& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

/// A file of a question, from an upload or from the request itself, put into the job's folder.
class FileTaker {
public:
    FileTaker(Desk& desk, const User& by, std::filesystem::path folder, std::string report_number)
        : desk_(desk), by_(by), folder_(std::move(folder)), report_number_(std::move(report_number)) {}

    std::string operator()(const std::string& input, const Json& value) const {
        if (value.is_string()) return from_upload(input, value.get<std::string>());
        if (!value.is_object()) refuse_input(input, value.type_name(), expected());
        if (value.contains("href")) refuse_input(input, "href", both("不接受地址：服务器不打开外部地址", "no address: the server opens none"));
        const Json& inner = value.contains("value") ? value["value"] : value;
        if (input == "project") return put(input + ".toml", project_toml(inner, report_number_));
        if (inner.is_object()) return put(input + ".geojson", inner.dump());
        if (inner.is_string()) return put(input + "." + kept_extension(input + ".txt", inner.get<std::string>()), inner.get<std::string>());
        refuse_input(input, value.type_name(), expected());
    }

private:
    static Text expected() { return {"上传文件的编号、GeoJSON 对象，或 { \"value\": 界址点文本 }", "the id of an upload, a GeoJSON object, or { \"value\": a survey text }"}; }

    std::string from_upload(const std::string& input, const std::string& id) const {
        const auto upload = desk_.uploads.find(id, by_);
        if (!upload) refuse_input(input, id, expected());
        return put(input + "." + upload->extension, read_file(desk_.uploads.file(*upload)));
    }
    std::string put(const std::string& name, const std::string& content) const {
        make_folder(folder_ / "in");
        write_file(folder_ / "in" / name, content);
        return "in/" + name;
    }

    Desk& desk_;
    const User& by_;
    std::filesystem::path folder_;
    std::string report_number_;
};

}  // namespace

std::string project_toml(const Json& project, const std::string& report_number) {
    if (!project.is_object()) refuse_input("project", project.type_name(), both("一个 JSON 对象", "a JSON object"));
    std::string toml;
    for (const auto& [key, value] : project.items()) {
        if (value.is_null()) continue;
        const bool is_text = is_among(project_texts, key) && value.is_string();
        const bool is_figure = is_among(project_figures, key) && value.is_number() && std::isfinite(value.get<double>());
        if (!is_text && !is_figure) refuse_input("project." + key, value.dump(), both("已知的项目信息：文字或数", "a known fact of a project: a text or a number"));
        std::string text = is_text ? value.get<std::string>() : "";
        if (is_text && text.empty()) continue;
        std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
        // A JSON string is a basic string of TOML.
        toml += key + " = " + (is_text ? Json(text).dump(-1, ' ', false, Json::error_handler_t::replace) : fmt::format("{}", value.get<double>())) + "\n";
    }
    if (!report_number.empty()) toml += "report_number = " + Json(report_number).dump() + "\n";
    return toml;
}

std::optional<Job> submit(Desk& desk, const User& by, const Submission& submission) {
    const answer::Question* question = offered_question(submission.process);
    if (question == nullptr) throw InternalError({.thing = submission.process});
    const std::string id = random_hex(16);
    const std::filesystem::path folder = desk.folders.of(id);
    try {
        make_folder(folder);
        const Json prepared = prepared_question(*question, submission.inputs, submission.language, FileTaker(desk, by, folder, submission.report_number));
        auto job = desk.queue.add({.id = id, .process = submission.process, .question = prepared.dump(), .town = by.town,
                                   .name = by.name, .request = submission.request, .language = submission.language});
        if (!job) desk.folders.wipe(id);
        return job;
    } catch (...) {
        desk.folders.wipe(id);
        throw;
    }
}

}  // namespace zonewright::server
