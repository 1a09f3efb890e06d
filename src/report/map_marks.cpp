#include "report/map_marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/map_figure.h"

namespace zonewright::report {
namespace {

constexpr model::Colour mark_colour{51, 51, 51, 255};

model::LayerStyle mark_style(const char* name, std::optional<model::Colour> fill, double line_mm) {
    model::LayerStyle style;
    style.layer = name;
    style.classes.emplace_back();
    style.classes.front().symbol.fill = fill;
    style.classes.front().symbol.line = mark_colour;
    style.classes.front().symbol.line_mm = line_mm;
    return style;
}

model::FeatureTable mark_table(const char* name, model::GeometryKind kind) {
    return {name, {}, kind, 0, {{"text", model::FieldType::Text, {}, ""}}, {}};
}

/// Round coordinates within a range, about four of them.
std::vector<double> round_values(double low, double high) {
    const double wanted = (high - low) / 4, power = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = power;
    for (const double factor : {2.0, 5.0})
        if (factor * power <= wanted) step = factor * power;
    std::vector<double> values;
    const double first = std::ceil(low / step);
    for (int more = 0; (first + more) * step < high; ++more) values.push_back((first + more) * step);
    return values;
}

std::string bar_label(double metres) {
    return metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
}

}  // namespace

double round_scale(double width_m, double print_width_mm) {
    const double wanted = width_m * 1000 / print_width_mm;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (wanted <= factor * power * (1 + 1e-9)) return factor * power;
    return 10 * power;
}

MapMarks::MapMarks(const geom::Box& seen, double print_width_mm, bool with_coordinates, Language language)
    : seen_(seen),
      metres_per_mm_(seen.width() / print_width_mm),
      crosses_(mark_table("grid_cross", model::GeometryKind::Line)),
      dark_(mark_table("mark_dark", model::GeometryKind::Polygon)),
      light_(mark_table("mark_light", model::GeometryKind::Polygon)),
      words_(mark_table("mark_word", model::GeometryKind::Point)),
      cross_style_(mark_style("grid_cross", std::nullopt, 0.15)),
      dark_style_(mark_style("mark_dark", mark_colour, 0.2)),
      light_style_(mark_style("mark_light", model::Colour{255, 255, 255, 255}, 0.2)) {
    word_style_.layer = "mark_word";
    word_style_.classes.emplace_back();
    word_style_.label = model::LabelRule{.field = "text", .size_pt = 6.5, .colour = {34, 34, 34, 255}};
    if (with_coordinates) add_grid();
    add_bar();
    add_arrow(language);
    layers_ = {{&crosses_, &cross_style_, nullptr, nullptr, false},
               {&light_, &light_style_, nullptr, nullptr, false},
               {&dark_, &dark_style_, nullptr, nullptr, false},
               {&words_, &word_style_, nullptr, nullptr, true}};
}

void MapMarks::add_word(const std::string& text, double x, double y) {
    words_.features.push_back({0, geom::MultiPoint{{{x, y}}}, {text}});
}

void MapMarks::add_grid() {
    const double arm = 1.5 * metres_per_mm_, inside = 3 * metres_per_mm_;
    const std::vector<double> east = round_values(seen_.min_x, seen_.max_x);
    const std::vector<double> north = round_values(seen_.min_y, seen_.max_y);
    geom::MultiLineString crosses;
    for (const double x : east)
        for (const double y : north) {
            crosses.lines.push_back({{x - arm, y}, {x + arm, y}});
            crosses.lines.push_back({{x, y - arm}, {x, y + arm}});
        }
    crosses_.features.push_back({0, std::move(crosses), {std::string()}});
    for (const double x : east) add_word(fmt::format("Y {:.0f}", x), x, seen_.max_y - inside);
    for (const double y : north) add_word(fmt::format("X {:.0f}", y), seen_.min_x + 3 * inside, y);
}

void MapMarks::add_bar() {
    const double length = scale_bar_length_m(seen_.width());
    const double left = seen_.min_x + 5 * metres_per_mm_, bottom = seen_.min_y + 4 * metres_per_mm_;
    const double height = 1.4 * metres_per_mm_, words_y = bottom + height + 2.2 * metres_per_mm_;
    const auto block = [&](double from, double to) {
        return geom::MultiPolygon{{geom::rectangle({left + from, bottom, left + to, bottom + height})}};
    };
    dark_.features.push_back({0, block(0, length / 2), {std::string()}});
    light_.features.push_back({0, block(length / 2, length), {std::string()}});
    add_word("0", left, words_y);
    add_word(bar_label(length), left + length, words_y);
}

void MapMarks::add_arrow(Language language) {
    const double x = seen_.max_x - 8 * metres_per_mm_, top = seen_.max_y - 5 * metres_per_mm_;
    const double height = 10 * metres_per_mm_, half = 2.6 * metres_per_mm_;
    const geom::Point tip{x, top}, notch{x, top - 0.8 * height};
    const auto wing = [&](double side) {
        return geom::MultiPolygon{{geom::Polygon{{{tip, {x + side, top - height}, notch, tip}}}}};
    };
    dark_.features.push_back({0, wing(half), {std::string()}});
    light_.features.push_back({0, wing(-half), {std::string()}});
    add_word(Text{"北", "N"}.in(language), x, top - height - 2 * metres_per_mm_);
}

}  // namespace zonewright::report
