// A synthetic industrial city of parcels with real polygons, by the seed: recursive blocks between roads,
// log-normal parcels, owners, prices and three scores. Streets are 7-36 m wide, arterials 40-120 m and always
// cut at W = 30 m. The whole city is turned by 0.3 rad, so that no edge is parallel to an axis. For tests and
// benchmarks only.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "base/random.h"
#include "geom/geometry.h"
#include "model/parcel.h"
#include "model/supply.h"

namespace zonewright::testing_support {

struct CityOptions {
    std::uint64_t seed = 1;
    std::size_t parcels = 22000;
    double price_noise = 0.45;  ///< spread of log prices between neighbours
    bool flat_prices = false;   ///< nearly equal prices everywhere: harder proofs
    double turn_rad = 0.3;
    std::size_t clusters = 3;
};

struct City {
    std::vector<model::Parcel> parcels;
    std::vector<model::ParcelSupply> supply;
    std::vector<double> cost_yuan_per_m2;
    std::vector<std::vector<double>> scores;  ///< by cluster, then parcel
    std::vector<char> redevelopment;
};

class CityBuilder {
public:
    explicit CityBuilder(const CityOptions& options)
        : options_(options),
          random_(options.seed),
          size_(std::sqrt(static_cast<double>(options.parcels) * 20000.0 / 0.40)),
          land_(random_, size_, 2500),
          price_(random_, size_, 3500) {
        for (std::size_t k = 0; k < options.clusters; ++k) fields_.emplace_back(random_, size_, 4000);
        city_.scores.resize(options.clusters);
    }

    City build() {
        split({0, 0, size_, size_});
        std::vector<std::pair<double, std::size_t>> order;
        for (std::size_t b = 0; b < blocks_.size(); ++b)
            order.emplace_back(-(land_.at(middle(blocks_[b])) + 0.18 * random_.normal()), b);
        std::sort(order.begin(), order.end());
        for (const auto& entry : order) {
            if (city_.parcels.size() >= options_.parcels) break;
            fill(blocks_[entry.second]);
        }
        return std::move(city_);
    }

private:
    static double width(const geom::Box& b) { return b.max_x - b.min_x; }
    static double height(const geom::Box& b) { return b.max_y - b.min_y; }
    static double area(const geom::Box& b) { return width(b) * height(b); }
    static geom::Point middle(const geom::Box& b) {
        return {(b.min_x + b.max_x) / 2, (b.min_y + b.max_y) / 2};
    }

    /// Smooth noise in 0…1.
    struct Field {
        std::size_t n;
        double cell;
        std::vector<double> knots;
        Field(Random& random, double size, double cell_m)
            : n(static_cast<std::size_t>(size / cell_m) + 3), cell(cell_m), knots(n * n) {
            for (double& knot : knots) knot = random.unit();
        }
        double at(geom::Point p) const {
            const auto i = static_cast<std::size_t>(p.x / cell), j = static_cast<std::size_t>(p.y / cell);
            double fx = p.x / cell - static_cast<double>(i), fy = p.y / cell - static_cast<double>(j);
            fx = fx * fx * (3 - 2 * fx);
            fy = fy * fy * (3 - 2 * fy);
            const auto knot = [&](std::size_t a, std::size_t b) { return knots[b * n + a]; };
            return (knot(i, j) * (1 - fx) + knot(i + 1, j) * fx) * (1 - fy) +
                   (knot(i, j + 1) * (1 - fx) + knot(i + 1, j + 1) * fx) * fy;
        }
    };

    double road_width(double block_m2) {
        if (block_m2 > 2e7) return random_.between(60, 120);
        if (block_m2 > 8e6) return random_.between(40, 60);
        if (block_m2 > 1e6) return random_.between(20, 36);
        return random_.between(7, 16);
    }

    void split(geom::Box box) {
        if (area(box) < 160000 * std::exp(0.6 * random_.normal()) ||
            std::min(width(box), height(box)) < 140) {
            blocks_.push_back(box);
            return;
        }
        const double road = road_width(area(box)), share = random_.between(0.36, 0.64);
        geom::Box first = box, second = box;
        if (width(box) > height(box)) {
            const double centre = box.min_x + share * width(box);
            first.max_x = centre - road / 2;
            second.min_x = centre + road / 2;
        } else {
            const double centre = box.min_y + share * height(box);
            first.max_y = centre - road / 2;
            second.min_y = centre + road / 2;
        }
        split(first);
        split(second);
    }

    void fill(const geom::Box& block) {
        std::vector<double> parts;
        double sum = 0;
        while (sum < area(block)) {
            parts.push_back(std::clamp(23500 * std::exp(0.95 * random_.normal() - 0.45), 800.0, 300000.0));
            sum += parts.back();
        }
        if (parts.size() > 1 && sum - area(block) > area(block) - (sum - parts.back())) {
            sum -= parts.back();
            parts.pop_back();
        }
        for (double& part : parts) part *= area(block) / sum;
        ++owner_;
        cut(block, parts);
    }

    void cut(const geom::Box& box, std::span<const double> parts) {
        if (parts.size() == 1) {
            place(box);
            return;
        }
        const double total = std::accumulate(parts.begin(), parts.end(), 0.0);
        std::size_t count = 0;
        double sum = 0;
        while (count < parts.size() - 1 && (count == 0 || sum + parts[count] / 2 < total / 2))
            sum += parts[count++];
        geom::Box first = box, second = box;
        if (width(box) > height(box))
            first.max_x = second.min_x = box.min_x + sum / total * width(box);
        else
            first.max_y = second.min_y = box.min_y + sum / total * height(box);
        cut(first, parts.subspan(0, count));
        cut(second, parts.subspan(count));
    }

    void place(const geom::Box& box) {
        if (random_.unit() < 0.10 || city_.parcels.size() >= options_.parcels)
            return;  // dormitory, utility, green
        if (random_.unit() > 0.35) ++owner_;
        const geom::Point at = middle(box);
        const std::size_t index = city_.parcels.size();
        model::Parcel parcel;
        parcel.id = "p" + std::to_string(index);
        parcel.town_code =
            "t" + std::to_string(static_cast<int>(at.x / size_ * 6) * 6 + static_cast<int>(at.y / size_ * 6));
        parcel.town_name = parcel.town_code;
        parcel.owner = "o" + std::to_string(owner_);
        parcel.geometry.parts = {turned(box)};
        parcel.gross = Area::from_m2(area(box));
        const double usable = random_.unit() < 0.15 ? random_.between(0.3, 0.9) : random_.between(0.92, 1.0);
        model::ParcelSupply supply;
        supply.parcel = model::ParcelId(index);
        supply.gross = parcel.gross;
        supply.net = Area::from_m2(area(box) * usable);
        supply.taken = {supply.gross - supply.net};
        const double noise = options_.price_noise;
        const double base = options_.flat_prices ? 1200 : 400 + 1600 * price_.at(at);
        city_.cost_yuan_per_m2.push_back(base * std::exp(noise * random_.normal()) *
                                         (random_.unit() < 0.25 ? 1 - 1.1 * noise : 1.0));
        for (std::size_t k = 0; k < fields_.size(); ++k)
            city_.scores[k].push_back(std::clamp(fields_[k].at(at) + 0.08 * random_.normal(), 0.0, 1.0));
        city_.redevelopment.push_back(static_cast<char>(random_.unit() < 0.3));
        city_.parcels.push_back(std::move(parcel));
        city_.supply.push_back(std::move(supply));
    }

    geom::Polygon turned(const geom::Box& box) const {
        const double c = std::cos(options_.turn_rad), s = std::sin(options_.turn_rad);
        geom::Polygon polygon = geom::rectangle(box);
        for (geom::Point& p : polygon.rings[0]) p = {500000 + c * p.x - s * p.y, 2540000 + s * p.x + c * p.y};
        return polygon;
    }

    CityOptions options_;
    Random random_;
    double size_;
    Field land_, price_;
    std::vector<Field> fields_;
    std::vector<geom::Box> blocks_;
    City city_;
    int owner_ = 0;
};

inline City make_city(const CityOptions& options) {
    return CityBuilder(options).build();
}

}  // namespace zonewright::testing_support
