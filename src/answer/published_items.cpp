#include "answer/published_items.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "answer/lonlat_json.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "gis/crs.h"
#include "gis/overlay.h"
#include "io/geopackage_shape.h"
#include "io/sqlite.h"

namespace zonewright::answer {
/// What reading a layer needs beside what is told of it.
struct LayerAccess {
    PublishedLayer told;
    std::string fid, shape_column, tree;  ///< tree empty: no R-tree
    std::vector<std::string> keys;        ///< of the columns, as they stand in a JSON object: ,"name":
    std::shared_ptr<const gis::Transformation> to_degrees, to_plane;
};

namespace {

std::string type_of_column(const std::string& declared) {
    if (declared.starts_with("INT") || declared.starts_with("MEDIUMINT") || declared.starts_with("BOOL")) return "integer";
    if (declared.starts_with("REAL") || declared.starts_with("DOUBLE") || declared.starts_with("FLOAT")) return "number";
    return "string";
}

std::string kind_of_shape(const std::string& declared) {
    if (declared.find("POLYGON") != std::string::npos) return "polygon";
    if (declared.find("LINE") != std::string::npos) return "line";
    return "point";
}

/// The box on the other plane: its border in steps, since straight lines do not stay straight.
geom::Box box_across(const geom::Box& box, const gis::Transformation& across) {
    constexpr int steps = 8;
    geom::Box made;
    for (int i = 0; i <= steps; ++i)
        for (int k = 0; k <= steps; ++k)
            made.include(across({box.min_x + box.width() * i / steps, box.min_y + box.height() * k / steps}));
    return made;
}

geom::Box box_of(const DegreeBox& box) {
    return {box.west, box.south, box.east, box.north};
}

bool segment_meets(geom::Point a, geom::Point b, const geom::Box& box) {
    double from = 0, to = 1;
    const auto cut = [&](double step, double room) {
        if (step == 0) return room >= 0;
        const double at = room / step;
        if (step < 0) from = std::max(from, at);
        else to = std::min(to, at);
        return from <= to;
    };
    return cut(a.x - b.x, a.x - box.min_x) && cut(b.x - a.x, box.max_x - a.x) && cut(a.y - b.y, a.y - box.min_y) &&
           cut(b.y - a.y, box.max_y - a.y);
}

/// Does any of the shape lie in the box? Both in degrees.
struct MeetsBox {
    geom::Box box;
    bool operator()(std::monostate) const { return false; }
    bool operator()(const geom::MultiPoint& shape) const {
        return std::ranges::any_of(shape.points, [&](geom::Point p) { return box.contains(p); });
    }
    bool operator()(const geom::MultiLineString& shape) const {
        for (const geom::LineString& line : shape.lines)
            for (std::size_t i = 1; i < line.size(); ++i)
                if (segment_meets(line[i - 1], line[i], box)) return true;
        return false;
    }
    bool operator()(const geom::MultiPolygon& shape) const {
        const geom::Box own = geom::bounds(shape);
        if (!own.meets(box)) return false;
        if (box.contains({own.min_x, own.min_y}) && box.contains({own.max_x, own.max_y})) return true;
        return gis::intersects(shape, geom::MultiPolygon{{geom::rectangle(box)}});
    }
};

std::string quoted(const std::string& words) {
    using nlohmann::json;
    return json(words).dump(-1, ' ', false, json::error_handler_t::replace);
}

void add_value(std::string& to, const io::SqliteStatement& row, int column) {
    const int type = row.type(column);
    if (type == SQLITE_INTEGER) fmt::format_to(std::back_inserter(to), "{}", row.integer(column));
    else if (type == SQLITE_FLOAT && std::isfinite(row.real(column))) fmt::format_to(std::back_inserter(to), "{}", row.real(column));
    else if (type == SQLITE_TEXT) to += quoted(row.text(column));
    else to += "null";
}

[[noreturn]] void refuse_name(const Text& thing, const std::string& name, const std::vector<std::string>& known) {
    const auto near = nearest_name(name, known);
    throw InputError({.thing = thing,
                      .value = name,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these")});
}

}  // namespace

struct PublishedPackage::Opened {
    explicit Opened(const std::filesystem::path& file) : database(file, io::SqliteMode::ReadOnly, file) {
        auto contents = database.prepare("SELECT table_name, coalesce(identifier, table_name), data_type FROM gpkg_contents "
                                         "WHERE data_type IN ('features', 'attributes') AND table_name <> 'layer_styles' ORDER BY "
                                         "table_name");
        while (contents.step()) add_layer(contents.text(0), contents.text(1), contents.text(2) == "features");
        for (const LayerAccess& each : access) told.push_back(each.told);
    }

    void add_layer(const std::string& table, const std::string& title, bool has_shape) {
        LayerAccess layer;
        layer.told.id = table, layer.told.title = title;
        if (has_shape) read_shape_column(table, layer);
        auto columns = database.prepare("SELECT name, upper(type), pk FROM pragma_table_info(?1)");
        columns.bind(1, table);
        while (columns.step()) {
            const std::string name = columns.text(0);
            if (columns.integer(2) != 0 && columns.text(1).starts_with("INT")) layer.fid = name;
            else if (name != layer.shape_column)
                layer.told.columns.push_back({name, type_of_column(columns.text(1)), title_of(table, name)});
        }
        if (layer.fid.empty()) return;  // rows that cannot be named
        for (const PublishedColumn& column : layer.told.columns)
            layer.keys.push_back((layer.keys.empty() ? "" : ",") + quoted(column.name) + ":");
        layer.told.rows = database.integer_of("SELECT count(*) FROM " + io::sql_name(table));
        access.push_back(std::move(layer));
    }

    void read_shape_column(const std::string& table, LayerAccess& layer) const {
        auto columns = database.prepare(
            "SELECT g.column_name, upper(g.geometry_type_name), s.organization_coordsys_id, c.min_x, c.min_y, c.max_x, "
            "c.max_y FROM gpkg_geometry_columns g JOIN gpkg_contents c USING (table_name) JOIN gpkg_spatial_ref_sys s ON "
            "s.srs_id = g.srs_id WHERE g.table_name = ?1");
        columns.bind(1, table);
        if (!columns.step()) return;
        layer.shape_column = columns.text(0);
        layer.told.shape = kind_of_shape(columns.text(1));
        layer.told.epsg = static_cast<int>(columns.integer(2));
        constexpr int degrees = 4490;
        layer.to_degrees = std::make_shared<gis::Transformation>(layer.told.epsg, degrees);
        layer.to_plane = std::make_shared<gis::Transformation>(degrees, layer.told.epsg);
        const std::string tree = "rtree_" + table + "_" + layer.shape_column;
        auto found = database.prepare("SELECT count(*) FROM sqlite_master WHERE name = ?1");
        found.bind(1, tree);
        if (found.step() && found.integer(0) > 0) layer.tree = tree;
        if (columns.type(3) == SQLITE_NULL) return;
        layer.told.plane_box = {columns.real(3), columns.real(4), columns.real(5), columns.real(6)};
        const geom::Box box = box_across(layer.told.plane_box, *layer.to_degrees);
        layer.told.box = DegreeBox{box.min_x, box.min_y, box.max_x, box.max_y};
    }

    std::string title_of(const std::string& table, const std::string& column) {
        if (!has_titles) has_titles = database.integer_of("SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_data_columns'") > 0;
        if (!*has_titles) return "";
        auto titles = database.prepare("SELECT title FROM gpkg_data_columns WHERE table_name = ?1 AND column_name = ?2");
        titles.bind(1, table).bind(2, column);
        return titles.step() ? titles.text(0) : "";
    }

    const LayerAccess& layer(const std::string& id) const {
        std::vector<std::string> known;
        for (const LayerAccess& each : access) {
            if (each.told.id == id) return each;
            known.push_back(each.told.id);
        }
        refuse_name(both("图层", "layer"), id, known);
    }

    static void add_feature(std::string& to, const LayerAccess& layer, const io::SqliteStatement& row, const geom::Geometry& degrees) {
        fmt::format_to(std::back_inserter(to), R"({{"type":"Feature","id":{},"geometry":)", row.integer(0));
        add_lonlat_text(to, degrees);
        to += ",\"properties\":{";
        for (std::size_t i = 0; i < layer.told.columns.size(); ++i) {
            to += layer.keys[i];
            add_value(to, row, static_cast<int>(i) + 2);
        }
        to += "}}";
    }

    static geom::Geometry shape_of(const LayerAccess& layer, const io::SqliteStatement& row) {
        if (layer.shape_column.empty()) return {};
        geom::Geometry shape = io::geometry_of_blob(row.bytes(1));
        layer.to_degrees->apply(shape);
        return shape;
    }

    /// fid, shape, columns.
    static std::string selection(const LayerAccess& layer) {
        std::string sql = "SELECT " + io::sql_name(layer.fid) + ", " +
                          (layer.shape_column.empty() ? std::string("NULL") : io::sql_name(layer.shape_column));
        for (const PublishedColumn& column : layer.told.columns) sql += ", " + io::sql_name(column.name);
        return sql + " FROM " + io::sql_name(layer.told.id);
    }

    io::SqliteDatabase database;
    std::vector<LayerAccess> access;
    std::vector<PublishedLayer> told;
    std::optional<bool> has_titles;
};

PublishedPackage::PublishedPackage(const std::filesystem::path& file) : opened_(std::make_unique<Opened>(file)) {}
PublishedPackage::~PublishedPackage() = default;

const std::vector<PublishedLayer>& PublishedPackage::layers() const {
    return opened_->told;
}
const PublishedLayer& PublishedPackage::layer(const std::string& id) const {
    return opened_->layer(id).told;
}

namespace {

/// Where the box reaches, on the plane; nothing when it leaves out no row.
std::optional<geom::Box> plane_window(const LayerAccess& layer, const DegreeBox& asked) {
    const geom::Box all = box_of(*layer.told.box).grown(1e-6), box = box_of(asked);
    if (box.contains({all.min_x, all.min_y}) && box.contains({all.max_x, all.max_y})) return std::nullopt;
    const geom::Box shared{std::max(all.min_x, box.min_x), std::max(all.min_y, box.min_y), std::min(all.max_x, box.max_x),
                           std::min(all.max_y, box.max_y)};
    constexpr double margin_m = 1;
    return shared.empty() ? geom::Box{} : box_across(shared, *layer.to_plane).grown(margin_m);
}

void require_columns(const LayerAccess& layer, const ItemsQuestion& question) {
    std::vector<std::string> known;
    for (const PublishedColumn& column : layer.told.columns) known.push_back(column.name);
    for (const auto& [name, value] : question.equals)
        if (std::ranges::find(known, name) == known.end())
            refuse_name(both("图层 {} 的字段", "column of layer {}", layer.told.id), name, known);
}

std::string conditions(const LayerAccess& layer, const ItemsQuestion& question) {
    std::string sql;
    for (std::size_t i = 0; i < question.equals.size(); ++i)
        sql += fmt::format(" AND {} = ?{}", io::sql_name(question.equals[i].first), i + 2);
    return " WHERE " + io::sql_name(layer.fid) + " > ?1" + sql;
}

void bind_all(io::SqliteStatement& statement, const ItemsQuestion& question, std::int64_t after) {
    statement.bind(1, after);
    for (std::size_t i = 0; i < question.equals.size(); ++i)
        statement.bind(static_cast<int>(i) + 2, std::string_view(question.equals[i].second));
}

}  // namespace

ItemsPage PublishedPackage::items(const ItemsQuestion& question) const {
    const LayerAccess& layer = opened_->layer(question.layer);
    require_columns(layer, question);
    ItemsPage page;
    const bool boxed = question.box.has_value();
    if (boxed && !layer.told.box) return page;  // a table lies nowhere
    std::string sql = opened_->selection(layer) + conditions(layer, question);
    const auto window = boxed ? plane_window(layer, *question.box) : std::nullopt;
    if (window && window->empty()) return page;
    if (window && !layer.tree.empty())
        sql += fmt::format(" AND {} IN (SELECT id FROM {} WHERE minx <= {} AND maxx >= {} AND miny <= {} AND maxy >= {})",
                           io::sql_name(layer.fid), io::sql_name(layer.tree), window->max_x, window->min_x, window->max_y,
                           window->min_y);
    auto rows = opened_->database.prepare(sql + " ORDER BY " + io::sql_name(layer.fid));
    bind_all(rows, question, question.after);
    std::int64_t last = 0;
    page.features = "[";
    while (rows.step()) {
        const geom::Geometry degrees = opened_->shape_of(layer, rows);
        if (boxed && !std::visit(MeetsBox{box_of(*question.box)}, degrees)) continue;
        if (page.count == question.limit) {
            page.next = last;
            break;
        }
        last = rows.integer(0);
        if (page.count++ > 0) page.features += ',';
        opened_->add_feature(page.features, layer, rows, degrees);
    }
    page.features += ']';
    if (boxed) return page;
    page.matched = layer.told.rows;
    if (question.equals.empty()) return page;
    auto count = opened_->database.prepare("SELECT count(*) FROM " + io::sql_name(layer.told.id) + conditions(layer, question));
    bind_all(count, question, std::numeric_limits<std::int64_t>::min());
    page.matched = count.step() ? count.integer(0) : 0;
    return page;
}

std::optional<std::string> PublishedPackage::item(const std::string& id, std::int64_t fid) const {
    const LayerAccess& layer = opened_->layer(id);
    auto row = opened_->database.prepare(opened_->selection(layer) + " WHERE " + io::sql_name(layer.fid) + " = ?1");
    row.bind(1, fid);
    if (!row.step()) return std::nullopt;
    std::string text;
    opened_->add_feature(text, layer, row, opened_->shape_of(layer, row));
    return text;
}

}  // namespace zonewright::answer
