#include "publish/publish.h"

#include "base/atomic_file.h"
#include "io/geopackage.h"
#include "publish/qgis_style.h"
#include "publish/sld_style.h"

namespace zonewright::publish {

std::string publish_geopackage(const std::filesystem::path& target,
                               std::span<const model::FeatureTable> tables, const model::StyleSheet& styles,
                               Language language, const std::string& date, const Progress& progress) {
    std::vector<io::GeoPackageLayer> layers;
    for (const model::FeatureTable& table : tables) {
        const model::LayerStyle* style = styles.find(table.name);
        layers.push_back({&table, style == nullptr ? std::string() : qml_of(*style, table, language)});
    }
    const std::string last_change = date.size() == 10 ? date + "T00:00:00.000Z" : date;
    return io::write_geopackage(target, layers, {language, last_change}, progress);
}

std::vector<std::filesystem::path> publish_project(const std::filesystem::path& folder,
                                                   const ProjectRequest& request) {
    std::vector<std::filesystem::path> written{folder / "zonewright.qgz"};
    write_project(written.front(), request);
    for (const ProjectRaster& raster : request.rasters) {
        const model::RasterStyle* style = request.styles->find_raster(raster.style);
        if (style == nullptr) continue;
        written.push_back((folder / raster.file).replace_extension(".qml"));
        write_file(written.back(), raster_qml_of(*style, request.language));
        written.push_back((folder / raster.file).replace_extension(".sld"));
        write_file(written.back(), raster_sld_of(*style, request.language));
    }
    make_folder(folder / "styles");
    for (const model::FeatureTable& table : request.tables) {
        const model::LayerStyle* style = request.styles->find(table.name);
        if (style == nullptr || table.kind == model::GeometryKind::None) continue;
        written.push_back(folder / "styles" / (table.name + ".qml"));
        write_file(written.back(), qml_of(*style, table, request.language));
        written.push_back(folder / "styles" / (table.name + ".sld"));
        write_file(written.back(), sld_of(*style, table, request.language));
    }
    return written;
}

}  // namespace zonewright::publish
