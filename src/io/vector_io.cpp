#include "io/vector_io.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"
#include "base/spelling.h"
#include "gis/crs_identify.h"
#include "io/checked_files.h"
#include "io/gdal_handles.h"
#include "io/gdal_session.h"
#include "io/mended_source.h"
#include "io/spreadsheet_merges.h"
#include "io/vector_drawing.h"
#include "io/vector_encoding.h"
#include "io/vector_geopackage.h"
#include "io/vector_headings.h"
#include "io/vector_refusals.h"
#include "io/vector_shapefile.h"
#include "io/vector_values.h"

namespace zonewright::io {
namespace {

/// GDAL takes a file it may not read, or cannot open because too many are open, for one that is broken.
void check_readable(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) require_readable(path);
}

/// GeoPackages are read by SQLite, which tells errors by itself.
std::string name_to_open(const std::filesystem::path& path) {
    const std::string name = name_for_gdal(path);
    return extension_of(path) == ".gpkg" ? name : checked_name(name);
}

/// Connections may be written into study.toml and printed: they hold no secret.
Dataset open_database(const LayerRequest& request) {
    const std::string name = request.path.string();
    if (name.find("password") != std::string::npos ||
        (name.starts_with("postgresql:") && name.find('@') != std::string::npos &&
         name.find(':', name.find("//") + 2) < name.find('@')))
        throw InputError({.thing = "PG:",
                          .value = both("连接串中有密码", "a connection with a password"),
                          .expected = both("不含密码的连接串", "a connection without it"),
                          .advice = both("把密码放在 ~/.pgpass 或环境变量 PGPASSWORD 中",
                                         "keep it in ~/.pgpass or in the environment variable PGPASSWORD")});
    CPLStringList allowed, options;
    allowed.AddString("PostgreSQL");
    const gis::GdalErrors errors;
    Dataset dataset(GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                           allowed.List(), options.List(), nullptr));
    if (!dataset)
        throw InputError({.thing = name,
                          .value = errors.failure(),
                          .expected = both("能连接的 PostGIS 数据库", "a PostGIS database that can be reached"),
                          .advice = both("写法如 \"PG:dbname=land host=10.0.0.8 user=reader\"；用 psql 试一下同样的连接",
                                         "written as \"PG:dbname=land host=10.0.0.8 user=reader\"; try the same with psql")});
    return dataset;
}

/// `in_its_place` is what to open instead, if anything.
Dataset open_vector(const LayerRequest& request, const std::string& in_its_place = {}) {
    start_gdal();
    if (is_database(request.path)) return open_database(request);
    const std::string name = in_its_place.empty() ? name_to_open(request.path) : in_its_place;
    check_readable(request.path);
    const std::vector<std::string> drivers = vector_drivers_of(extension_of(request.path));
    if (drivers.empty())
        throw InputError({.thing = request.path.string(),
                          .value = extension_of(request.path),
                          .expected = ".shp .gdb .gpkg .geojson .json .dxf .kml .tab .mif .csv .xlsx .fgb .txt .zip .kmz PG:",
                          .advice = way_out(extension_of(request.path))});
    CPLStringList allowed, options;
    for (const std::string& driver : drivers) allowed.AddString(driver.c_str());
    if (drivers.front() == "ESRI Shapefile") {
        check_shapefile(request.path);
        options.SetNameValue("ENCODING", "");  // bytes as they are: vector_encoding.h decides what they mean
    }
    if (drivers.front() == "GPKG") {
        options.SetNameValue("LIST_ALL_TABLES", "NO");
        if (is_settled_wal(request.path)) options.SetNameValue("IMMUTABLE", "YES");
    }
    const gis::GdalErrors errors;
    Dataset dataset(GDALDataset::Open(name.c_str(),
                                           GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                           allowed.List(), options.List(), nullptr));
    if (!dataset) check_readable(request.path);
    if (!dataset)
        cannot_open(request.path, errors.failure(),
                    both("完整的 {} 文件", "a sound {} file", drivers.front()));
    return dataset;
}

/// The words of a coded domain; empty for a field without one.
std::map<std::string, std::string> words_of_domain(GDALDataset& dataset, const std::string& domain) {
    std::map<std::string, std::string> words;
    const OGRFieldDomain* found = domain.empty() ? nullptr : dataset.GetFieldDomain(domain);
    if (found == nullptr || found->GetDomainType() != OFDT_CODED) return words;
    for (const OGRCodedValue* pair = static_cast<const OGRCodedFieldDomain*>(found)->GetEnumeration();
         pair != nullptr && pair->pszCode != nullptr; ++pair)
        if (pair->pszValue != nullptr) words.emplace(pair->pszCode, pair->pszValue);
    return words;
}

LayerInfo describe(GDALDataset& dataset, OGRLayer& layer) {
    LayerInfo info;
    info.name = layer.GetName();
    info.kind = kind_of(layer.GetGeomType());
    info.feature_count = layer.GetFeatureCount();
    if (const OGRSpatialReference* reference = layer.GetSpatialRef()) {
        char* wkt = nullptr;
        if (reference->exportToWkt(&wkt) == OGRERR_NONE) info.crs_wkt = wkt;
        CPLFree(wkt);
        info.epsg = gis::identify_epsg(*reference);
    }
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(i);
        const std::string alternative = field.GetAlternativeNameRef();
        const OGRFieldType type = field.GetType();
        if (auto words = words_of_domain(dataset, field.GetDomainName()); !words.empty())
            info.coded.emplace(static_cast<std::size_t>(i), std::move(words));
        if (type == OFTDate) info.dates.push_back(static_cast<std::size_t>(i));
        if (type == OFTDateTime || type == OFTTime) info.moments.push_back(static_cast<std::size_t>(i));
        info.fields.push_back({.name = field.GetNameRef(),
                               .type = type_of(type),
                               .title = {alternative, alternative}});
    }
    return info;
}

[[noreturn]] void no_such_layer(const LayerRequest& request, const std::vector<std::string>& names) {
    const auto near = nearest_name(request.layer, names);
    throw InputError(
        {.thing = request.path.string(),
         .value = request.layer.empty() ? both("{} 个图层", "{} layers", names.size()) : request.layer,
         .expected = joined(names),
         .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                        : both("用 layer 指定其中一个图层", "name one of them with layer")});
}

OGRLayer& choose_layer(GDALDataset& dataset, const LayerRequest& request) {
    std::vector<std::string> names;
    for (OGRLayer* layer : dataset.GetLayers()) names.emplace_back(layer->GetName());
    if (names.size() == 1 && (request.layer.empty() || is_drawing(request.path))) return *dataset.GetLayer(0);
    if (OGRLayer* layer = request.layer.empty() ? nullptr : dataset.GetLayerByName(request.layer.c_str()))
        return *layer;
    no_such_layer(request, names);
}

void read_features(OGRLayer& layer, LayerReading& reading, const LayerRequest& request,
                   std::optional<DrawingEntities>& entities, gis::GdalErrors& errors,
                   const Progress& progress) {
    const int fields = layer.GetLayerDefn()->GetFieldCount();
    const double expected = static_cast<double>(std::max<std::int64_t>(1, reading.info.feature_count));
    // What the file claims is believed as far as it could be true: growing by copies would need the room twice.
    constexpr std::int64_t least_bytes = 16;
    std::error_code unknown;
    const auto bytes = std::filesystem::file_size(request.path, unknown);
    if (!unknown)
        reading.table.features.reserve(static_cast<std::size_t>(
            std::clamp<std::int64_t>(reading.info.feature_count, 0, static_cast<std::int64_t>(bytes) / least_bytes)));
    const bool row_by_row = extension_of(request.path) == ".gpkg";  // an error is of the feature that comes with it
    layer.ResetReading();
    while (const FeatureHandle source{layer.GetNextFeature()}) {
        if (row_by_row && errors.failed() && source->GetGeometryRef() == nullptr)
            reading.notes.push_back({ReadNoteKind::Unreadable, source->GetFID(), {}, errors.take_failure()});
        if (reading.table.features.size() % 1024 == 0)
            progress.report(std::min(1.0, static_cast<double>(reading.table.features.size()) / expected));
        if (entities && !entities->take(*source, reading)) continue;
        model::Feature feature{.fid = source->GetFID()};
        feature.geometry =
            geometry_of(source->GetGeometryRef(), feature.fid, reading.notes, request.arc_step_deg);
        if (entities) entities->report_arcs(*source, feature, reading.notes);
        feature.values.reserve(static_cast<std::size_t>(fields) + 1);  // parcels are given a field of their own
        for (int i = 0; i < fields; ++i) feature.values.push_back(value_of(*source, i));
        if (entities) entities->decode(feature.values);
        reading.table.features.push_back(std::move(feature));
    }
}

/// A layer of unknown kind (GeoJSON, DXF, CSV) is of the kind most of its features have; ties go to the
/// surface.
model::GeometryKind common_kind(const model::FeatureTable& table) {
    std::array<std::size_t, 4> counts{};
    for (const model::Feature& feature : table.features)
        ++counts[static_cast<std::size_t>(kind_of(feature.geometry))];
    model::GeometryKind best = model::GeometryKind::None;
    for (const auto kind :
         {model::GeometryKind::Polygon, model::GeometryKind::Line, model::GeometryKind::Point})
        if (counts[static_cast<std::size_t>(kind)] >
            (best == model::GeometryKind::None ? 0 : counts[static_cast<std::size_t>(best)]))
            best = kind;
    return best;
}

void settle_kind(LayerReading& reading, bool mixed) {
    model::FeatureTable& table = reading.table;
    const bool unstated = table.kind == model::GeometryKind::None;
    if (unstated) table.kind = common_kind(table);
    reading.info.kind = table.kind;
    if (unstated && mixed) return;
    for (model::Feature& feature : table.features) {
        const model::GeometryKind kind = kind_of(feature.geometry);
        if (kind == model::GeometryKind::None || kind == table.kind) continue;
        reading.notes.push_back({ReadNoteKind::OtherKind, feature.fid, {}, {}});
        feature.geometry = {};
    }
}

bool refusable(ReadNoteKind kind) {
    return kind == ReadNoteKind::Curve || kind == ReadNoteKind::NotFinite || kind == ReadNoteKind::Absurd ||
           kind == ReadNoteKind::Unsupported || kind == ReadNoteKind::Unreadable ||
           kind == ReadNoteKind::OtherKind;
}

Text expectation(ReadNoteKind kind) {
    switch (kind) {
        case ReadNoteKind::Curve:
            return both("直线段组成的几何", "geometry of straight segments");
        case ReadNoteKind::NotFinite:
            return both("有限坐标", "finite coordinates");
        case ReadNoteKind::Absurd:
            return both("合理范围内的坐标", "coordinates of a possible size");
        case ReadNoteKind::Unreadable:
            return both("能读的几何", "a geometry that can be read");
        default:
            return both("同一种几何类型", "one kind of geometry");
    }
}

}  // namespace

namespace {

/// Size and time of every file a layer is read from, in alphabetical order.
using FileStates = std::vector<std::tuple<std::string, std::uintmax_t, std::filesystem::file_time_type>>;

FileStates states_of(const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files{path, path.string() + "-wal"};
    for (const char* part : {".shx", ".dbf", ".SHX", ".DBF"})
        if (extension_of(path) == ".shp") files.push_back(fs::path(path).replace_extension(part));
    if (fs::is_directory(path))
        for (const fs::directory_entry& entry : fs::directory_iterator(path)) files.push_back(entry.path());
    FileStates states;
    for (const fs::path& file : files) {
        std::error_code gone;
        const auto size = fs::is_regular_file(file, gone) ? fs::file_size(file, gone) : std::uintmax_t{0};
        if (size > 0) states.emplace_back(file.string(), size, fs::last_write_time(file, gone));
    }
    std::sort(states.begin(), states.end());
    return states;
}

[[noreturn]] void refuse_changed(const std::filesystem::path& path) {
    throw InputError(
        {.thing = path.string(),
         .value = both("读取时文件被改动", "the file changed while it was read"),
         .expected = both("读取期间不变的文件", "a file that stays as it is"),
         .advice = both("等写入结束、关闭正在编辑它的程序后重试，或先复制一份",
                        "try again when it is written to its end and no program edits it, or take a "
                        "copy first")});
}

/// What the driver said, without what the notes say better: that a ring was closed.
std::string worth_telling(const std::string& warnings) {
    std::string told;
    for (std::size_t from = 0, end = 0; from < warnings.size(); from = end + 1) {
        end = std::min(warnings.find('\n', from), warnings.size());
        const std::string line = warnings.substr(from, end - from);
        if (!line.empty() && !line.starts_with("Non closed ring")) told += (told.empty() ? "" : "\n") + line;
    }
    return told;
}

/// What a workbook, a KML and a Shapefile hold beside what was read.
void remark_on_file(const LayerRequest& request, const MendedSource& mended, const std::string& layer,
                    LayerReading& reading) {
    const auto add = [&](std::vector<Text> remarks) {
        std::ranges::move(remarks, std::back_inserter(reading.warnings));
    };
    add(fill_merged(reading.table, merged_cells(request.path, layer)));
    add(remarks_on_hidden(request.path, layer));
    add(mended.remarks());
    reading.unread = mended.unread();
    if (const std::size_t deleted = deleted_records(request.path, reading.table.features.size()); deleted > 0)
        reading.warnings.push_back(both("{} 条记录在 .dbf 中标为已删除，未读取",
                                        "{} records are marked as deleted in the .dbf and were not read", deleted));
}

/// GDAL hands these over undecoded.
bool read_as_bytes(const std::filesystem::path& path) {
    const std::string extension = extension_of(path);
    return extension == ".shp" || extension == ".dbf" || extension == ".csv";
}

/// A MapInfo file that does not state its character set.
bool has_raw_texts(const std::filesystem::path& path, const model::FeatureTable& table) {
    const std::string extension = extension_of(path);
    if (extension != ".tab" && extension != ".mif") return false;
    for (const model::Feature& feature : table.features)
        for (const model::Value& value : feature.values)
            if (const auto* text = std::get_if<std::string>(&value); text != nullptr && !gis::is_utf8(*text)) return true;
    return false;
}

}  // namespace

std::vector<LayerInfo> list_layers(const std::filesystem::path& path, const std::string& encoding) {
    const LayerRequest request{.path = path, .encoding = encoding};
    const DrawingSettings settings(request);
    const MendedSource mended(request.path);
    const Dataset dataset = open_vector(request, mended.copy());
    std::vector<LayerInfo> layers;
    const gis::GdalErrors errors;
    for (OGRLayer* layer : dataset->GetLayers()) {
        layers.push_back(describe(*dataset, *layer));
        settle_headings(path, *layer, layers.back());
        if (read_as_bytes(path)) decode_names(layers.back());
        if (is_drawing(path)) layers = layers_of_drawing(*layer, layers.back(), DrawingTexts(request));
    }
    if (errors.failed()) cannot_open(path, errors.failure(), both("可读的图层", "readable layers"));
    return layers;
}

LayerReading read_layer_with_notes(const LayerRequest& request, const Progress& progress) {
    const FileStates before = states_of(request.path);
    check_geopackage(request.path);
    std::optional<DrawingEntities> entities;
    if (is_drawing(request.path)) entities.emplace(request, [&] { return open_vector(request); });
    const DrawingSettings settings(request);
    const MendedSource mended(request.path);
    const Dataset dataset = open_vector(request, mended.copy());
    gis::GdalErrors errors;
    OGRLayer& layer = choose_layer(*dataset, request);
    LayerReading reading{.info = describe(*dataset, layer), .drawing = entities.has_value()};
    const auto headings = settle_headings(request.path, layer, reading.info);
    if (entities && !request.layer.empty()) reading.info.name = request.layer;
    reading.table = {.name = reading.info.name,
                     .kind = reading.info.kind,
                     .epsg = reading.info.epsg,
                     .fields = reading.info.fields};
    read_features(layer, reading, request, entities, errors, progress);
    if (headings) drop_headings(*headings, reading);
    if (entities && reading.table.features.empty() && reading.left_in_other_layers > 0) {
        std::vector<std::string> names;
        for (const LayerInfo& info : layers_of_drawing(layer, reading.info, entities->texts()))
            names.push_back(info.name);
        no_such_layer(request, names);
    }
    if (states_of(request.path) != before) refuse_changed(request.path);  // errors are its consequences
    if (errors.failed() || (entities && entities->is_incomplete()))
        cannot_open(request.path, errors.failure(),
                    both("能读到末尾的文件", "a file that can be read to its end"));
    if (read_as_bytes(request.path) || has_raw_texts(request.path, reading.table))
        decode_layer(reading, request.encoding,
                     mended.stated().by.empty() ? stated_encoding(request.path) : mended.stated(), request.path);
    reading.info.feature_count = static_cast<std::int64_t>(reading.table.features.size());
    settle_kind(reading, request.mixed);
    if (const std::string said = worth_telling(errors.warnings()); !said.empty()) reading.warnings.emplace_back(said);
    remark_on_file(request, mended, layer.GetName(), reading);
    if (entities) warn_of_hidden_layers(request.path, entities->texts(), reading);
    if (entities) report_unread_entities(request, entities->texts(), reading);
    return reading;
}

void refuse_notes(const LayerReading& reading, const std::filesystem::path& path) {
    for (const ReadNote& note : reading.notes)
        if (refusable(note.kind))
            throw InputError({.thing = both("{}，图层 {}，要素 {}", "{}, layer {}, feature {}", path.string(),
                                            reading.info.name, note.fid),
                              .value = note.detail,
                              .expected = expectation(note.kind),
                              .advice = both("用 zonewright import 查看全部问题",
                                             "see all problems with zonewright import")});
}

model::FeatureTable read_layer(const LayerRequest& request, const Progress& progress) {
    LayerReading reading = read_layer_with_notes(request, progress);
    refuse_notes(reading, request.path);
    return std::move(reading.table);
}

}  // namespace zonewright::io
