#include "io/raster_overviews.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/vectorised.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

ZONEWRIGHT_VECTORISED void round_to(float* stored, std::size_t count, float steps) {
    for (std::size_t i = 0; i < count; ++i) {
        const float value = stored[i];
        // Through a whole number and one division: the float next to the decimal fraction.
        const float rounded = static_cast<float>(static_cast<std::int32_t>(value * steps + 0.5F)) / steps;  // NOLINT(bugprone-incorrect-roundings): never below zero
        stored[i] = value >= 0 ? rounded : value;
    }
}

/// The mean of the scores of four cells where most of those with data are scores (as many is enough), else the
/// code that they hold: a code is no number to be averaged with.
float mean_of(const std::array<float, 4>& cells, std::size_t count) {
    float sum = 0, code = file_no_data;
    std::size_t scores = 0, codes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (cells[i] == file_no_data) continue;
        if (cells[i] < 0) {
            code = cells[i];
            ++codes;
        } else {
            sum += cells[i];
            ++scores;
        }
    }
    return scores > 0 && scores >= codes ? sum / static_cast<float>(scores) : code;
}

/// The mean of whatever is a number: heights may lie below zero.
float plain_mean_of(const std::array<float, 4>& cells, std::size_t count) {
    float sum = 0;
    std::size_t known = 0;
    for (std::size_t i = 0; i < count; ++i)
        if (cells[i] != file_no_data) {
            sum += cells[i];
            ++known;
        }
    return known > 0 ? sum / static_cast<float>(known) : file_no_data;
}

/// Four scores, the usual case: no branches.
ZONEWRIGHT_VECTORISED void mean_of_scores(const float* upper, const float* lower, float* halved, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        halved[i] = (((upper[2 * i] + upper[2 * i + 1]) + lower[2 * i]) + lower[2 * i + 1]) / 4.0F;
}

ZONEWRIGHT_VECTORISED bool all_scores(const float* row, std::size_t count) {
    float least = 0;
    for (std::size_t i = 0; i < count; ++i) least = row[i] < least ? row[i] : least;
    return !(least < 0);
}

void halve_floats(const float* upper, const float* lower, std::size_t width, bool codes, float* halved) {
    const bool has_lower = lower != nullptr;
    if (has_lower && width % 2 == 0 && all_scores(upper, width) && all_scores(lower, width))
        return mean_of_scores(upper, lower, halved, width / 2);
    for (std::size_t i = 0; 2 * i < width; ++i) {
        std::array<float, 4> cells{};
        std::size_t count = 0;
        for (const float* row : {upper, lower})
            for (std::size_t c = 2 * i; row != nullptr && c < std::min(width, 2 * i + 2); ++c) cells[count++] = row[c];
        halved[i] = codes ? mean_of(cells, count) : plain_mean_of(cells, count);
    }
}

}  // namespace

void halve(const std::uint32_t* words, std::size_t row_words, std::size_t width, std::size_t height, CellType type,
           const SurfaceForm& form, std::uint32_t* halved, std::size_t halved_row_words) {
    const bool means = type == CellType::Float && form.overviews != Overviews::Nearest;
    std::vector<float> upper(width), lower(width), mean((width + 1) / 2);
    for (std::size_t row = 0; row < height; row += 2) {
        std::uint32_t* to = halved + row / 2 * halved_row_words;
        if (!means) {
            for (std::size_t i = 0; 2 * i < width; ++i) to[i] = words[row * row_words + 2 * i];
            continue;
        }
        const bool has_lower = row + 1 < height;
        std::memcpy(upper.data(), words + row * row_words, width * sizeof(float));
        if (has_lower) std::memcpy(lower.data(), words + (row + 1) * row_words, width * sizeof(float));
        halve_floats(upper.data(), has_lower ? lower.data() : nullptr, width, form.overviews == Overviews::MeanOfScores,
                     mean.data());
        round_cells(mean.data(), mean.size(), form);
        std::memcpy(to, mean.data(), mean.size() * sizeof(float));
    }
}

void round_cells(float* stored, std::size_t count, const SurfaceForm& form) {
    if (form.step > 0) round_to(stored, count, static_cast<float>(1 / form.step));
}

}  // namespace zonewright::io
