#include <ogrsf_frmts.h>

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_set.h"
#include "base/language.h"
#include "io/checked_files.h"
#include "io/gdal_handles.h"
#include "io/gdal_session.h"
#include "io/geopackage_exchange.h"
#include "io/shapefile_limits.h"
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

/// "2024/01/31", as the reader gives a field of dates.
bool is_date_text(const std::string& text) {
    if (text.size() != 10 || text[4] != '/' || text[7] != '/') return false;
    return std::ranges::count_if(text, [](unsigned char c) { return c >= '0' && c <= '9'; }) == 8;
}

/// One table as it goes into the file.
class LayerPlan {
public:
    LayerPlan(const model::FeatureTable& table, VectorFormat format, const VectorWriting& writing,
              const ShapefileText* text)
        : table_(table), format_(format), writing_(writing), text_(text), dates_(table.fields.size(), false) {
        for (const std::size_t field : writing.dates)
            dates_.at(field) = std::ranges::all_of(table.features, [&](const model::Feature& feature) {
                const std::string words = model::text_of(feature.values.at(field));
                return words.empty() || is_date_text(words);
            });
    }

    OGRLayer* create(GDALDataset& dataset) const {
        CPLStringList options;
        if (text_ != nullptr) options.SetNameValue("ENCODING", writing_.encoding.c_str());
        if (format_ == VectorFormat::GeoPackage) options.SetNameValue("GEOMETRY_NAME", "geom");
        const gis::SpatialReference reference = reference_of(table_.epsg);
        const OGRwkbGeometryType kind =
            table_.kind == model::GeometryKind::Point ? point_kind(table_) : ogr_kind(table_.kind, format_);
        OGRLayer* layer = dataset.CreateLayer(layer_name(table_.name, format_).c_str(), reference.get(), kind, options.List());
        if (layer == nullptr) return nullptr;
        for (std::size_t i = 0; i < table_.fields.size(); ++i) {
            const model::Field& field = table_.fields[i];
            OGRFieldDefn definition((text_ == nullptr ? field.name : text_->names()[i]).c_str(),
                                    dates_[i] ? OFTDate : ogr_type(field.type));
            if (text_ != nullptr && field.type == model::FieldType::Text && !dates_[i]) definition.SetWidth(254);
            if (layer->CreateField(&definition) != OGRERR_NONE) return nullptr;
        }
        return layer;
    }

    void set_value(OGRFeature& feature, std::size_t field, const model::Value& value) const {
        const int at = static_cast<int>(field);
        const auto* text = std::get_if<std::string>(&value);
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            return feature.SetField(at, static_cast<GIntBig>(*integer));
        if (const auto* real = std::get_if<double>(&value)) return feature.SetField(at, *real);
        if (text == nullptr || (dates_[field] && text->empty())) return feature.SetFieldNull(at);
        feature.SetField(at, text_ == nullptr ? text->c_str() : text_->written(*text).c_str());
    }

    const model::FeatureTable& table() const { return table_; }

private:
    const model::FeatureTable& table_;
    VectorFormat format_;
    const VectorWriting& writing_;
    const ShapefileText* text_;
    std::vector<bool> dates_;
};

/// False when a feature was not taken.
bool write_features(OGRLayer& layer, const LayerPlan& plan, const gis::GdalErrors& errors,
                    const Progress& progress) {
    const model::FeatureTable& table = plan.table();
    for (std::size_t row = 0; row < table.features.size() && !errors.failed(); ++row) {
        if (row % 1024 == 0)
            progress.report(static_cast<double>(row) / static_cast<double>(table.features.size()));
        const model::Feature& source = table.features[row];
        const FeatureHandle feature{OGRFeature::CreateFeature(layer.GetLayerDefn())};
        feature->SetGeometryDirectly(to_ogr(source.geometry).release());
        for (std::size_t i = 0; i < table.fields.size(); ++i) plan.set_value(*feature, i, source.values.at(i));
        if (layer.CreateFeature(feature.get()) != OGRERR_NONE) return false;
    }
    return true;
}

/// Writes into `pending`, closes, reopens and compares the counts.
void write_dataset(const fs::path& pending, const fs::path& target, VectorFormat format,
                   const std::vector<const model::FeatureTable*>& tables, const Progress& progress,
                   const VectorWriting& writing, const ShapefileText* text = nullptr) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name(format));
    if (driver == nullptr) cannot_write(target, both("缺少驱动 {}", "no driver {}", driver_name(format)));
    const gis::GdalErrors errors;
    const bool by_sqlite = format == VectorFormat::GeoPackage;
    const std::string name = by_sqlite ? pending.string() : checked_name_to_write(fs::absolute(pending).string());
    Dataset dataset(driver->Create(name.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) cannot_write(target, errors.failure());
    const bool transactions = dataset->TestCapability(ODsCTransactions) != FALSE;
    bool done = !transactions || dataset->StartTransaction() == OGRERR_NONE;
    for (std::size_t i = 0; i < tables.size() && done && !errors.failed(); ++i) {
        const LayerPlan plan(*tables[i], format, writing, text);
        OGRLayer* layer = plan.create(*dataset);
        const auto share = static_cast<double>(tables.size());
        done = layer != nullptr && !errors.failed() &&
               write_features(*layer, plan, errors,
                              progress.part(static_cast<double>(i) / share, static_cast<double>(i + 1) / share));
    }
    if (transactions && done && !errors.failed()) done = dataset->CommitTransaction() == OGRERR_NONE;
    dataset.reset();
    if (!done || errors.failed()) cannot_write(target, errors.failure());
}

void compare_features(const fs::path& written, const fs::path& target, VectorFormat format,
                      const std::vector<const model::FeatureTable*>& tables) {
    const std::vector<LayerInfo> layers = list_layers(written);
    for (const model::FeatureTable* table : tables) {
        const auto found = std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& layer) {
            return layer.name == layer_name(table->name, format) || layers.size() == 1;
        });
        if (found == layers.end())
            cannot_write(target, both("写后读回没有图层 {}", "no layer {} when read back", table->name));
        require_same_features(written, found->name, *table, format, {}, target);
    }
}

void accept(const std::vector<Text>& losses, bool lossy, const fs::path& target) {
    if (losses.empty() || lossy) return;
    Text lines;
    for (const Text& loss : losses) lines += (lines.empty() ? Text{} : Text{"；", "; "}) + loss;
    throw InputError({.thing = target.string(),
                      .value = lines,
                      .expected = both("Shapefile 能原样存放的内容", "what a Shapefile holds as it is"),
                      .advice = both("写 .gpkg；或加 --lossy 接受这些改动；字符问题可用 --encoding UTF-8 或 GB18030",
                                     "write a .gpkg, or add --lossy to accept these changes; for characters, "
                                     "--encoding UTF-8 or GB18030")});
}

/// The files of a Shapefile are written in a folder of their own under their final names, read back, then exchanged
/// with the earlier set.
std::vector<Text> write_shapefile(const fs::path& target, const std::vector<const model::FeatureTable*>& tables,
                                  const Progress& progress, const VectorWriting& writing) {
    if (tables.size() != 1)
        throw InputError({.thing = target.string(),
                          .value = std::to_string(tables.size()),
                          .expected = both("一个图层", "one layer"),
                          .advice = both("每个图层写一个 .shp", "write one .shp per layer")});
    const ShapefileText text(*tables[0], writing.encoding);
    std::vector<Text> losses = text.losses();
    accept(losses, writing.lossy, target);
    const PendingFile folder(target.parent_path() / (target.stem().string() + ".members"));
    make_folder(folder.path());
    const fs::path shp = folder.path() / target.filename();
    write_dataset(shp, target, VectorFormat::Shapefile, tables, progress, writing, &text);
    const model::FeatureTable read =
        require_same_features(shp, {}, *tables[0], VectorFormat::Shapefile, writing.encoding, target);
    for (Text& loss : differences(*tables[0], text, read))
        losses.push_back(std::move(loss));
    accept(losses, writing.lossy, target);
    std::vector<SetMember> members;
    for (const char* extension : {".sbn", ".sbx", ".qix", ".cpg", ".prj", ".dbf", ".shx", ".shp"}) {
        const fs::path member = fs::path(shp).replace_extension(extension);
        const bool made = fs::exists(member);
        if (made) sync_file(member);
        // An index or encoding left by an earlier file would belie the new one: it goes.
        members.push_back({made ? member : fs::path{}, fs::path(target).replace_extension(extension)});
    }
    exchange_set(members);
    return losses;
}

/// A geodatabase is a folder: its files are synced, then it is exchanged with the earlier one.
void write_geodatabase(const fs::path& target, const std::vector<const model::FeatureTable*>& tables,
                       const Progress& progress, const VectorWriting& writing) {
    PendingFile pending(target);
    write_dataset(pending.path(), target, VectorFormat::FileGeodatabase, tables, progress, writing);
    compare_features(pending.path(), target, VectorFormat::FileGeodatabase, tables);
    for (const auto& member : fs::directory_iterator(pending.path()))
        if (member.is_regular_file()) sync_file(member.path());
    exchange_set({{pending.path(), target}});
}

void write_single_file(const fs::path& target, VectorFormat format,
                       const std::vector<const model::FeatureTable*>& tables, const Progress& progress,
                       const VectorWriting& writing) {
    if (format == VectorFormat::FlatGeobuf && tables.size() != 1)
        throw InputError({.thing = target.string(),
                          .value = std::to_string(tables.size()),
                          .expected = both("一个图层", "one layer"),
                          .advice = {}});
    PendingFile pending(target);
    write_dataset(pending.path(), target, format, tables, progress, writing);
    compare_features(pending.path(), target, format, tables);
    if (format == VectorFormat::GeoPackage)
        exchange_geopackage(pending, target);
    else
        pending.publish();
}

}  // namespace

std::vector<Text> write_layers(const fs::path& target, VectorFormat format,
                               const std::vector<const model::FeatureTable*>& tables, const Progress& progress,
                               const VectorWriting& writing) {
    start_gdal();
    switch (format) {
        case VectorFormat::Shapefile:
            return write_shapefile(target, tables, progress, writing);
        case VectorFormat::FileGeodatabase:
            write_geodatabase(target, tables, progress, writing);
            return {};
        case VectorFormat::GeoJson:
        case VectorFormat::Csv:
        case VectorFormat::PlainCsv:
            if (tables.size() != 1)
                throw InputError({.thing = target.string(),
                                  .value = std::to_string(tables.size()),
                                  .expected = both("一个图层", "one layer"),
                                  .advice = {}});
            write_file(target, format == VectorFormat::GeoJson
                                          ? geojson_text(*tables[0])
                                          : csv_text(*tables[0], format == VectorFormat::PlainCsv));
            return {};
        case VectorFormat::GeoPackage:
        case VectorFormat::FlatGeobuf:
            write_single_file(target, format, tables, progress, writing);
            return {};
    }
    return {};
}

}  // namespace zonewright::io
