#include "report/charts.h"

#include <algorithm>
#include <cmath>

#include "report/xml_text.h"

namespace zonewright::report {
namespace {

constexpr double left = 90, right = 24, top = 56;
constexpr double axis_bottom = 56, label_bottom = 130;  ///< room for figures, for slanted names
constexpr const char* gross_colour = "#4c6a92";
constexpr const char* taken_colour = "#c2703d";
constexpr const char* net_colour = "#3c8d5a";

/// 1, 2 or 5 times a power of ten, so that about `count` steps reach `largest`.
double tick_step(double largest, int count) {
    const double raw = std::max(largest, 1e-9) / count;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power) return factor * power;
    return 10 * power;
}

class Picture {
public:
    Picture(double width, double height, double bottom, const std::string& title)
        : width_(width), height_(height), bottom_(bottom) {
        svg_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
            "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"'Noto Sans CJK SC','Source Han Sans "
            "SC',sans-serif\" "
            "font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
            width, height);
        text(width / 2, 26, title, "middle", R"(font-size="16" font-weight="bold")");
    }
    void rectangle(double x, double y, double w, double h, const std::string& style) {
        svg_ += fmt::format("<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" {}/>\n", x, y,
                            w, h, style);
    }
    void line(double x0, double y0, double x1, double y1, const std::string& style) {
        svg_ += fmt::format("<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" {}/>\n", x0, y0,
                            x1, y1, style);
    }
    void path(const std::string& data, const std::string& style) {
        svg_ += fmt::format("<path d=\"{}\" {}/>\n", data, style);
    }
    void text(double x, double y, const std::string& words, const char* anchor,
              const std::string& style = "") {
        svg_ += fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y, anchor,
                            style, escaped_xml(words));
    }
    std::string finish() { return svg_ + "</svg>\n"; }

    double inner_width() const { return width_ - left - right; }
    double inner_height() const { return height_ - top - bottom_; }
    double base() const { return height_ - bottom_; }

    /// Horizontal grid lines with their values; returns the value at the top.
    double value_axis(double largest, const std::string& unit) {
        const double step = tick_step(largest, 6), limit = step * std::max(1.0, std::ceil(largest / step));
        for (int tick = 0; tick * step <= limit * 1.0001; ++tick) {
            const double value = tick * step;
            const double y = base() - value / limit * inner_height();
            line(left, y, width_ - right, y, "stroke=\"#d8d8d8\"");
            text(left - 6, y + 4, with_thousands(value, step < 1 ? 2 : 0), "end", "fill=\"#555555\"");
        }
        text(left - 6, top - 12, unit, "end", "fill=\"#555555\"");
        return limit;
    }

private:
    double width_, height_, bottom_;
    std::string svg_;
};

struct Column {
    double x, width;
};

void draw_label(Picture& picture, const Column& at, const std::string& title) {
    // Slanted, so that long names of constraints do not run into each other.
    const double x = at.x + at.width / 2, y = picture.base() + 14;
    picture.text(x, y, title, "end", fmt::format("transform=\"rotate(-28 {:.2f} {:.2f})\"", x, y));
}

void draw_unchecked(Picture& picture, const Column& at, double level_y, const WaterfallBar& bar,
                    Language language) {
    picture.rectangle(at.x, level_y, at.width, 26,
                      R"(fill="none" stroke="#888888" stroke-dasharray="4 3")");
    picture.text(at.x + at.width / 2, level_y + 17, Text{"未核查", "not checked"}.in(language), "middle",
                 R"(fill="#888888" font-size="11")");
    picture.text(at.x + at.width / 2, level_y + 40, bar.unchecked_reason.in(language), "middle",
                 R"(fill="#888888" font-size="9")");
}

std::string stepped(const std::vector<model::SupplyCurvePoint>& points, double model::Estimate::*figure,
                    double across, double up, double base, bool backward) {
    std::vector<std::string> corners;
    double x = left;
    for (const model::SupplyCurvePoint& point : points) {
        const double y = base - point.cost_yuan_per_m2.*figure * up;
        const double next = left + point.cumulative.mu() * across;
        corners.push_back(fmt::format("{:.2f},{:.2f}", x, y));
        corners.push_back(fmt::format("{:.2f},{:.2f}", next, y));
        x = next;
    }
    if (backward) std::reverse(corners.begin(), corners.end());
    std::string data;
    for (const std::string& corner : corners) data += (data.empty() ? "" : " L") + corner;
    return data;
}

void draw_across_axis(Picture& picture, double most, double across, const std::string& title) {
    const double step = tick_step(most, 8);
    for (int tick = 0; tick * step <= most * 1.0001; ++tick) {
        const double value = tick * step;
        const double x = left + value * across;
        picture.line(x, picture.base(), x, picture.base() + 5, "stroke=\"#555555\"");
        picture.text(x, picture.base() + 20, with_thousands(value, step < 1 ? 2 : 0), "middle",
                     "fill=\"#555555\"");
    }
    picture.text(left + picture.inner_width() / 2, picture.base() + 42, title, "middle");
}

/// Across to each dearer point of the front, then up to its quality.
std::string staircase(const std::vector<OfferPoint>& points, double across, double up, double base) {
    std::vector<const OfferPoint*> front;
    for (const OfferPoint& point : points)
        if (point.on_front) front.push_back(&point);
    std::sort(front.begin(), front.end(), [](const OfferPoint* a, const OfferPoint* b) {
        return a->cost_yuan_per_m2.central < b->cost_yuan_per_m2.central;
    });
    std::string data;
    double y = base;
    for (const OfferPoint* point : front) {
        const double x = left + point->cost_yuan_per_m2.central * across;
        data += fmt::format("{}{:.2f},{:.2f}", data.empty() ? "M" : " L", x, y);
        y = base - point->quality.central * up;
        data += fmt::format(" L{:.2f},{:.2f}", x, y);
    }
    return data;
}

}  // namespace

std::string waterfall_svg(const Text& title, const std::vector<WaterfallBar>& bars, Language language) {
    const double width = std::max(640.0, left + right + 74.0 * static_cast<double>(bars.size()));
    Picture picture(width, 600, label_bottom, title.in(language));
    if (bars.empty()) return picture.finish();
    const double limit = picture.value_axis(bars.front().area.mu(), Text{"亩", "mu"}.in(language));
    const double slot = picture.inner_width() / static_cast<double>(bars.size());
    const auto height = [&](Area area) {
        return limit > 0 ? area.mu() / limit * (picture.inner_height()) : 0;
    };
    Area largest;
    for (std::size_t i = 1; i + 1 < bars.size(); ++i) largest = std::max(largest, bars[i].area);
    // Deductions are small beside gross: a scale of their own, said on the picture.
    constexpr double highest_deduction = 0.55;
    const auto deduction_height = [&](Area area) {
        return largest > Area{} ? highest_deduction * picture.inner_height() * area.m2() / largest.m2() : 0;
    };
    if (largest > Area{})
        picture.text(left + 8, top - 12,
                     both("扣减各项用另一比例尺：最高一柱为 {} 亩",
                          "deductions have a scale of their own: the highest column is {} mu",
                          with_thousands(largest.mu(), 0))
                         .in(language),
                     "start", "fill=\"#555555\"");
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const Column at{left + slot * static_cast<double>(i) + slot * 0.14, slot * 0.72};
        const bool whole = i == 0 || i + 1 == bars.size();
        draw_label(picture, at, bars[i].title.in(language));
        const double bar_height = whole ? height(bars[i].area) : deduction_height(bars[i].area);
        const double top_y = picture.base() - (bars[i].checked ? bar_height : 60);
        if (!bars[i].checked) {
            draw_unchecked(picture, at, top_y, bars[i], language);
            continue;
        }
        const char* colour = i == 0 ? gross_colour : (whole ? net_colour : taken_colour);
        picture.rectangle(at.x, top_y, at.width, std::max(0.5, bar_height),
                          fmt::format("fill=\"{}\"", colour));
        picture.text(at.x + at.width / 2, top_y - 5,
                     (whole || bars[i].area.cm2 == 0 ? "" : "−") + with_thousands(bars[i].area.mu(), 0),
                     "middle");
    }
    return picture.finish();
}

std::string supply_curve_svg(const Text& title, const model::SupplyCurve& curve, Language language) {
    Picture picture(820, 480, axis_bottom, title.in(language));
    if (curve.points.empty()) {
        picture.text(
            410, 240,
            Text{"没有达到适宜性要求的供应", "no land reaches the suitability asked for"}.in(language),
            "middle");
        return picture.finish();
    }
    double highest = 0;
    for (const model::SupplyCurvePoint& point : curve.points)
        highest = std::max(highest, point.cost_yuan_per_m2.high);
    const double limit = picture.value_axis(highest, Text{"元/㎡", "yuan/m²"}.in(language));
    const double most_mu = std::max(curve.points.back().cumulative.mu(), 1e-6);
    const double across = picture.inner_width() / most_mu, up = picture.inner_height() / limit;
    draw_across_axis(picture, most_mu, across, Text{"累计面积（亩）", "cumulative area (mu)"}.in(language));
    const auto along = [&](double model::Estimate::*figure, bool backward) {
        return stepped(curve.points, figure, across, up, picture.base(), backward);
    };
    picture.path(
        "M" + along(&model::Estimate::high, false) + " L" + along(&model::Estimate::low, true) + " Z",
        R"(fill="#4c6a92" fill-opacity="0.18")");
    picture.path("M" + along(&model::Estimate::central, false),
                 R"(fill="none" stroke="#24476f" stroke-width="2")");
    picture.text(left + 8, top - 12,
                 both("适宜性不低于 {}；线为中值，带为估计区间",
                      "suitability at least {}; line: central, band: range", curve.least_score)
                     .in(language),
                 "start", "fill=\"#555555\"");
    return picture.finish();
}

std::string pareto_svg(const Text& title, const std::vector<OfferPoint>& points, Language language) {
    Picture picture(820, 480, axis_bottom, title.in(language));
    if (points.empty()) {
        picture.text(
            410, 240,
            Text{"没有达到适宜性要求的供应", "no land reaches the suitability asked for"}.in(language),
            "middle");
        return picture.finish();
    }
    double highest = 0;
    for (const OfferPoint& point : points) highest = std::max(highest, point.cost_yuan_per_m2.central);
    const double across = picture.inner_width() / std::max(highest * 1.03, 1e-6);
    const double up = picture.inner_height() / picture.value_axis(1, Text{"质量", "quality"}.in(language));
    draw_across_axis(picture, highest, across,
                     Text{"单位成本中值（元/㎡）", "unit cost, central (yuan/m²)"}.in(language));
    const auto dot = [&](const OfferPoint& point, double size, const char* style) {
        picture.rectangle(left + point.cost_yuan_per_m2.central * across - size / 2,
                          picture.base() - point.quality.central * up - size / 2, size, size, style);
    };
    for (const OfferPoint& point : points)
        if (!point.on_front) dot(point, 3, R"(fill="#4c6a92" fill-opacity="0.35")");
    picture.path(staircase(points, across, up, picture.base()),
                 R"(fill="none" stroke="#c2703d" stroke-width="1.5")");
    for (const OfferPoint& point : points)
        if (point.on_front) dot(point, 7, "fill=\"#c2703d\"");
    picture.text(left + 8, top - 12,
                 Text{"每点一宗地块；橙色：没有别的地块既更好又更便宜",
                      "one point per parcel; orange: no other is both better and cheaper"}
                     .in(language),
                 "start", "fill=\"#555555\"");
    return picture.finish();
}

}  // namespace zonewright::report
