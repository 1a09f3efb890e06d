#include "suitability/value_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/errors.h"
#include "base/language.h"
#include "base/vectorised.h"

namespace zonewright::suitability {
namespace {

using model::CurveKind;

constexpr float no_worth = std::numeric_limits<float>::quiet_NaN();

[[noreturn]] void refuse(const std::string& owner, const std::string& found, const Text& expected) {
    throw InputError(
        {both("评价指标 {} 的价值函数", "value function of criterion {}", owner), found, expected,
         both("修改该指标文件的 value 表", "correct the table `value` of the criterion's file")});
}

void check(const model::ValueFunction& f, const std::string& owner) {
    const bool by_knots =
        f.kind == CurveKind::Piecewise || f.kind == CurveKind::Step || f.kind == CurveKind::Classes;
    const auto in_range = [](double worth) { return worth >= 0 && worth <= 1; };
    if (by_knots) {
        if (f.knots.empty()) refuse(owner, "", both("至少一个分段点", "at least one knot"));
        for (std::size_t i = 0; i < f.knots.size(); ++i) {
            if (i > 0 && !(f.knots[i - 1].first < f.knots[i].first))
                refuse(owner, fmt::format("{}", f.knots[i].first),
                       both("分段点按测量值递增", "knots in ascending order"));
            if (!in_range(f.knots[i].second))
                refuse(owner, fmt::format("{}", f.knots[i].second),
                       both("价值在 0 至 1 之间", "a worth from 0 to 1"));
        }
        return;
    }
    if (f.kind == CurveKind::Categorical) return;
    if (!(f.low < f.high))
        refuse(owner, fmt::format("{} … {}", f.low, f.high), both("low 小于 high", "low below high"));
    if (!in_range(f.at_low) || !in_range(f.at_high))
        refuse(owner, fmt::format("{}, {}", f.at_low, f.at_high),
               both("价值在 0 至 1 之间", "worths from 0 to 1"));
    if (f.kind == CurveKind::Inverse && !(f.low > 0))
        refuse(owner, fmt::format("{}", f.low), both("low 大于 0", "low above 0"));
    if (!(f.shape > 0)) refuse(owner, fmt::format("{}", f.shape), both("shape 大于 0", "shape above 0"));
}

/// One straight piece: adds slope × (x cut to the ramp - its start). The comparisons are written so that NaN
/// stays NaN.
struct Piece {
    float from, to, slope;
    float rise(float x) const {
        float cut = from > x ? from : x;
        cut = to < cut ? to : cut;
        return slope * (cut - from);
    }
};

float cut_to_worth(float sum) {
    const float worth = 0.0f > sum ? 0.0f : sum;
    return 1.0f < worth ? 1.0f : worth;
}

/// One, two or three pieces in one sweep, because that is what nearly every curve has; the sums are taken in
/// the same order as below, so it makes no difference to the result.
template <std::size_t pieces>
struct Chain {
    float start;
    std::array<Piece, pieces> piece;
    float worth(float x) const {
        float sum = start;
        for (std::size_t k = 0; k < pieces; ++k) sum += piece[k].rise(x);
        return cut_to_worth(sum);
    }
};

ZONEWRIGHT_VECTORISED void apply_chain(const float* x, float* worth, std::size_t count, Chain<1> chain) {
    for (std::size_t i = 0; i < count; ++i) worth[i] = chain.worth(x[i]);
}
ZONEWRIGHT_VECTORISED void apply_chain(const float* x, float* worth, std::size_t count, Chain<2> chain) {
    for (std::size_t i = 0; i < count; ++i) worth[i] = chain.worth(x[i]);
}
ZONEWRIGHT_VECTORISED void apply_chain(const float* x, float* worth, std::size_t count, Chain<3> chain) {
    for (std::size_t i = 0; i < count; ++i) worth[i] = chain.worth(x[i]);
}
ZONEWRIGHT_VECTORISED void add_chain(const float* x, float weight, float* sums, std::size_t count,
                                     Chain<1> chain) {
    for (std::size_t i = 0; i < count; ++i) sums[i] += weight * chain.worth(x[i]);
}
ZONEWRIGHT_VECTORISED void add_chain(const float* x, float weight, float* sums, std::size_t count,
                                     Chain<2> chain) {
    for (std::size_t i = 0; i < count; ++i) sums[i] += weight * chain.worth(x[i]);
}
ZONEWRIGHT_VECTORISED void add_chain(const float* x, float weight, float* sums, std::size_t count,
                                     Chain<3> chain) {
    for (std::size_t i = 0; i < count; ++i) sums[i] += weight * chain.worth(x[i]);
}

template <std::size_t pieces, typename Ramp>
Chain<pieces> chain_of(float start, const std::vector<Ramp>& ramps) {
    Chain<pieces> chain{start, {}};
    for (std::size_t k = 0; k < pieces; ++k) chain.piece[k] = {ramps[k].from, ramps[k].to, ramps[k].slope};
    return chain;
}

ZONEWRIGHT_VECTORISED void add_ramp(const float* x, float* worth, std::size_t count, Piece piece) {
    for (std::size_t i = 0; i < count; ++i) worth[i] += piece.rise(x[i]);
}
ZONEWRIGHT_VECTORISED void finish_ramps(const float* x, float* worth, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) worth[i] = x[i] == x[i] ? cut_to_worth(worth[i]) : no_worth;
}

/// Power curves with the exponents people use; the exponent is 2 or 3.
ZONEWRIGHT_VECTORISED void whole_power(const float* x, float* worth, std::size_t count, bool cubed,
                                       double low, double high, double at_low, double at_high) {
    for (std::size_t i = 0; i < count; ++i) {
        double t = (static_cast<double>(x[i]) - low) / (high - low);
        t = t > 0 ? t : 0;
        t = t < 1 ? t : 1;
        const double power = cubed ? t * t * t : t * t;
        const auto value = static_cast<float>(at_low + (at_high - at_low) * power);
        worth[i] = x[i] == x[i] ? value : no_worth;
    }
}

}  // namespace

ValueCurve::ValueCurve(const model::ValueFunction& f, const std::vector<std::string>& words,
                       const std::string& owner)
    : low_(f.low), high_(f.high), at_low_(f.at_low), at_high_(f.at_high), shape_(f.shape) {
    check(f, owner);
    const auto add_knots = [&](const std::vector<std::pair<double, double>>& knots) {
        start_ = static_cast<float>(knots[0].second);
        for (std::size_t i = 1; i < knots.size(); ++i)
            ramps_.push_back({static_cast<float>(knots[i - 1].first), static_cast<float>(knots[i].first),
                              static_cast<float>((knots[i].second - knots[i - 1].second) /
                                                 (knots[i].first - knots[i - 1].first))});
    };
    switch (f.kind) {
        case CurveKind::Linear:
            add_knots({{f.low, f.at_low}, {f.high, f.at_high}});
            break;
        case CurveKind::Piecewise:
            add_knots(f.knots);
            break;
        case CurveKind::Step:
        case CurveKind::Classes:
            form_ = Form::Stairs;
            upper_inclusive_ = f.kind == CurveKind::Classes;
            for (const auto& [bound, level] : f.knots) {
                bounds_.push_back(static_cast<float>(bound));
                levels_.push_back(static_cast<float>(level));
            }
            break;
        case CurveKind::JShape:
            form_ = Form::Power;
            break;
        case CurveKind::SShape:
            form_ = Form::Sigmoid;
            break;
        case CurveKind::Gaussian:
            form_ = Form::Bell;
            break;
        case CurveKind::Inverse:
            form_ = Form::Hyperbola;
            break;
        case CurveKind::Categorical:
            form_ = Form::Table;
            for (const std::string& word : words) {
                const auto found = f.categories.find(word);
                levels_.push_back(found == f.categories.end() ? no_worth : static_cast<float>(found->second));
            }
            break;
    }
}

float ValueCurve::operator()(float measured) const {
    float worth = 0;
    apply({&measured, 1}, {&worth, 1});
    return worth;
}

void ValueCurve::apply(std::span<const float> measured, std::span<float> worth) const {
    const std::size_t count = measured.size();
    switch (form_) {
        case Form::Ramps:
            apply_ramps(measured.data(), worth.data(), count);
            return;
        case Form::Power:
            apply_power(measured.data(), worth.data(), count);
            return;
        case Form::Stairs:
        case Form::Table:
            for (std::size_t i = 0; i < count; ++i) worth[i] = look_up(measured[i]);
            return;
        case Form::Sigmoid:
        case Form::Bell:
        case Form::Hyperbola:
            for (std::size_t i = 0; i < count; ++i)
                worth[i] = std::isnan(measured[i])
                               ? no_worth
                               : static_cast<float>(smooth(static_cast<double>(measured[i])));
            return;
    }
}

void ValueCurve::add(std::span<const float> measured, float weight, std::span<float> sums) const {
    const std::size_t count = measured.size();
    const std::size_t pieces = form_ == Form::Ramps ? ramps_.size() : 0;
    const auto add = [&](auto chain) { add_chain(measured.data(), weight, sums.data(), count, chain); };
    if (pieces == 1) return add(chain_of<1>(start_, ramps_));
    if (pieces == 2) return add(chain_of<2>(start_, ramps_));
    if (pieces == 3) return add(chain_of<3>(start_, ramps_));
    thread_local std::vector<float> worths;
    worths.resize(count);
    apply(measured, worths);
    for (std::size_t i = 0; i < count; ++i) sums[i] += weight * worths[i];
}

void ValueCurve::apply_ramps(const float* x, float* worth, std::size_t count) const {
    if (ramps_.size() == 1) return apply_chain(x, worth, count, chain_of<1>(start_, ramps_));
    if (ramps_.size() == 2) return apply_chain(x, worth, count, chain_of<2>(start_, ramps_));
    if (ramps_.size() == 3) return apply_chain(x, worth, count, chain_of<3>(start_, ramps_));
    std::fill(worth, worth + count, start_);
    for (const auto& ramp : ramps_) add_ramp(x, worth, count, {ramp.from, ramp.to, ramp.slope});
    finish_ramps(x, worth, count);
}

void ValueCurve::apply_power(const float* x, float* worth, std::size_t count) const {
    if (shape_ == 2 || shape_ == 3) {
        whole_power(x, worth, count, shape_ == 3, low_, high_, at_low_, at_high_);
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const double t = std::clamp((static_cast<double>(x[i]) - low_) / (high_ - low_), 0.0, 1.0);
        worth[i] = std::isnan(x[i])
                       ? no_worth
                       : static_cast<float>(at_low_ + (at_high_ - at_low_) * std::pow(t, shape_));
    }
}

double ValueCurve::smooth(double x) const {
    double share = 0;
    if (form_ == Form::Sigmoid) {
        const double t = std::clamp((x - low_) / (high_ - low_), 0.0, 1.0);
        const double rising = std::pow(t, shape_), falling = std::pow(1 - t, shape_);
        share = rising / (rising + falling);
    } else if (form_ == Form::Bell) {
        const double away = (x - high_) / (shape_ * (high_ - low_));
        share = std::exp(-0.5 * away * away);
    } else {
        const double inside = std::clamp(x, low_, high_);
        share = (1 / inside - 1 / low_) / (1 / high_ - 1 / low_);
    }
    return at_low_ + (at_high_ - at_low_) * share;
}

float ValueCurve::look_up(float x) const {
    if (std::isnan(x)) return no_worth;
    if (form_ == Form::Table) {
        const bool known = x >= 0 && x < static_cast<float>(levels_.size());
        return known ? levels_[static_cast<std::size_t>(x)] : no_worth;
    }
    const auto bound = upper_inclusive_ ? std::lower_bound(bounds_.begin(), bounds_.end(), x)
                                        : std::upper_bound(bounds_.begin(), bounds_.end(), x);
    auto position = static_cast<std::size_t>(bound - bounds_.begin());
    if (!upper_inclusive_) position = position == 0 ? 0 : position - 1;
    return levels_[std::min(position, levels_.size() - 1)];
}

}  // namespace zonewright::suitability
