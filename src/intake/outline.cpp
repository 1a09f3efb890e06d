#include "intake/outline.h"

#include <cmath>

#include "base/errors.h"
#include "base/language.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "intake/coordinate_columns.h"
#include "intake/source_archive.h"
#include "intake/source_crs.h"
#include "intake/source_layer.h"
#include "intake/survey_features.h"

namespace zonewright::intake {
namespace {

/// The opened file in its own CRS; the CRS that the request states counts.
model::FeatureTable read_opened(const OpenedSource& opened, const OutlineRequest& request,
                                const Progress& progress) {
    const std::filesystem::path& path = opened.definition.path;
    gis::LayerReading reading =
        is_survey_text(path)
            ? read_survey(path)
            : gis::read_layer_with_notes({path, opened.definition.layer, request.encoding}, progress);
    if (!is_survey_text(path)) gis::refuse_notes(reading, request.path);
    if (const auto columns = shapes_from_columns(reading.table, model::GeometryKind::None))
        refuse_columns(*columns, path.filename().string());
    if (reading.table.kind != model::GeometryKind::None)
        reading.table.epsg = settle_crs(opened.definition, reading.info, bounds_of(reading.table));
    return std::move(reading.table);
}

}  // namespace

geom::Box bounds_of(const model::FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features) box.include(geom::bounds(feature.geometry));
    return box;
}

void transform(model::FeatureTable& table, int epsg) {
    const gis::Transformation transformation(table.epsg, epsg);
    if (!transformation.identity())
        for (model::Feature& feature : table.features) transformation.apply(feature.geometry);
    table.epsg = epsg;
}

model::FeatureTable read_outlines(const OutlineRequest& request, const Progress& progress) {
    const model::SourceDefinition definition{
        .path = request.path, .layer = request.layer, .crs = request.crs, .encoding = request.encoding};
    const OpenedSource opened = open_source(definition, nullptr);
    try {
        return read_opened(opened, request, progress);
    } catch (const InputError& error) {
        throw named_as(error, opened, request.path);
    }
}

model::FeatureTable read_outlines(const OutlineRequest& request, int epsg, const Progress& progress) {
    model::FeatureTable table = read_outlines(request, progress);
    transform(table, epsg);
    return table;
}

int plane_for(const model::FeatureTable& table) {
    if (geom::gauss_kruger_of_epsg(table.epsg)) return table.epsg;
    const geom::Box box = bounds_of(table);
    const geom::Point middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    const double longitude = gis::Transformation(table.epsg, 4490)(middle).x;
    const int zone = static_cast<int>(std::lround(longitude / 3));
    if (zone < 25 || zone > 45)
        throw InputError({.thing = table.name,
                          .value = fmt::format("{:.3f}°", longitude),
                          .expected = say("东经 73.5°–136.5°", "73.5°–136.5° east"),
                          .advice = say("检查坐标系", "check the CRS")});
    return 4509 + zone;
}

}  // namespace zonewright::intake
