#include "demo/noise.h"

#include <cmath>

#include "base/random.h"

namespace zonewright::demo {
namespace {

double blend(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
}

}  // namespace

Noise::Noise(std::uint64_t seed, std::string_view purpose) : key_(Random(seed, purpose).next()) {}

std::uint64_t Noise::mix(std::int64_t column, std::int64_t row) const {
    std::uint64_t z = key_ ^ (static_cast<std::uint64_t>(column) * 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 29)) * 0xBF58476D1CE4E5B9ull;
    z ^= static_cast<std::uint64_t>(row) * 0xD6E8FEB86659FD93ull;
    z = (z ^ (z >> 32)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

double Noise::corner(std::int64_t column, std::int64_t row) const {
    return static_cast<double>(mix(column, row) >> 11) * 0x1.0p-52 - 1.0;
}

double Noise::at(geom::Point p, double wavelength_m) const {
    const double u = p.x / wavelength_m, v = p.y / wavelength_m;
    const double column = std::floor(u), row = std::floor(v);
    const double across = blend(u - column), up = blend(v - row);
    const auto i = static_cast<std::int64_t>(column), j = static_cast<std::int64_t>(row);
    const double south = corner(i, j) * (1 - across) + corner(i + 1, j) * across;
    const double north = corner(i, j + 1) * (1 - across) + corner(i + 1, j + 1) * across;
    return south * (1 - up) + north * up;
}

double Noise::fractal(geom::Point p, double wavelength_m, int octaves) const {
    double sum = 0, height = 1, total = 0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += height * at({p.x + 7919.0 * octave, p.y - 6271.0 * octave}, wavelength_m);
        total += height;
        height *= 0.5;
        wavelength_m *= 0.5;
    }
    return sum / total;
}

Warp::Warp(std::uint64_t seed, std::string_view purpose, double amplitude_m, double wavelength_m)
    : east_(seed, purpose), north_(~seed, purpose), amplitude_m_(amplitude_m), wavelength_m_(wavelength_m) {}

geom::Point Warp::operator()(geom::Point p) const {
    return {p.x + amplitude_m_ * (east_.at(p, wavelength_m_) + 0.4 * east_.at(p, wavelength_m_ * 0.4)),
            p.y + amplitude_m_ * (north_.at(p, wavelength_m_) + 0.4 * north_.at(p, wavelength_m_ * 0.4))};
}

}  // namespace zonewright::demo
