// Seeded randomness that is the same on every platform and standard library: splitmix64, own distributions.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

namespace zonewright {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// An independent stream for a named purpose, so that adding draws to one does not move another.
    Random(std::uint64_t seed, std::string_view purpose) : state_(seed) {
        for (char c : purpose) state_ = state_ * 0x100000001B3ull + static_cast<unsigned char>(c);
        next();
    }

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    /// Uniform in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    /// Uniform in 0 … count-1; count must be positive.
    std::uint64_t below(std::uint64_t count) { return next() % count; }
    /// Standard normal (Box-Muller).
    double normal() {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
        return radius * std::cos(6.283185307179586476925 * unit());
    }

private:
    std::uint64_t state_;
};

}  // namespace zonewright
