#include <ogrsf_frmts.h>

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_set.h"
#include "base/language.h"
#include "gis/handles.h"
#include "io/gdal_session.h"
#include "io/geopackage_exchange.h"
#include "io/vector_io.h"
#include "io/vector_readback.h"
#include "io/vector_text.h"
#include "io/vector_values.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& target, const Text& why) {
    throw ResourceError(
        {.thing = target.string(),
         .value = why,
         .expected = both("完整写入的文件", "a file written whole"),
         .advice = both("检查剩余空间和写入权限；已有结果未改动",
                        "check the free space and the permission to write; earlier results are untouched")});
}

const char* driver_name(VectorFormat format) {
    switch (format) {
        case VectorFormat::GeoPackage:
            return "GPKG";
        case VectorFormat::Shapefile:
            return "ESRI Shapefile";
        case VectorFormat::FileGeodatabase:
            return "OpenFileGDB";
        case VectorFormat::FlatGeobuf:
            return "FlatGeobuf";
        case VectorFormat::GeoJson:
            return "GeoJSON";
        case VectorFormat::Csv:
        case VectorFormat::PlainCsv:
            return "CSV";
    }
    return "";
}

OGRwkbGeometryType ogr_kind(model::GeometryKind kind, VectorFormat format) {
    const bool shapefile = format == VectorFormat::Shapefile;  // knows no multi types by name
    switch (kind) {
        case model::GeometryKind::Point:
            return wkbPoint;
        case model::GeometryKind::Line:
            return shapefile ? wkbLineString : wkbMultiLineString;
        case model::GeometryKind::Polygon:
            return shapefile ? wkbPolygon : wkbMultiPolygon;
        case model::GeometryKind::None:
            return wkbNone;
    }
    return wkbNone;
}

OGRwkbGeometryType point_kind(const model::FeatureTable& table) {
    for (const model::Feature& feature : table.features)
        if (const auto* points = std::get_if<geom::MultiPoint>(&feature.geometry);
            points != nullptr && points->points.size() > 1)
            return wkbMultiPoint;
    return wkbPoint;
}

OGRFieldType ogr_type(model::FieldType type) {
    switch (type) {
        case model::FieldType::Integer:
            return OFTInteger64;
        case model::FieldType::Real:
            return OFTReal;
        case model::FieldType::Text:
            return OFTString;
    }
    return OFTString;
}

gis::SpatialReference reference_of(int epsg) {
    if (epsg == 0) return nullptr;
    gis::SpatialReference reference(new OGRSpatialReference());
    reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (reference->importFromEPSG(epsg) != OGRERR_NONE)
        throw InputError({.thing = "EPSG",
                          .value = std::to_string(epsg),
                          .expected = both("已知的坐标系代码", "a known code"),
                          .advice = {}});
    return reference;
}

/// The GeoPackage driver refuses names that begin with one of these.
std::string layer_name(const std::string& wanted, VectorFormat format) {
    static constexpr const char* refused_in_front = "`~!@#$%^&*()+-={}|[]\\:\";'<>?,./";
    if (format != VectorFormat::GeoPackage) return wanted;
    const std::size_t front = std::min(wanted.find_first_not_of(refused_in_front), wanted.size());
    return front == 0 ? wanted : "_" + wanted.substr(front);
}

OGRLayer* create_layer(GDALDataset& dataset, const model::FeatureTable& table, VectorFormat format,
                       const std::string& encoding) {
    CPLStringList options;
    if (format == VectorFormat::Shapefile) options.SetNameValue("ENCODING", encoding.c_str());
    if (format == VectorFormat::GeoPackage) options.SetNameValue("GEOMETRY_NAME", "geom");
    const gis::SpatialReference reference = reference_of(table.epsg);
    const OGRwkbGeometryType kind =
        table.kind == model::GeometryKind::Point ? point_kind(table) : ogr_kind(table.kind, format);
    OGRLayer* layer = dataset.CreateLayer(layer_name(table.name, format).c_str(), reference.get(), kind, options.List());
    if (layer == nullptr) return nullptr;
    for (const model::Field& field : table.fields) {
        OGRFieldDefn definition(field.name.c_str(), ogr_type(field.type));
        if (format == VectorFormat::Shapefile && field.type == model::FieldType::Text)
            definition.SetWidth(254);
        if (layer->CreateField(&definition) != OGRERR_NONE) return nullptr;
    }
    return layer;
}

void set_value(OGRFeature& feature, int field, const model::Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return feature.SetField(field, static_cast<GIntBig>(*integer));
    if (const auto* real = std::get_if<double>(&value)) return feature.SetField(field, *real);
    if (const auto* text = std::get_if<std::string>(&value)) return feature.SetField(field, text->c_str());
    feature.SetFieldNull(field);
}

/// False when a feature was not taken.
bool write_features(OGRLayer& layer, const model::FeatureTable& table, const gis::GdalErrors& errors,
                    const Progress& progress) {
    for (std::size_t row = 0; row < table.features.size() && !errors.failed(); ++row) {
        if (row % 1024 == 0)
            progress.report(static_cast<double>(row) / static_cast<double>(table.features.size()));
        const model::Feature& source = table.features[row];
        const gis::FeatureHandle feature{OGRFeature::CreateFeature(layer.GetLayerDefn())};
        feature->SetGeometryDirectly(to_ogr(source.geometry).release());
        for (std::size_t i = 0; i < table.fields.size(); ++i)
            set_value(*feature, static_cast<int>(i), source.values.at(i));
        if (layer.CreateFeature(feature.get()) != OGRERR_NONE) return false;
    }
    return true;
}

/// Writes into `pending`, closes, reopens and compares the counts.
void write_dataset(const fs::path& pending, const fs::path& target, VectorFormat format,
                   const std::vector<const model::FeatureTable*>& tables, const Progress& progress,
                   const std::string& encoding) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name(format));
    if (driver == nullptr) cannot_write(target, both("缺少驱动 {}", "no driver {}", driver_name(format)));
    const gis::GdalErrors errors;
    gis::Dataset dataset(driver->Create(pending.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) cannot_write(target, errors.failure());
    const bool transactions = dataset->TestCapability(ODsCTransactions) != FALSE;
    bool done = !transactions || dataset->StartTransaction() == OGRERR_NONE;
    for (std::size_t i = 0; i < tables.size() && done && !errors.failed(); ++i) {
        OGRLayer* layer = create_layer(*dataset, *tables[i], format, encoding);
        const double share = static_cast<double>(tables.size());
        done = layer != nullptr && !errors.failed() &&
               write_features(*layer, *tables[i], errors,
                              progress.part(static_cast<double>(i) / share, static_cast<double>(i + 1) / share));
    }
    if (transactions && done && !errors.failed()) done = dataset->CommitTransaction() == OGRERR_NONE;
    dataset.reset();
    if (!done || errors.failed()) cannot_write(target, errors.failure());
}

/// The name under which the layer lies in the file: a Shapefile's is that of the file.
void compare_features(const fs::path& written, const fs::path& target, VectorFormat format,
                      const std::vector<const model::FeatureTable*>& tables, const std::string& encoding) {
    const std::vector<LayerInfo> layers = list_layers(written);
    for (const model::FeatureTable* table : tables) {
        const auto found = std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& layer) {
            return layer.name == layer_name(table->name, format) || layers.size() == 1;
        });
        if (found == layers.end())
            cannot_write(target, both("写后读回没有图层 {}", "no layer {} when read back", table->name));
        require_same_features(written, found->name, *table, format, encoding, target);
    }
}

/// The files of a Shapefile are written in a folder of their own under their final names, read back, then exchanged
/// with the earlier set.
void write_shapefile(const fs::path& target, const std::vector<const model::FeatureTable*>& tables,
                     const Progress& progress, const std::string& encoding) {
    if (tables.size() != 1)
        throw InputError({.thing = target.string(),
                          .value = std::to_string(tables.size()),
                          .expected = both("一个图层", "one layer"),
                          .advice = both("每个图层写一个 .shp", "write one .shp per layer")});
    const PendingFile folder(target.parent_path() / (target.stem().string() + ".members"));
    make_folder(folder.path());
    const fs::path shp = folder.path() / target.filename();
    write_dataset(shp, target, VectorFormat::Shapefile, tables, progress, encoding);
    compare_features(shp, target, VectorFormat::Shapefile, tables, encoding);
    std::vector<SetMember> members;
    for (const char* extension : {".sbn", ".sbx", ".qix", ".cpg", ".prj", ".dbf", ".shx", ".shp"}) {
        const fs::path member = fs::path(shp).replace_extension(extension);
        const bool made = fs::exists(member);
        if (made) sync_file(member);
        // An index or encoding left by an earlier file would belie the new one: it goes.
        members.push_back({made ? member : fs::path{}, fs::path(target).replace_extension(extension)});
    }
    exchange_set(members);
}

/// A geodatabase is a folder: its files are synced, then it is exchanged with the earlier one.
void write_geodatabase(const fs::path& target, const std::vector<const model::FeatureTable*>& tables,
                       const Progress& progress) {
    PendingFile pending(target);
    write_dataset(pending.path(), target, VectorFormat::FileGeodatabase, tables, progress, {});
    compare_features(pending.path(), target, VectorFormat::FileGeodatabase, tables, {});
    for (const auto& member : fs::directory_iterator(pending.path()))
        if (member.is_regular_file()) sync_file(member.path());
    exchange_set({{pending.path(), target}});
}

void write_single_file(const fs::path& target, VectorFormat format,
                       const std::vector<const model::FeatureTable*>& tables, const Progress& progress) {
    if (format == VectorFormat::FlatGeobuf && tables.size() != 1)
        throw InputError({.thing = target.string(),
                          .value = std::to_string(tables.size()),
                          .expected = both("一个图层", "one layer"),
                          .advice = {}});
    PendingFile pending(target);
    write_dataset(pending.path(), target, format, tables, progress, {});
    compare_features(pending.path(), target, format, tables, {});
    if (format == VectorFormat::GeoPackage)
        exchange_geopackage(pending, target);
    else
        pending.publish();
}

}  // namespace

void write_layers(const fs::path& target, VectorFormat format,
                  const std::vector<const model::FeatureTable*>& tables, const Progress& progress,
                  const std::string& encoding) {
    start_gdal();
    switch (format) {
        case VectorFormat::Shapefile:
            return write_shapefile(target, tables, progress, encoding);
        case VectorFormat::FileGeodatabase:
            return write_geodatabase(target, tables, progress);
        case VectorFormat::GeoJson:
        case VectorFormat::Csv:
        case VectorFormat::PlainCsv:
            if (tables.size() != 1)
                throw InputError({.thing = target.string(),
                                  .value = std::to_string(tables.size()),
                                  .expected = both("一个图层", "one layer"),
                                  .advice = {}});
            return write_file(target, format == VectorFormat::GeoJson
                                          ? geojson_text(*tables[0])
                                          : csv_text(*tables[0], format == VectorFormat::PlainCsv));
        case VectorFormat::GeoPackage:
        case VectorFormat::FlatGeobuf:
            return write_single_file(target, format, tables, progress);
    }
}

}  // namespace zonewright::io
