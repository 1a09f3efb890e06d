// A matrix as a picture: rows and columns with names, a coloured cell for each pair, with a short text and, where a reader
// should look, a mark. SVG text; no files, no fonts embedded; texts are escaped; the same input gives the same text.
// Lengths are CSS pixels; the width follows from the longest names (a Chinese character counts as wide as its size).
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace zonewright::report {

struct MatrixPictureCell {
    std::string fill;  ///< "#rrggbb"
    std::string text;  ///< a few characters
    bool marked = false;
};

struct MatrixPicture {
    std::string title;
    std::vector<std::string> rows, columns;
    std::vector<std::vector<MatrixPictureCell>> cells;           ///< rows × columns
    std::vector<std::pair<MatrixPictureCell, std::string>> legend;
    std::string note;
};

std::string matrix_svg(const MatrixPicture& picture);

}  // namespace zonewright::report
