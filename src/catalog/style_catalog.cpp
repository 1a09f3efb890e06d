#include "catalog/style_catalog.h"

#include <algorithm>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/table_reader.h"

namespace zonewright::catalog {
namespace {

using model::FillPattern;
using model::LineDash;
using model::MarkerShape;
using model::StyleKind;

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

model::StyleClass read_class(TableReader& reader, StyleKind kind) {
    model::StyleClass entry;
    if (kind == StyleKind::Categorised) entry.value = reader.text("value");
    if (kind == StyleKind::Graduated) {
        entry.low = reader.number("low");
        entry.high = reader.number("high", {.least = entry.low});
    }
    entry.label = reader.title("label");
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

/// [words.<field>] with <code> = { zh, en }.
std::map<std::string, std::vector<std::pair<std::string, Text>>> read_words(TableReader& reader) {
    std::map<std::string, std::vector<std::pair<std::string, Text>>> words;
    for (const std::string& field : reader.keys())
        words[field] = reader.read(field, [](TableReader& codes) {
            std::vector<std::pair<std::string, Text>> titles;
            for (const std::string& code : codes.keys()) titles.emplace_back(code, codes.title(code));
            return titles;
        });
    return words;
}

void check_classes(TableReader& reader, const model::LayerStyle& style) {
    if (style.classes.empty())
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

model::LayerStyle read_layer(TableReader& reader) {
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
    style.classes =
        reader.read_all("class", [&](TableReader& entry) { return read_class(entry, style.kind); });
    style.other = reader.read_optional("other", read_other);
    style.label = reader.read_optional("label", read_label);
    style.words = reader.read_optional("words", read_words).value_or(decltype(style.words){});
    check_classes(reader, style);
    return style;
}

/// Tables without geometry need titles for their codes and nothing else.
model::LayerStyle read_table(TableReader& reader) {
    model::LayerStyle style;
    style.layer = reader.text("layer");
    style.title = reader.title("title");
    style.group = reader.optional_title("group").value_or(Text{});
    style.words = reader.read_optional("words", read_words).value_or(decltype(style.words){});
    return style;
}

model::RasterStyle read_raster(TableReader& reader) {
    model::RasterStyle style;
    style.layer = reader.text("layer");
    style.title = reader.title("title");
    style.group = reader.optional_title("group").value_or(Text{});
    style.visible = reader.flag("visible", true);
    style.opacity = reader.optional_number("opacity", zero_to_one).value_or(1);
    style.palette = reader.text("palette");
    style.stops = reader.read_all("stop", [](TableReader& entry) {
        return model::RampStop{entry.number("up_to"), colour_of(entry, "colour"), entry.title("label")};
    });
    if (style.stops.empty() || !std::ranges::is_sorted(style.stops, {}, &model::RampStop::up_to))
        reader.reject("stop", both("由小到大的 [[stop]]", "[[stop]] tables that ascend"),
                      both("按 up_to 排序", "sort them by up_to"));
    return style;
}

template <typename Read>
auto read_folder(const std::filesystem::path& folder, const std::string& name, Read read) {
    std::vector<std::filesystem::path> files;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (missing)
        throw InputError(
            {.thing = folder.string(),
             .expected = both("样式文件夹", "the folder with the styles"),
             .advice = both("重新安装，或检查 styles 文件夹", "install again, or check the styles folder")});
    std::ranges::sort(files);
    std::vector<std::invoke_result_t<Read, TableReader&>> styles;
    for (const auto& file : files)
        styles.push_back(
            read_toml(read_file(file), name + "/" + file.filename().string(), [&](TableReader& reader) {
                auto style = read(reader);
                if (style.layer != file.stem().string())
                    reader.reject("layer", both("与文件名相同", "the name of the file"),
                                  file.stem().string());
                return style;
            }));
    return styles;
}

}  // namespace

model::StyleSheet read_styles(const std::filesystem::path& styles_folder) {
    model::StyleSheet sheet;
    sheet.layers = read_folder(styles_folder, "styles", read_layer);
    auto tables = read_folder(styles_folder / "tables", "styles/tables", read_table);
    sheet.layers.insert(sheet.layers.end(), std::make_move_iterator(tables.begin()),
                        std::make_move_iterator(tables.end()));
    sheet.rasters = read_folder(styles_folder / "rasters", "styles/rasters", read_raster);
    return sheet;
}

model::StyleSheet read_map_styles(const std::filesystem::path& styles_folder) {
    return {read_folder(styles_folder / "maps", "styles/maps", read_layer), {}};
}

}  // namespace zonewright::catalog
