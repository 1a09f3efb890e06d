// Smooth seeded randomness over the plane: what makes borders organic and hills uneven.
//
// Value noise on a square lattice, blended with a quintic curve; only +, -, × and integer mixing, so that the
// same seed gives the same bits on every machine. Cost: about 15 ns an octave. Thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "geom/geometry.h"

namespace zonewright::demo {

class Noise {
public:
    Noise(std::uint64_t seed, std::string_view purpose);

    /// In [-1, 1]; features have the size of `wavelength_m`.
    double at(geom::Point p, double wavelength_m) const;
    /// Sum of `octaves` noises, each half as long and half as high as the one before; in [-1, 1], mostly
    /// within ±0.6.
    double fractal(geom::Point p, double wavelength_m, int octaves) const;
    /// A whole number for a lattice point, mixed with the seed: for choices by place rather than by order.
    std::uint64_t mix(std::int64_t column, std::int64_t row) const;

private:
    double corner(std::int64_t column, std::int64_t row) const;
    std::uint64_t key_;
};

/// Bends the plane by noise of several kilometres and of one: straight lines become natural borders.
class Warp {
public:
    Warp(std::uint64_t seed, std::string_view purpose, double amplitude_m, double wavelength_m);
    geom::Point operator()(geom::Point p) const;

private:
    Noise east_, north_;
    double amplitude_m_, wavelength_m_;
};

}  // namespace zonewright::demo
