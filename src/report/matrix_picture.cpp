#include "report/matrix_picture.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/xml_text.h"

namespace zonewright::report {
namespace {

constexpr double matrix_font_px = 12, cell_width = 46, cell_height = 26, matrix_edge = 18;

/// Rough width of a text: an ideograph is as wide as it is high, a letter a little more than half.
double matrix_text_width(const std::string& text) {
    double width = 0;
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x80)
            width += 0.58 * matrix_font_px;
        else if (c >= 0xC0)
            width += matrix_font_px;
    }
    return width;
}

double widest_name(const std::vector<std::string>& texts) {
    double width = 0;
    for (const std::string& text : texts) width = std::max(width, matrix_text_width(text));
    return width;
}

constexpr double legend_box = 28, legend_gap = 18;

double width_of_legend(const MatrixPicture& picture) {
    double width = matrix_edge;
    for (const auto& [cell, words] : picture.legend) width += legend_box + matrix_text_width(words) + legend_gap;
    return width;
}

class MatrixDrawing {
public:
    explicit MatrixDrawing(const MatrixPicture& picture)
        : picture_(picture),
          left_(matrix_edge + widest_name(picture.rows) + 10),
          top_(54 + 0.75 * widest_name(picture.columns) + 8),
          right_(std::max(left_ + cell_width * static_cast<double>(picture.columns.size()) + 0.75 * widest_name(picture.columns),
                          std::max(2 * matrix_edge + 1.4 * matrix_text_width(picture.title), width_of_legend(picture)))),
          bottom_(top_ + cell_height * static_cast<double>(picture.rows.size())) {}

    std::string drawn() {
        const double width = right_ + matrix_edge, height = bottom_ + 74;
        svg_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
            "font-family=\"'Noto Sans CJK SC','Source Han Sans SC',sans-serif\" font-size=\"12\">\n"
            "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
            width, height);
        text(matrix_edge, 28, picture_.title, "start", R"(font-size="16" font-weight="bold")");
        for (std::size_t c = 0; c < picture_.columns.size(); ++c) column_name(c);
        for (std::size_t r = 0; r < picture_.rows.size(); ++r) row(r);
        legend(bottom_ + 18);
        text(matrix_edge, bottom_ + 60, picture_.note, "start", R"(fill="#555555" font-size="11")");
        return svg_ + "</svg>\n";
    }

private:
    void text(double x, double y, const std::string& words, const char* anchor, const std::string& style) {
        svg_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" {}>{}</text>\n", x, y, anchor, style,
                            escaped_xml(words));
    }
    void box(double x, double y, double w, double h, const MatrixPictureCell& cell) {
        svg_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" stroke=\"#ffffff\"/>\n",
                            x, y, w, h, cell.fill);
        if (cell.marked)
            svg_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"none\" "
                                "stroke=\"#b0261d\" stroke-width=\"2\"/>\n",
                                x + 1.5, y + 1.5, w - 3, h - 3);
    }
    void column_name(std::size_t c) {
        const double x = left_ + cell_width * (static_cast<double>(c) + 0.45), y = top_ - 8;
        text(x, y, picture_.columns[c], "start", fmt::format("transform=\"rotate(-42 {:.1f} {:.1f})\"", x, y));
    }
    void row(std::size_t r) {
        const double y = top_ + cell_height * static_cast<double>(r);
        text(left_ - 8, y + cell_height / 2 + 4, picture_.rows[r], "end", "");
        for (std::size_t c = 0; c < picture_.columns.size(); ++c) {
            const MatrixPictureCell& cell = picture_.cells[r][c];
            const double x = left_ + cell_width * static_cast<double>(c);
            box(x, y, cell_width, cell_height, cell);
            text(x + cell_width / 2, y + cell_height / 2 + 4, cell.text, "middle",
                 fmt::format(R"(font-size="10.5" fill="{}")", ink_on(cell.fill)));
        }
    }
    /// White on dark fills.
    static const char* ink_on(const std::string& fill) {
        if (fill.size() != 7) return "#1d2a2e";
        const auto part = [&](std::size_t at) { return std::stoi(fill.substr(at, 2), nullptr, 16); };
        return 0.3 * part(1) + 0.59 * part(3) + 0.11 * part(5) < 128 ? "#ffffff" : "#1d2a2e";
    }
    void legend(double y) {
        double x = matrix_edge;
        for (const auto& [cell, words] : picture_.legend) {
            box(x, y, 22, 16, cell);
            text(x + legend_box, y + 12.5, words, "start", "font-size=\"11\"");
            x += legend_box + matrix_text_width(words) + legend_gap;
        }
    }

    const MatrixPicture& picture_;
    double left_, top_, right_, bottom_;
    std::string svg_;
};

}  // namespace

std::string matrix_svg(const MatrixPicture& picture) {
    return MatrixDrawing(picture).drawn();
}

}  // namespace zonewright::report
