// What is a measured value worth? Value functions with fixed bounds: 0…1, never looking at the data, so that
// a clipped or a larger extent changes no score and a constant layer simply has a constant worth.
//
// With t = (x - low) / (high - low), cut to 0…1, and worth = at_low + (at_high - at_low) × s:
//   linear       s = t
//   j_shape      s = t^shape                        (shape > 1: slow start)
//   s_shape      s = t^k / (t^k + (1-t)^k)          (k = shape; 1 is linear, 2 and more are steeper)
//   inverse      s = (1/x - 1/low) / (1/high - 1/low), hyperbolic between the bounds, which must be positive
//   gaussian     s = exp(-d²/2), d = (x - high) / (shape × (high - low)): best at high, falling on both sides
//   piecewise    straight between the knots, level beyond them
//   step         the worth of a knot holds from its value on; below the first knot that knot's worth
//   classes      the worth of a knot holds up to and including its value; above the last that knot's worth
//   categorical  the worth of the class whose position (model::category_words) is x
// No data stays no data; an infinite value (nothing near) takes the far bound.
// Cost: the straight ones a few instructions a cell and knot, vectorised; the others a call of exp or pow.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/criterion_definition.h"

namespace zonewright::suitability {

class ValueCurve {
public:
    /// `words` are the classes of a categorical criterion. Throws InputError naming `owner` when the function
    /// makes no sense (bounds that coincide, knots out of order, a worth outside 0…1).
    ValueCurve(const model::ValueFunction& function, const std::vector<std::string>& words,
               const std::string& owner);

    float operator()(float measured) const;
    /// The same for a row of cells; the spans must be of one length and not overlap.
    void apply(std::span<const float> measured, std::span<float> worth) const;
    /// sums += weight × worth, to the same bits as doing one after the other.
    void add(std::span<const float> measured, float weight, std::span<float> sums) const;

    bool operator==(const ValueCurve&) const = default;

private:
    enum class Form { Ramps, Stairs, Power, Sigmoid, Bell, Hyperbola, Table };
    struct Ramp {
        float from, to, slope;
        bool operator==(const Ramp&) const = default;
    };

    void apply_ramps(const float* x, float* worth, std::size_t count) const;
    void apply_power(const float* x, float* worth, std::size_t count) const;
    double smooth(double x) const;
    float look_up(float x) const;

    Form form_ = Form::Ramps;
    float start_ = 0;  ///< worth before the first ramp
    std::vector<Ramp> ramps_;
    std::vector<float> bounds_;  ///< stairs: where a worth begins or ends
    std::vector<float> levels_;  ///< stairs and table: worths
    bool upper_inclusive_ = false;
    double low_ = 0, high_ = 1, at_low_ = 0, at_high_ = 1, shape_ = 1;
};

}  // namespace zonewright::suitability
