// How published layers look: one small declaration per layer, read from styles/<layer>.toml. QGIS styles and
// report maps are both made from it, so that a colour means the same everywhere.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"

namespace zonewright::model {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    bool operator==(const Colour&) const = default;
};
/// "#rrggbb" or "#rrggbbaa".
std::optional<Colour> colour_from(std::string_view text);
std::string to_string(Colour colour);  ///< "#rrggbb"; alpha is said apart

enum class FillPattern { Solid, Diagonal, BackDiagonal, Cross, Dots };
enum class LineDash { Solid, Dash, Dot };
enum class MarkerShape { Circle, Square, Diamond, Triangle, Cross };

/// Sizes in millimetres on paper. No fill: only the outline is drawn.
struct Symbol {
    std::optional<Colour> fill;
    FillPattern pattern = FillPattern::Solid;
    std::optional<Colour> line;
    double line_mm = 0.2;
    LineDash dash = LineDash::Solid;
    MarkerShape marker = MarkerShape::Circle;
    double size_mm = 2;
};

enum class StyleKind { Single, Categorised, Graduated };

struct StyleClass {
    std::string value;         ///< Categorised: the code
    double low = 0, high = 0;  ///< Graduated: low <= value < high, the last class closed
    Text label;
    Symbol symbol;
};

struct LabelRule {
    std::string field;
    int decimals = -1;  ///< -1: as it stands
    Text suffix;        ///< " 亩"
    double size_pt = 8;
    Colour colour;
    double halo_mm = 0.6;
    double up_to_scale = 0;  ///< drawn at 1:N and closer; 0: always
};

/// What a right click on a feature offers: a question of the program, asked about it.
struct LayerAction {
    Text title;
    std::string question;                       ///< "explain"
    std::map<std::string, std::string> fields;  ///< field of the question → column of the layer
    std::string script;                         ///< Python for QGIS; columns as [% … %]
};

/// A tab of the form of a feature. "s_*" means every field that begins with "s_".
struct FormTab {
    Text title;
    std::vector<std::string> fields;
    std::vector<std::string> relations;  ///< LayerRelation::id: rows of other layers that belong to the feature
};

struct LayerStyle {
    std::string layer;
    Text title;
    Text group;  ///< heading in the layer tree; empty: at the top
    StyleKind kind = StyleKind::Single;
    std::string field;
    bool visible = true;
    double opacity = 1;
    double up_to_scale = 0;           ///< drawn at 1:N and closer; 0: always
    std::vector<StyleClass> classes;  ///< Single: exactly one
    std::optional<StyleClass> other;  ///< Categorised: all other values
    std::optional<LabelRule> label;
    std::optional<Symbol> each_cluster;      ///< one class for each cluster of the plan, its fill aside
    std::vector<std::string> cluster_names;  ///< fields whose codes are clusters
    std::string one_layer_per;  ///< field whose classes also get a layer each in the project; empty: none
    std::map<std::string, std::vector<std::pair<std::string, Text>>> words;  ///< field → code → title
    std::string palette;                                                     ///< where the colours come from
    std::vector<LayerAction> actions;
    std::vector<FormTab> tabs;  ///< empty: all fields below each other
};

struct RampStop {
    double up_to = 0;  ///< cells up to this value
    Colour colour;
    Text label;
};

struct RasterStyle {
    std::string layer;  ///< "suitability", "admissible"
    Text title;
    Text group;
    bool visible = true;
    double opacity = 1;
    std::vector<RampStop> stops;  ///< ascending
    std::string palette;
};

/// What is drawn together to answer one question ("where may be built?"). Of layers that are shown one at a time the
/// first one.
struct MapTheme {
    std::string id;
    Text title;
    std::vector<std::string> layers;  ///< LayerStyle::layer or RasterStyle::layer
};

/// A sheet of paper as QGIS keeps it (a .qpt template), with places for words and for the extent.
struct MapLayout {
    std::string id;
    Text title, legend;
    std::string theme;                      ///< MapTheme::id
    double map_width_mm = 0, map_height_mm = 0;  ///< the map's frame in the template
    std::vector<double> scales;             ///< round denominators, ascending; the first at which all fits is drawn
    std::string sheet;                      ///< the template's XML
};

/// Rows of one layer that belong to a row of another: sites and their parcels.
struct LayerRelation {
    std::string id;
    Text title;
    std::string layer, field;        ///< of the many
    std::string to_layer, to_field;  ///< of the one
};

struct StyleSheet {
    std::vector<LayerStyle> layers;
    std::vector<RasterStyle> rasters;
    std::vector<MapTheme> themes;
    std::vector<MapLayout> layouts;
    std::vector<LayerRelation> relations;

    const LayerStyle* find(std::string_view layer) const;
    const RasterStyle* find_raster(std::string_view layer) const;
};

}  // namespace zonewright::model
