#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/errors.h"
#include "base/parallel.h"
#include "criterion/measures.h"
#include "geom/planar_area.h"
#include "raster/disc.h"
#include "raster/occupied_cells.h"

namespace zonewright::criterion {
namespace {

/// Amounts are summed as whole numbers, so that sums do not depend on their order: 1/65536 of a unit.
constexpr double fine = 65536.0;

std::int64_t whole_amount(double amount) {
    return std::llround(amount * fine);
}

/// Turns features into single cells with amounts; lines into their length in km, cell by cell.
class AmountCells {
public:
    AmountCells(const Question& question) : question_(question), lattice_(question.input.spec) {
        if (!question.definition.field.empty()) field_ = question.table->field(question.definition.field);
    }

    std::vector<raster::Run> runs() {
        for (const model::Feature* feature : question_.features) add(*feature);
        return std::move(runs_);
    }

private:
    /// NULL in the summed field adds nothing.
    double amount_of(const model::Feature& feature) const {
        if (!field_) return 1;
        return model::number_of(feature.values.at(*field_)).value_or(0);
    }

    void add(const model::Feature& feature) {
        if (const auto* points = std::get_if<geom::MultiPoint>(&feature.geometry)) {
            const double each =
                amount_of(feature) / static_cast<double>(std::max<std::size_t>(1, points->points.size()));
            for (const geom::Point& p : points->points) add(lattice_.cell_of(p), whole_amount(each));
        } else if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry)) {
            if (!polygons->empty())
                add(lattice_.cell_of(geom::centroid(*polygons)), whole_amount(amount_of(feature)));
        } else if (const auto* lines = std::get_if<geom::MultiLineString>(&feature.geometry)) {
            for (const geom::LineString& line : lines->lines) add_line(line);
        }
    }

    void add_line(const geom::LineString& line) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const double length_km = geom::distance(line[i - 1], line[i]) / 1000.0;
            raster::visit_segment(lattice_, line[i - 1], line[i],
                                  [&](raster::Cell cell, double from, double to) {
                                      add(cell, whole_amount(length_km * (to - from)));
                                  });
        }
    }

    void add(raster::Cell cell, std::int64_t amount) {
        runs_.push_back({cell.row, cell.column, cell.column + 1, amount});
    }

    const Question& question_;
    raster::Lattice lattice_;
    std::optional<std::size_t> field_;
    std::vector<raster::Run> runs_;
};

double disc_cells(const Question& question) {
    const auto half_widths =
        raster::disc_half_widths(question.definition.radius_m, question.input.spec.cell_m);
    return static_cast<double>(raster::disc_cell_count(half_widths));
}

constexpr std::size_t rows_at_once = 32;

Values scaled(const raster::GridSpec& spec, const raster::DiscSums& sums, double factor, const Progress& progress) {
    Values values(spec, 0.0f);
    parallel_blocks(spec.rows, rows_at_once, progress, [&](std::size_t first, std::size_t end) {
        raster::DiscSums::Row rows(sums);
        for (std::size_t row = first; row < end; ++row)
            std::ranges::transform(rows.at(row), values.row(row).begin(), [&](std::int64_t sum) {
                return static_cast<float>(static_cast<double>(sum) * factor);
            });
    });
    return values;
}

}  // namespace

Values measure_density(const Question& question, const Progress& progress) {
    const auto& spec = question.input.spec;
    const raster::DiscSums sums(spec, AmountCells(question).runs(), question.definition.radius_m);
    const double disc_km2 = disc_cells(question) * spec.cell_m * spec.cell_m / 1e6;
    return scaled(spec, sums, 1 / (fine * disc_km2), progress);
}

Values measure_share(const Question& question, const Progress& progress) {
    const auto& spec = question.input.spec;
    const auto margin = static_cast<std::size_t>(std::ceil(question.definition.radius_m / spec.cell_m));
    raster::Grid<std::uint8_t> covered(grown(spec, margin), 0);
    for (const model::Feature* feature : question.features)
        if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature->geometry))
            raster::fill_centres<std::uint8_t>(covered, *polygons, 1);
    std::vector<raster::Run> runs = raster::runs_of(covered);
    for (raster::Run& run : runs) {
        run.row -= static_cast<std::int64_t>(margin);
        run.begin -= static_cast<std::int64_t>(margin);
        run.end -= static_cast<std::int64_t>(margin);
    }
    const raster::DiscSums sums(spec, runs, question.definition.radius_m);
    return scaled(spec, sums, 1 / disc_cells(question), progress);
}

/// (cluster's share of what is around) ÷ (cluster's share of the whole layer). The filter decides which
/// features are the cluster's; the whole layer is the reference.
Values measure_quotient(const Question& question, const Progress& progress) {
    const auto& spec = question.input.spec;
    Question everything = question;
    everything.features.clear();
    for (const model::Feature& feature : question.table->features) everything.features.push_back(&feature);
    const auto own_runs = AmountCells(question).runs(), all_runs = AmountCells(everything).runs();
    const auto total = [](const std::vector<raster::Run>& runs) {
        std::int64_t sum = 0;
        for (const raster::Run& run : runs) sum += run.amount;
        return static_cast<double>(sum);
    };
    const double own_total = total(own_runs), all_total = total(all_runs);
    Values values(spec, 0.0f);
    if (!(own_total > 0)) return values;
    const raster::DiscSums own(spec, own_runs, question.definition.radius_m), all(spec, all_runs, question.definition.radius_m);
    parallel_blocks(spec.rows, rows_at_once, progress, [&](std::size_t first, std::size_t end) {
        raster::DiscSums::Row own_rows(own), all_rows(all);
        for (std::size_t row = first; row < end; ++row) {
            const auto of_cluster = own_rows.at(row), of_all = all_rows.at(row);
            const auto quotients = values.row(row);
            for (std::size_t c = 0; c < quotients.size(); ++c)
                if (of_all[c] > 0)
                    quotients[c] = static_cast<float>(static_cast<double>(of_cluster[c]) / static_cast<double>(of_all[c]) *
                                                      (all_total / own_total));
        }
    });
    return values;
}

}  // namespace zonewright::criterion
