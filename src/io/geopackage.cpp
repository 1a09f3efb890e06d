#include "io/geopackage.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <variant>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/parallel.h"
#include "io/geopackage_blob.h"
#include "io/geopackage_content.h"
#include "io/geopackage_exchange.h"
#include "io/geopackage_schema.h"
#include "io/packed_rtree.h"
#include "io/sqlite.h"

namespace zonewright::io {
namespace {

constexpr std::size_t rows_of_a_batch = 4096, bytes_of_a_batch = std::size_t{8} << 20;

[[noreturn]] void refuse(const model::FeatureTable& table, const std::string& value,
                         const std::string& expected) {
    throw InternalError({.thing = table.name, .value = value, .expected = expected});
}

bool is_snake_case(const std::string& name) {
    return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_of_kind(const geom::Geometry& geometry, model::GeometryKind kind) {
    return std::holds_alternative<std::monostate>(geometry) ||
           (kind == model::GeometryKind::Point && std::holds_alternative<geom::MultiPoint>(geometry)) ||
           (kind == model::GeometryKind::Line && std::holds_alternative<geom::MultiLineString>(geometry)) ||
           (kind == model::GeometryKind::Polygon && std::holds_alternative<geom::MultiPolygon>(geometry));
}

void require_well_formed(std::span<const GeoPackageLayer> layers) {
    std::set<std::string> layer_names{"layer_styles"};
    for (const GeoPackageLayer& layer : layers) {
        const model::FeatureTable& table = *layer.table;
        if (!is_snake_case(table.name)) refuse(table, table.name, "an ASCII snake_case name");
        if (!layer_names.insert(table.name).second) refuse(table, table.name, "a name used once");
        std::set<std::string> names{"fid", geometry_column};
        for (const model::Field& field : table.fields) {
            if (!is_snake_case(field.name)) refuse(table, field.name, "an ASCII snake_case name");
            if (!names.insert(field.name).second) refuse(table, field.name, "a field name used once");
        }
        for (const model::Feature& feature : table.features) {
            if (feature.values.size() != table.fields.size())
                refuse(table, fmt::format("{}", feature.values.size()), "one value per field");
            if (!is_of_kind(feature.geometry, table.kind))
                refuse(table, "another kind of geometry", "the kind of the table");
        }
    }
}

bool all_single_points(const model::FeatureTable& table) {
    return std::all_of(table.features.begin(), table.features.end(), [](const model::Feature& feature) {
        const auto* points = std::get_if<geom::MultiPoint>(&feature.geometry);
        return points == nullptr || points->points.size() == 1;
    });
}

/// What a value is stored as under its field's type; SQLite would otherwise convert it by the column's affinity.
using Stored = std::variant<std::monostate, std::int64_t, double, std::string_view>;

Stored stored(const model::Field& field, const model::Value& value) {
    const auto* integer = std::get_if<std::int64_t>(&value);
    const auto* real = std::get_if<double>(&value);
    const auto* text = std::get_if<std::string>(&value);
    if (model::is_null(value) || (real != nullptr && !std::isfinite(*real))) return {};
    if (field.type == model::FieldType::Real && text == nullptr)
        return real != nullptr ? *real : static_cast<double>(*integer);
    if (field.type == model::FieldType::Integer && integer != nullptr) return *integer;
    if (field.type == model::FieldType::Text && text != nullptr) return std::string_view(*text);
    throw InternalError(
        {.thing = field.name, .value = model::text_of(value), .expected = "a value of the field's type"});
}

void bind_value(SqliteStatement& statement, int position, const Stored& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) statement.bind(position, *integer);
    else if (const auto* real = std::get_if<double>(&value)) statement.bind(position, *real);
    else if (const auto* text = std::get_if<std::string_view>(&value)) statement.bind(position, *text);
    else statement.bind_null(position);
}

void add_value(RowBytes& row, const Stored& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) row.add(*integer);
    else if (const auto* real = std::get_if<double>(&value)) row.add(*real);
    else if (const auto* text = std::get_if<std::string_view>(&value)) row.add_text(*text);
    else row.add_null();
}

/// Rows that follow each other, their geometries as they are stored; empty where there is none.
struct RowBatch {
    std::size_t first = 0;
    std::vector<std::string> blobs;
    std::size_t end() const { return first + blobs.size(); }
};

/// One layer on its way into the file: rows, index, registration.
class LayerWriter {
public:
    LayerWriter(SqliteDatabase& database, const model::FeatureTable& table, const GeoPackageOptions& options)
        : database_(database),
          table_(table),
          options_(options),
          single_points_(all_single_points(table)),
          spatial_(table.kind != model::GeometryKind::None) {}

    std::string write(const Progress& progress) {
        create_layer_table(database_, table_, single_points_);
        std::string digest = insert_rows(progress);
        register_contents();
        if (spatial_) build_index();
        register_titles();
        return digest;
    }

private:
    /// While a batch goes into the file, the next one is coded and hashed.
    std::string insert_rows(const Progress& progress) {
        std::string marks = spatial_ ? "?1, ?2" : "?1";
        for (std::size_t i = 0; i < table_.fields.size(); ++i)
            marks += fmt::format(", ?{}", first_value() + static_cast<int>(i));
        auto insert =
            database_.prepare(fmt::format("INSERT INTO {} VALUES ({})", sql_name(table_.name), marks));
        Fingerprint hash;
        RowBatch next;
        for (RowBatch batch = coded(0, hash); !batch.blobs.empty(); std::swap(batch, next)) {
            progress.report(static_cast<double>(batch.first) / static_cast<double>(table_.features.size()));
            parallel_for(2, 1, progress.quiet(), [&](std::size_t part) {
                if (part == 0)
                    insert_batch(insert, batch);
                else
                    next = coded(batch.end(), hash);
            });
        }
        return hash.hex();
    }

    RowBatch coded(std::size_t first, Fingerprint& hash) {
        RowBatch batch{.first = first, .blobs = {}};
        RowBytes row;
        for (std::size_t i = first, bytes = 0;
             i < table_.features.size() && bytes < bytes_of_a_batch && batch.blobs.size() < rows_of_a_batch; ++i) {
            const model::Feature& feature = table_.features[i];
            const auto fid = static_cast<std::int64_t>(i + 1);
            row.clear();
            row.add(fid);
            batch.blobs.push_back(spatial_ ? geopackage_blob(feature.geometry, table_.epsg, single_points_) : std::string());
            const std::string& blob = batch.blobs.back();
            if (spatial_ && blob.empty()) row.add_null();
            if (spatial_ && !blob.empty()) row.add_blob(blob);
            for (std::size_t v = 0; v < feature.values.size(); ++v) add_value(row, stored(table_.fields[v], feature.values[v]));
            hash.add(row.bytes());
            bytes += blob.size();
            const geom::Box box = geom::bounds(feature.geometry);
            if (!box.empty()) boxes_.push_back({fid, box});
        }
        return batch;
    }

    void insert_batch(SqliteStatement& insert, const RowBatch& batch) const {
        for (std::size_t i = batch.first; i < batch.end(); ++i) {
            const std::string& blob = batch.blobs[i - batch.first];
            const model::Feature& feature = table_.features[i];
            insert.bind(1, static_cast<std::int64_t>(i + 1));
            if (spatial_ && blob.empty()) insert.bind_null(2);
            if (spatial_ && !blob.empty()) insert.bind_blob(2, blob);
            for (std::size_t v = 0; v < feature.values.size(); ++v)
                bind_value(insert, first_value() + static_cast<int>(v), stored(table_.fields[v], feature.values[v]));
            insert.run();
        }
    }
    int first_value() const { return spatial_ ? 3 : 2; }

    void build_index() {
        const std::string name = fmt::format("rtree_{}_{}", table_.name, geometry_column);
        database_.run(
            fmt::format("CREATE VIRTUAL TABLE {} USING rtree(id, minx, maxx, miny, maxy)", sql_name(name)));
        const auto node_bytes = static_cast<std::size_t>(
            database_.integer_of(fmt::format("SELECT length(data) FROM {}", sql_name(name + "_node"))));
        const PackedRtree tree = pack_rtree(std::move(boxes_), node_bytes);
        auto node = database_.prepare(
            fmt::format("INSERT OR REPLACE INTO {} VALUES (?1, ?2)", sql_name(name + "_node")));
        auto parent =
            database_.prepare(fmt::format("INSERT INTO {} VALUES (?1, ?2)", sql_name(name + "_parent")));
        auto leaf =
            database_.prepare(fmt::format("INSERT INTO {} VALUES (?1, ?2)", sql_name(name + "_rowid")));
        for (const RtreeNode& packed : tree.nodes) {
            node.bind(1, packed.number).bind_blob(2, packed.data).run();
            if (packed.parent != 0) parent.bind(1, packed.number).bind(2, packed.parent).run();
        }
        for (const auto& [id, number] : tree.leaf_of) leaf.bind(1, id).bind(2, number).run();
        create_index_triggers(database_, table_.name);
        auto extension = database_.prepare(
            "INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index', "
            "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')");
        extension.bind(1, std::string_view(table_.name)).bind(2, std::string_view(geometry_column)).run();
    }

    void register_contents() {
        geom::Box box;
        for (const RtreeEntry& entry : boxes_) box.include(entry.box);
        auto insert =
            database_.prepare("INSERT INTO gpkg_contents VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
        const std::string& title = table_.title.in(options_.language);
        // The identifier must be unique in the file; the table name makes it so.
        const std::string identifier =
            title.empty() ? table_.name : fmt::format("{} ({})", title, table_.name);
        insert.bind(1, std::string_view(table_.name))
            .bind(2, std::string_view(spatial_ ? "features" : "attributes"));
        insert.bind(3, std::string_view(identifier)).bind(4, std::string_view(title));
        insert.bind(5, std::string_view(options_.last_change));
        if (!box.empty()) insert.bind(6, box.min_x).bind(7, box.min_y).bind(8, box.max_x).bind(9, box.max_y);
        if (spatial_) insert.bind(10, std::int64_t{table_.epsg});
        insert.run();
        if (!spatial_) return;
        const std::string type = geometry_type_name(table_, single_points_);
        auto geometry = database_.prepare("INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, ?3, ?4, 0, 0)");
        geometry.bind(1, std::string_view(table_.name)).bind(2, std::string_view(geometry_column));
        geometry.bind(3, std::string_view(type)).bind(4, std::int64_t{table_.epsg}).run();
    }

    void register_titles() {
        // `name` stays NULL: it must be unique per table and QGIS 3.22 shows neither.
        auto insert =
            database_.prepare("INSERT INTO gpkg_data_columns VALUES (?1, ?2, NULL, ?3, ?4, NULL, NULL)");
        for (const model::Field& field : table_.fields) {
            const std::string& title = field.title.in(options_.language);
            if (title.empty()) continue;
            insert.bind(1, std::string_view(table_.name))
                .bind(2, std::string_view(field.name))
                .bind(3, std::string_view(title));
            if (field.unit.empty())
                insert.bind_null(4);
            else
                insert.bind(4, std::string_view(field.unit));
            insert.run();
        }
    }

    SqliteDatabase& database_;
    const model::FeatureTable& table_;
    const GeoPackageOptions& options_;
    bool single_points_;
    bool spatial_;
    std::vector<RtreeEntry> boxes_;
};

void write_styles(SqliteDatabase& database, std::span<const GeoPackageLayer> layers,
                  const GeoPackageOptions& options) {
    create_style_table(database);
    // Registered, as QGIS does it: readers that go by gpkg_contents would otherwise drop the table on
    // copying.
    auto contents = database.prepare(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', ?1, 0)");
    contents.bind(1, std::string_view(options.last_change)).run();
    auto insert = database.prepare(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
        "styleName, styleQML, "
        "styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?1, ?2, ?3, ?4, '', 1, "
        "?3, '', NULL, ?5)");
    for (const GeoPackageLayer& layer : layers) {
        if (layer.qml.empty()) continue;
        const bool spatial = layer.table->kind != model::GeometryKind::None;
        const std::string& title = layer.table->title.in(options.language);
        insert.bind(1, std::string_view(layer.table->name))
            .bind(2, std::string_view(spatial ? geometry_column : ""));
        insert.bind(3, std::string_view(title.empty() ? layer.table->name : title))
            .bind(4, std::string_view(layer.qml));
        insert.bind(5, std::string_view(options.last_change)).run();
    }
}

std::string build(const std::filesystem::path& pending, const std::filesystem::path& target,
                  std::span<const GeoPackageLayer> layers, const GeoPackageOptions& options,
                  const Progress& progress) {
    SqliteDatabase database(pending, SqliteMode::Create, target);
    // The pending file is thrown away on any failure, so it needs no journal; syncing is done once, at the
    // end.
    database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; BEGIN");
    create_core_tables(database);
    std::size_t rows = 0, done = 0;
    for (const GeoPackageLayer& layer : layers) rows += layer.table->features.size() + 1;
    std::map<std::string, std::string> hashes;
    for (const GeoPackageLayer& layer : layers) {
        add_reference_systems(database, layer.table->epsg);
        const auto share = [&](std::size_t count) {
            return static_cast<double>(count) / static_cast<double>(rows);
        };
        const std::size_t count = layer.table->features.size() + 1;
        hashes[layer.table->name] = LayerWriter(database, *layer.table, options)
                                        .write(progress.part(share(done), share(done + count)));
        done += count;
    }
    write_styles(database, layers, options);
    database.run("COMMIT; PRAGMA journal_mode = DELETE");
    for (const char* small : {"layer_styles", "gpkg_data_columns"})
        hashes[small] = table_hash(database, small);
    return joined_hash(hashes);
}

/// Empty where the file is so damaged that it cannot be read.
std::string content_hash_or_none(const std::filesystem::path& path) {
    try {
        return geopackage_content_hash(path);
    } catch (const Error&) {
        return {};
    }
}

void require_sound(const std::filesystem::path& pending, const std::filesystem::path& target,
                   const std::string& expected_hash, const Progress& progress) {
    const SqliteDatabase database(pending, SqliteMode::ReadOnly, target);
    std::string integrity, hash;
    parallel_for(2, 1, progress.quiet(), [&](std::size_t part) {
        if (part == 0)
            integrity = database.text_of("PRAGMA integrity_check");
        else
            hash = content_hash_or_none(pending);
    });
    if (integrity == "ok" && hash == expected_hash) return;
    throw ResourceError({.thing = target.string(),
                         .value = integrity == "ok" ? both("读回的内容与写入的不一致",
                                                           "what was read back differs from what was written")
                                                    : integrity,
                         .advice = both("检查磁盘后重试；已有结果未改动",
                                        "check the disk and try again; earlier results are untouched")});
}

}  // namespace

std::string write_geopackage(const std::filesystem::path& target, std::span<const GeoPackageLayer> layers,
                             const GeoPackageOptions& options, const Progress& progress) {
    require_well_formed(layers);
    PendingFile pending(target);
    std::string hash = build(pending.path(), target, layers, options, progress.part(0, 0.8));
    progress.report(0.8);
    require_sound(pending.path(), target, hash, progress);
    progress.checkpoint();
    if (exchange_geopackage(pending, target) == Exchanged::Content) require_sound(target, target, hash, progress);
    progress.report(1);
    return hash;
}

}  // namespace zonewright::io
