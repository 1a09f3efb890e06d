#include "answer/project_file.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>

#include "base/atomic_file.h"
#include "catalog/table_reader.h"

namespace zonewright::answer {

model::ProjectFacts read_project(const std::filesystem::path& file, const std::vector<std::string>& known) {
    using namespace catalog;
    return read_toml(read_file(file), file.string(), [&](TableReader& reader) {
        model::ProjectFacts project;
        project.name = reader.text("name", "");
        project.applicant = reader.text("applicant", "");
        project.prepared_by = reader.text("prepared_by", "");
        project.contact = reader.text("contact", "");
        project.date = reader.text("date", "");
        project.industry = reader.text("industry", "");
        project.report_number = reader.text("report_number", "");
        project.edition = reader.text("edition", "");
        project.valid_until = reader.text("valid_until", "");
        project.responsible = reader.text("responsible", "");
        project.checked_by = reader.text("checked_by", "");
        project.approved_by = reader.text("approved_by", "");
        project.demanded_area_m2 = reader.area_m2("demanded_area");
        project.investment_yuan = reader.optional_number("investment_yuan", not_negative);
        project.plot_ratio = reader.optional_number("plot_ratio", not_negative);
        project.building_coverage = reader.optional_number("building_coverage", zero_to_one);
        project.office_land_share = reader.optional_number("office_land_share", zero_to_one);
        project.office_floor_share = reader.optional_number("office_floor_share", zero_to_one);
        project.green_share = reader.optional_number("green_share", zero_to_one);
        if (reader.has("indicators")) project.figures = reader.numbers_by_name("indicators", not_negative);
        for (const auto& figure : project.figures)
            if (std::find(known.begin(), known.end(), figure.first) == known.end())
                reader.reject_word("indicators", figure.first, known);
        return project;
    });
}

std::string today() {
    std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) now = std::strtoll(fixed, nullptr, 10);
    std::tm parts{};
    gmtime_r(&now, &parts);
    return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

}  // namespace zonewright::answer
