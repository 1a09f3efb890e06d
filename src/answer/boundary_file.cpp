#include "answer/boundary_file.h"

#include "base/atomic_file.h"
#include "gis/text_encoding.h"
#include "intake/survey_features.h"

namespace zonewright::answer {

void write_boundary_file(const std::filesystem::path& target, const model::SiteReport& report, const std::string& id) {
    model::FeatureTable table{"outline", {}, model::GeometryKind::Polygon, report.epsg,
                              {{"id", model::FieldType::Text, {}, ""}, {"name", model::FieldType::Text, {}, ""}}, {}};
    table.features.push_back({1, report.outline, {id, report.title}});
    const intake::SurveyStyle style{.producer = report.project.prepared_by, .date = report.project.date};
    intake::SurveyFile file = intake::survey_of(table, style);
    file.encoding = "UTF-8";
    if (gis::encoded(intake::survey_bytes(file), "GBK"))
        file.encoding = "GBK";
    else
        file.encoding = "UTF-8-BOM";
    write_file(target, intake::survey_bytes(file));
}

}  // namespace zonewright::answer
