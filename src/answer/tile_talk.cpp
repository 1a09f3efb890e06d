#include "answer/tile_talk.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <optional>

#include "answer/conversation.h"
#include "answer/published_shapes.h"
#include "answer/tile_grid.h"
#include "answer/tile_sets.h"
#include "base/errors.h"
#include "catalog/style_catalog.h"
#include "geom/spatial_index.h"
#include "io/map_renderer.h"
#include "io/map_shapes.h"
#include "io/raster_io.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

using Json = nlohmann::ordered_json;
using model::FeatureTable;
using model::LayerStyle;

/// How far beyond the picture the edges along which shapes are cut lie: their lines are not seen.
constexpr double line_room_px = 32;

/// A source in memory, found by box.
struct IndexedSource {
    explicit IndexedSource(const FeatureTable& whole) : table(whole), index(boxes_of(whole)) {}
    static std::vector<geom::Box> boxes_of(const FeatureTable& table) {
        std::vector<geom::Box> boxes;
        for (const model::Feature& feature : table.features) boxes.push_back(geom::bounds(feature.geometry));
        return boxes;
    }
    FeatureTable in_view(const geom::Box& view, double pixel_m) const {
        FeatureTable seen{table.name, table.title, table.kind, table.epsg, table.fields, {}};
        for (const std::uint32_t at : index.query(view)) {
            model::Feature feature = table.features[at];
            io::thin(feature.geometry, pixel_m / 2);
            if (!std::holds_alternative<std::monostate>(feature.geometry)) seen.features.push_back(std::move(feature));
        }
        return seen;
    }
    const FeatureTable& table;
    geom::SpatialIndex index;
};

/// The style as this layer of a set wants it.
LayerStyle part_of_style(LayerStyle style, const TileLayer& layer) {
    if (layer.part == TileLayer::Part::Shapes) style.label.reset();
    if (layer.part == TileLayer::Part::Names) style.classes.clear(), style.other.reset();
    if (layer.only.empty()) return style;
    std::erase_if(style.classes, [&](const model::StyleClass& each) { return each.value != layer.only; });
    style.other.reset();
    return style;
}

/// Rows of other classes would be labelled without being drawn.
void keep_only(FeatureTable& table, const LayerStyle& style, const std::string& only) {
    const std::size_t field = table.field(style.field);
    std::erase_if(table.features, [&](const model::Feature& feature) { return model::text_of(feature.values[field]) != only; });
}

void cut_to(FeatureTable& table, const geom::Box& box) {
    for (model::Feature& feature : table.features) io::cut(feature.geometry, box);
}

std::string packed_tiles(const std::vector<std::string>& tiles) {
    std::string bytes;
    for (const std::string& tile : tiles)
        for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(tile.size() >> shift & 0xff);
    for (const std::string& tile : tiles) bytes += tile;
    return bytes;
}

/// Cells in view: those of the surface itself, or where they are far smaller than a pixel a reduced picture of all of it.
raster::Grid<float> cells_in_view(const std::filesystem::path& file, const geom::Box& view) {
    constexpr double most_cells = 2048;
    io::RasterReader reader(file);
    const raster::GridSpec& spec = reader.info().spec;
    const auto cell_at = [&](double metres, std::size_t count) {
        return static_cast<std::size_t>(std::clamp(std::floor(metres / spec.cell_m), 0.0, static_cast<double>(count)));
    };
    const std::size_t left = cell_at(view.min_x - spec.west_m, spec.columns), top = cell_at(spec.north_m - view.max_y, spec.rows);
    const std::size_t right = cell_at(view.max_x - spec.west_m + spec.cell_m, spec.columns),
                      bottom = cell_at(spec.north_m - view.min_y + spec.cell_m, spec.rows);
    if (right <= left || bottom <= top) return {};
    if (static_cast<double>(std::max(right - left, bottom - top)) > most_cells) return io::read_reduced(file, static_cast<std::size_t>(most_cells));
    raster::Grid<float> cells({spec.west_m + static_cast<double>(left) * spec.cell_m, spec.north_m - static_cast<double>(top) * spec.cell_m,
                               spec.cell_m, right - left, bottom - top}, raster::no_data);
    reader.read(left, top, right - left, bottom - top, cells.cells);
    return cells;
}

/// What a block is drawn from: kept while it is drawn.
struct BlockPicture {
    io::MapRequest request;
    double pixel_m = 0;
    std::deque<FeatureTable> tables;
    std::deque<LayerStyle> styles;
    std::deque<raster::Grid<float>> grids;
};

class TileTalk {
public:
    explicit TileTalk(const study::Study& study)
        : study_(study), shapes_(study.out() / "zonewright.gpkg"), grid_(PublishedPackage(study.out() / "zonewright.gpkg").layers()),
          styles_(catalog::read_styles(study.styles_folder(), study.plan(), study.opened().layers())),
          map_styles_(catalog::read_map_styles(study.styles_folder())), sets_(sets_of(study)) {
        if (!study.is_finished("intake")) return;
        for (const char* role : {"water", "road"})
            if (const FeatureTable* table = study.sources().find(role)) sources_.emplace(role, *table);
    }

    Told answer(const Json& asked) const {
        const std::string what = asked_word(asked, "do"), id = asked_word(asked, "set");
        const auto set = std::ranges::find(sets_, id, &TileSet::id);
        const TilePlace tile{static_cast<int>(asked_number(asked, "z")), static_cast<std::int64_t>(asked_number(asked, "x")),
                             static_cast<std::int64_t>(asked_number(asked, "y"))};
        if (what != "tiles" || set == sets_.end() || !grid_.has(tile))
            throw InputError({.thing = "tiles", .value = asked.dump(), .expected = both("有的瓦片", "tiles that there are"),
                              .advice = both("见 /tiles.json", "see /tiles.json")});
        const std::vector<std::string> tiles = drawn(*set, TileGrid::block_of(tile));
        Told told{{{"tiles", tiles.size()}}, packed_tiles(tiles)};
        told.words["bytes"] = told.bytes.size();
        return told;
    }

private:
    static std::vector<TileSet> sets_of(const study::Study& study) {
        std::vector<std::string> published;
        for (const PublishedLayer& layer : PublishedPackage(study.out() / "zonewright.gpkg").layers()) published.push_back(layer.id);
        return tile_sets(published, study.out(), choices_in(study, ChoicesOf::Clusters));
    }

    std::vector<std::string> drawn(const TileSet& set, const TilePlace& block) const {
        constexpr int margin_px = 128, edge_px = TileGrid::block_tiles * TileGrid::tile_px;
        constexpr double screen_px_per_mm = 96 / 25.4;
        BlockPicture picture;
        picture.pixel_m = grid_.resolutions.at(static_cast<std::size_t>(block.z));
        const geom::Box corner = grid_.box(block);
        const double edge_m = edge_px * picture.pixel_m;
        picture.request = {.box = geom::Box{corner.min_x, corner.max_y - edge_m, corner.min_x + edge_m, corner.max_y}.grown(margin_px * picture.pixel_m),
                           .width_px = edge_px + 2 * margin_px,
                           .height_px = edge_px + 2 * margin_px,
                           .pixels_per_mm = screen_px_per_mm};
        for (const TileLayer& layer : set.layers) add_layer(picture, layer, set.is_base);
        return io::draw_tiles(picture.request, TileGrid::tile_px, margin_px);
    }

    /// Shapes are cut to what is seen of them: hatching of a whole city has many lines. Names stand where the whole shape has
    /// them, so that neighbouring blocks agree.
    void add_layer(BlockPicture& picture, const TileLayer& layer, bool is_base) const {
        if (layer.from == TileLayer::From::Surface) return add_surface(picture, layer.name);
        const LayerStyle* style = (is_base ? map_styles_ : styles_).find(layer.name);
        if (style == nullptr) return;
        TileLayer part = layer;
        for (const TileLayer::Part each : {TileLayer::Part::Shapes, TileLayer::Part::Names}) {
            part.part = each;
            const bool is_wanted = layer.part == TileLayer::Part::Whole || layer.part == each;
            if (is_wanted && (each == TileLayer::Part::Shapes || style->label)) add_part(picture, part, style);
        }
    }

    void add_part(BlockPicture& picture, const TileLayer& layer, const LayerStyle* style) const {
        const auto source = sources_.find(layer.name);
        const bool is_published = layer.from == TileLayer::From::Published;
        if (!is_published && source == sources_.end()) return;
        picture.styles.push_back(part_of_style(*style, layer));
        const LayerStyle& own = picture.styles.back();
        picture.tables.push_back(is_published ? shapes_.in_view(layer.name, columns_of(*style), picture.request.box, picture.pixel_m)
                                              : source->second.in_view(picture.request.box, picture.pixel_m));
        if (!layer.only.empty()) keep_only(picture.tables.back(), own, layer.only);
        if (layer.part == TileLayer::Part::Shapes) cut_to(picture.tables.back(), picture.request.box.grown(line_room_px * picture.pixel_m));
        picture.request.layers.push_back({.table = &picture.tables.back(), .style = &own});
    }

    void add_surface(BlockPicture& picture, const std::string& name) const {
        const model::RasterStyle* ramp = styles_.find_raster(name.substr(0, name.find('/')));
        picture.grids.push_back(cells_in_view(study_.out() / (name + ".tif"), picture.request.box));
        if (ramp != nullptr && !picture.grids.back().cells.empty()) picture.request.layers.push_back({.grid = &picture.grids.back(), .ramp = ramp});
    }

    static std::vector<std::string> columns_of(const LayerStyle& style) {
        std::vector<std::string> columns;
        if (!style.field.empty()) columns.push_back(style.field);
        if (style.label && style.label->field != style.field) columns.push_back(style.label->field);
        return columns;
    }

    const study::Study& study_;
    PublishedShapes shapes_;
    TileGrid grid_;
    model::StyleSheet styles_, map_styles_;
    std::vector<TileSet> sets_;
    std::map<std::string, IndexedSource> sources_;
};

}  // namespace

void talk_tiles(const study::Study& study, std::istream& in, std::ostream& out) {
    const TileTalk talk(study);
    converse(in, out, [&](const Json& asked) { return talk.answer(asked); });
}

}  // namespace zonewright::answer
