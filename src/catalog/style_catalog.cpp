#include "catalog/style_catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/rule_reader.h"
#include "catalog/rule_words.h"
#include "catalog/sheet_reader.h"
#include "catalog/table_reader.h"

namespace zonewright::catalog {
namespace {

using model::FillPattern;
using model::LineDash;
using model::MarkerShape;
using model::StyleKind;
using Rules = std::vector<model::PolicyRules>;

const Words<StyleKind> style_kinds{{"single", StyleKind::Single},
                                   {"categorised", StyleKind::Categorised},
                                   {"graduated", StyleKind::Graduated}};
const Words<FillPattern> patterns{{"solid", FillPattern::Solid},
                                  {"diagonal", FillPattern::Diagonal},
                                  {"back_diagonal", FillPattern::BackDiagonal},
                                  {"cross", FillPattern::Cross},
                                  {"dots", FillPattern::Dots}};
const Words<LineDash> dashes{{"solid", LineDash::Solid}, {"dash", LineDash::Dash}, {"dot", LineDash::Dot}};
const Words<MarkerShape> markers{{"circle", MarkerShape::Circle},
                                 {"square", MarkerShape::Square},
                                 {"diamond", MarkerShape::Diamond},
                                 {"triangle", MarkerShape::Triangle},
                                 {"cross", MarkerShape::Cross}};

std::optional<model::Colour> optional_colour(TableReader& reader, const std::string& key) {
    if (!reader.has(key)) return std::nullopt;
    const auto colour = model::colour_from(reader.text(key));
    if (!colour)
        reader.reject(key, both("颜色 #rrggbb 或 #rrggbbaa", "a colour #rrggbb or #rrggbbaa"),
                      both("例如 #0072b2", "for example #0072b2"));
    return colour;
}

model::Colour colour_of(TableReader& reader, const std::string& key) {
    if (!reader.has(key)) reader.text(key);  // says that the key is missing
    return *optional_colour(reader, key);
}

model::Symbol read_symbol(TableReader& reader) {
    model::Symbol symbol;
    symbol.fill = optional_colour(reader, "fill");
    symbol.pattern = reader.choice("pattern", patterns, FillPattern::Solid);
    symbol.line = optional_colour(reader, "line");
    symbol.line_mm = reader.optional_number("line_mm", not_negative).value_or(symbol.line_mm);
    symbol.dash = reader.choice("dash", dashes, LineDash::Solid);
    symbol.marker = reader.choice("marker", markers, MarkerShape::Circle);
    symbol.size_mm = reader.optional_number("size_mm", positive).value_or(symbol.size_mm);
    if (!symbol.fill && !symbol.line)
        reader.reject("fill", both("fill 或 line 至少一个", "at least one of fill and line"),
                      both("否则什么也画不出来", "nothing would be drawn otherwise"));
    return symbol;
}

/// A class is named by its label; where the words of the field come from the rules, by them.
model::StyleClass read_class(TableReader& reader, const model::LayerStyle& style) {
    model::StyleClass entry;
    if (style.kind == StyleKind::Categorised) entry.value = reader.text("value");
    if (style.kind == StyleKind::Graduated) {
        entry.low = reader.number("low");
        entry.high = reader.number("high", {.least = entry.low});
    }
    const auto words = style.words.find(style.field);
    const Text* title = words == style.words.end() ? nullptr : find_title(words->second, entry.value);
    entry.label = title != nullptr && !reader.has("label") ? *title : reader.title("label");
    entry.symbol = read_symbol(reader);
    return entry;
}

model::StyleClass read_other(TableReader& reader) {
    model::StyleClass entry;
    entry.label = reader.title("label");
    entry.symbol = read_symbol(reader);
    return entry;
}

model::LabelRule read_label(TableReader& reader) {
    model::LabelRule label;
    label.field = reader.text("field");
    label.decimals =
        static_cast<int>(reader.optional_integer("decimals", {.least = 0, .most = 9}).value_or(-1));
    label.suffix = reader.optional_title("suffix").value_or(Text{});
    label.size_pt = reader.optional_number("size_pt", positive).value_or(label.size_pt);
    label.colour = optional_colour(reader, "colour").value_or(model::Colour{});
    label.halo_mm = reader.optional_number("halo_mm", not_negative).value_or(label.halo_mm);
    label.up_to_scale = reader.optional_number("up_to_scale", not_negative).value_or(0);
    return label;
}

/// The rule file that a style names.
const model::PolicyRules& rules_named(TableReader& reader, const std::string& key, const std::string& topic,
                                      const Rules& rules) {
    std::vector<std::string> known;
    for (const model::PolicyRules& each : rules) {
        if (each.id == topic) return each;
        known.push_back(each.id);
    }
    reader.reject_word(key, topic, known);
}

using FieldWords = std::map<std::string, CodeTitles>;

/// [words.<field>] with <code> = { zh, en }.
FieldWords read_own_words(TableReader& reader) {
    FieldWords words;
    for (const std::string& field : reader.keys())
        words[field] = reader.read(field, [](TableReader& codes) {
            CodeTitles titles;
            for (const std::string& code : codes.keys()) titles.emplace_back(code, codes.title(code));
            return titles;
        });
    return words;
}

/// [words_from] with <field> = "<rule file>": the words are those of layers/rules, after the style's own.
FieldWords read_words(TableReader& reader, const Rules& rules) {
    FieldWords words = reader.read_optional("words", read_own_words).value_or(FieldWords{});
    for (const auto& [field, topic] : reader.texts_by_name("words_from"))
        for (auto& title : titles_of(rules_named(reader, "words_from", topic, rules)))
            words[field].push_back(std::move(title));
    return words;
}

/// The outline of a class whose fill comes from elsewhere.
model::Symbol read_outline(TableReader& reader) {
    model::Symbol symbol;
    symbol.line = colour_of(reader, "line");
    symbol.line_mm = reader.optional_number("line_mm", not_negative).value_or(symbol.line_mm);
    return symbol;
}

void check_classes(TableReader& reader, const model::LayerStyle& style) {
    if (style.classes.empty() && !style.each_cluster)
        reader.reject("class", both("至少一个 [[class]]", "at least one [[class]]"),
                      both("写出图例", "write the legend"));
    if (style.kind == StyleKind::Single && style.classes.size() != 1)
        reader.reject("kind", both("single 只有一个 [[class]]", "one [[class]] for kind single"),
                      both("改为 categorised", "make it categorised"));
    std::set<std::string> values;
    for (const model::StyleClass& entry : style.classes)
        if (style.kind == StyleKind::Categorised && !values.insert(entry.value).second)
            reader.reject("class", both("每个取值一次", "every value once"), entry.value);
    for (std::size_t i = 1; i < style.classes.size(); ++i)
        if (style.kind == StyleKind::Graduated && style.classes[i].low != style.classes[i - 1].high)
            reader.reject("class", both("首尾相接的区间", "ranges that join"), style.classes[i].label);
}

model::LayerStyle read_layer(TableReader& reader, const Rules& rules) {
    model::LayerStyle style;
    style.layer = reader.text("layer");
    style.title = reader.title("title");
    style.group = reader.optional_title("group").value_or(Text{});
    style.kind = reader.choice("kind", style_kinds);
    if (style.kind != StyleKind::Single) style.field = reader.text("field");
    style.visible = reader.flag("visible", true);
    style.opacity = reader.optional_number("opacity", zero_to_one).value_or(1);
    style.up_to_scale = reader.optional_number("up_to_scale", not_negative).value_or(0);
    style.one_layer_per = reader.text("one_layer_per", "");
    style.palette = reader.text("palette");
    style.words = read_words(reader, rules);
    style.classes = reader.read_all("class", [&](TableReader& entry) { return read_class(entry, style); });
    style.each_cluster = reader.read_optional("each_cluster", read_outline);
    style.cluster_names = reader.words("cluster_names");
    style.other = reader.read_optional("other", read_other);
    style.label = reader.read_optional("label", read_label);
    style.actions = reader.read_all("action", read_action);
    style.tabs = reader.read_all("tab", read_tab);
    check_classes(reader, style);
    return style;
}

/// Tables without geometry need titles for their codes and nothing else.
model::LayerStyle read_table(TableReader& reader, const Rules& rules) {
    model::LayerStyle style;
    style.layer = reader.text("layer");
    style.title = reader.title("title");
    style.group = reader.optional_title("group").value_or(Text{});
    style.cluster_names = reader.words("cluster_names");
    style.words = read_words(reader, rules);
    return style;
}

/// styles/clusters.toml: fills for the clusters of a plan, in its order.
struct ClusterFills {
    std::vector<model::Colour> strategic, future;
    FillPattern strategic_pattern = FillPattern::Solid, future_pattern = FillPattern::Diagonal;
};

std::vector<model::Colour> colours_of(TableReader& reader, const std::string& key) {
    std::vector<model::Colour> colours;
    for (const std::string& word : reader.words(key)) {
        const auto colour = model::colour_from(word);
        if (!colour) reader.reject(key, both("颜色 #rrggbb", "colours #rrggbb"), word);
        colours.push_back(*colour);
    }
    if (colours.empty()) reader.reject(key, both("至少一种颜色", "at least one colour"), Text());
    return colours;
}

ClusterFills read_cluster_fills(TableReader& reader) {
    reader.text("palette");
    return {colours_of(reader, "strategic"), colours_of(reader, "future"),
            reader.choice("strategic_pattern", patterns, FillPattern::Solid),
            reader.choice("future_pattern", patterns, FillPattern::Diagonal)};
}

/// Beyond the list the colours begin again.
model::Symbol symbol_of(const model::Symbol& outline, const model::Plan& plan, std::size_t cluster,
                        const ClusterFills& fills) {
    const model::ClusterKind kind = plan.clusters[cluster].kind;
    const bool strategic = kind == model::ClusterKind::Strategic;
    const auto& colours = strategic ? fills.strategic : fills.future;
    std::size_t before = 0;
    for (std::size_t i = 0; i < cluster; ++i) before += plan.clusters[i].kind == kind ? 1 : 0;
    model::Symbol symbol = outline;
    symbol.fill = colours[before % colours.size()];
    symbol.pattern = strategic ? fills.strategic_pattern : fills.future_pattern;
    return symbol;
}

void name_clusters(model::LayerStyle& style, const model::Plan& plan, const ClusterFills& fills) {
    for (std::size_t c = 0; c < plan.clusters.size(); ++c) {
        const model::Cluster& cluster = plan.clusters[c];
        if (style.each_cluster)
            style.classes.push_back({.value = cluster.id,
                                     .label = cluster.name,
                                     .symbol = symbol_of(*style.each_cluster, plan, c, fills)});
        for (const std::string& field : style.cluster_names)
            style.words[field].emplace_back(cluster.id, cluster.name);
    }
}

/// Up to a value with a label, or a class of the rules: its upper bound and its name.
model::RampStop read_stop(TableReader& reader, const std::vector<ScoreBand>& bands) {
    const model::Colour colour = colour_of(reader, "colour");
    if (!reader.has("class")) return {reader.number("up_to"), colour, reader.title("label")};
    const std::string id = reader.text("class");
    std::vector<std::string> known;
    for (const ScoreBand& band : bands) {
        if (band.id == id)
            return {band.high, colour,
                    both("{}（{:g}–{:g}）", "{} ({:g}–{:g})", band.title, band.low, band.high)};
        known.push_back(band.id);
    }
    reader.reject_word("class", id, known);
}

model::RasterStyle read_raster(TableReader& reader, const Rules& rules) {
    model::RasterStyle style;
    style.layer = reader.text("layer");
    style.title = reader.title("title");
    style.group = reader.optional_title("group").value_or(Text{});
    style.visible = reader.flag("visible", true);
    style.opacity = reader.optional_number("opacity", zero_to_one).value_or(1);
    style.palette = reader.text("palette");
    std::vector<ScoreBand> bands;
    if (reader.has("classes_from"))
        bands = bands_of(rules_named(reader, "classes_from", reader.text("classes_from"), rules));
    style.stops = reader.read_all("stop", [&](TableReader& entry) { return read_stop(entry, bands); });
    if (style.stops.empty() || !std::ranges::is_sorted(style.stops, {}, &model::RampStop::up_to))
        reader.reject("stop", both("由小到大的 [[stop]]", "[[stop]] tables that ascend"),
                      both("按 up_to 排序", "sort them by up_to"));
    return style;
}

const std::string& name_in_file(const model::LayerStyle& style) { return style.layer; }
const std::string& name_in_file(const model::RasterStyle& style) { return style.layer; }
template <typename Item>
const std::string& name_in_file(const Item& item) {
    return item.id;
}

template <typename Read>
auto read_folder(const std::filesystem::path& folder, const std::string& name, const Rules& rules, Read read) {
    std::vector<std::filesystem::path> files;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing))
        if (entry.path().extension() == ".toml" && entry.path().stem() != "clusters")
            files.push_back(entry.path());
    if (missing)
        throw InputError(
            {.thing = folder.string(),
             .expected = both("样式文件夹", "the folder with the styles"),
             .advice = both("重新安装，或检查 styles 文件夹", "install again, or check the styles folder")});
    std::ranges::sort(files);
    std::vector<std::invoke_result_t<Read, TableReader&, const Rules&>> styles;
    styles.reserve(files.size());
    for (const auto& file : files)
        styles.push_back(
            read_toml(read_file(file), name + "/" + file.filename().string(), [&](TableReader& reader) {
                auto style = read(reader, rules);
                if (name_in_file(style) != file.stem().string())
                    reader.reject(reader.has("id") ? "id" : "layer", both("与文件名相同", "the name of the file"),
                                  file.stem().string());
                return style;
            }));
    return styles;
}

/// What the project file has beside its layers; a theme names layers that have a style, a layout a theme.
void read_sheets(const std::filesystem::path& styles_folder, model::StyleSheet& sheet) {
    const auto refuse = [](const std::string& file, const std::string& word, const Text& expected) {
        throw InputError({.thing = file, .value = word, .expected = expected,
                          .advice = both("改正该文件，或重新安装", "correct this file, or install again")});
    };
    sheet.themes = read_folder(styles_folder / "themes", "styles/themes", {}, [](TableReader& reader, const Rules&) { return read_theme(reader); });
    sheet.layouts = read_folder(styles_folder / "layouts", "styles/layouts", {},
                                [](TableReader& reader, const Rules&) { return read_layout(reader); });
    sheet.relations = read_folder(styles_folder / "relations", "styles/relations", {},
                                  [](TableReader& reader, const Rules&) { return read_relation(reader); });
    for (const model::MapTheme& theme : sheet.themes)
        for (const std::string& layer : theme.layers)
            if (sheet.find(layer) == nullptr && sheet.find_raster(layer) == nullptr)
                refuse("styles/themes/" + theme.id + ".toml", layer, both("有样式的图层", "a layer with a style"));
    for (const model::LayerStyle& style : sheet.layers)
        for (const model::FormTab& tab : style.tabs)
            for (const std::string& relation : tab.relations)
                if (std::ranges::find(sheet.relations, relation, &model::LayerRelation::id) == sheet.relations.end())
                    refuse("styles/" + style.layer + ".toml", relation, both("styles/relations 中的关系", "a relation of styles/relations"));
    for (model::MapLayout& layout : sheet.layouts) {
        layout.sheet = read_file(styles_folder / "layouts" / (layout.id + ".qpt"));
        if (std::ranges::find(sheet.themes, layout.theme, &model::MapTheme::id) == sheet.themes.end())
            refuse("styles/layouts/" + layout.id + ".toml", layout.theme,
                   both("styles/themes 中的专题", "a theme of styles/themes"));
    }
}

}  // namespace

model::StyleSheet read_styles(const std::filesystem::path& styles_folder, const model::Plan& plan,
                              const LayersFolder& layers) {
    LayerFiles files(layers);
    const Rules rules = read_rules(files);
    model::StyleSheet sheet;
    sheet.layers = read_folder(styles_folder, "styles", rules, read_layer);
    auto tables = read_folder(styles_folder / "tables", "styles/tables", rules, read_table);
    sheet.layers.insert(sheet.layers.end(), std::make_move_iterator(tables.begin()),
                        std::make_move_iterator(tables.end()));
    const ClusterFills fills = read_toml(read_file(styles_folder / "clusters.toml"), "styles/clusters.toml",
                                         [](TableReader& reader) { return read_cluster_fills(reader); });
    const std::string script = read_file(styles_folder / "actions/ask.py");
    for (model::LayerStyle& style : sheet.layers) {
        name_clusters(style, plan, fills);
        for (model::LayerAction& action : style.actions) action.script = script_of(script, action);
    }
    sheet.rasters = read_folder(styles_folder / "rasters", "styles/rasters", rules, read_raster);
    read_sheets(styles_folder, sheet);
    return sheet;
}

model::StyleSheet read_map_styles(const std::filesystem::path& styles_folder) {
    return {.layers = read_folder(styles_folder / "maps", "styles/maps", {}, read_layer)};
}

}  // namespace zonewright::catalog
