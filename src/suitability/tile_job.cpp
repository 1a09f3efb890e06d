#include "suitability/tile_job.h"

#include <algorithm>

#include "model/suitability.h"

namespace zonewright::suitability {
namespace {

/// Cells need every worth at once: unlike a weighted sum, these cannot be added up as the surfaces come by.
bool keeps_worths(const Pass& pass) {
    return std::any_of(pass.clusters.begin(), pass.clusters.end(), [&](const PassCluster& cluster) {
        return cluster.deviations != nullptr || (cluster.is_mapped() && pass.aggregation.rule != Rule::Wlc);
    });
}

}  // namespace

Workplace::Workplace(const Pass& pass)
    : terms_of(pass.surfaces.size()),
      users_of(pass.terms.size()),
      measured(pass.surfaces.size()),
      scores(pass.clusters.size()),
      deviations(pass.clusters.size()),
      worths(pass.terms.size()),
      sums(pass.clusters.size()) {
    for (const auto& path : pass.surfaces) readers.emplace_back(path);
    for (std::size_t t = 0; t < pass.terms.size(); ++t) terms_of[pass.terms[t].surface].push_back(t);
    for (std::size_t k = 0; k < pass.clusters.size(); ++k)
        for (std::size_t i = 0; i < pass.clusters[k].terms.size(); ++i)
            if (pass.clusters[k].is_mapped() && pass.clusters[k].weights[i] > 0)
                users_of[pass.clusters[k].terms[i]].emplace_back(k, pass.clusters[k].weights[i]);
}

TileJob::TileJob(const Pass& pass, const raster::Grid<std::uint32_t>& reasons, const raster::Window& window,
                 Workplace& place)
    : pass_(pass),
      reasons_(reasons),
      place_(place),
      window_(window),
      width_(static_cast<std::size_t>(window.width)),
      cells_(width_ * static_cast<std::size_t>(window.height)),
      worths_kept_(keeps_worths(pass)) {
    for (std::int64_t row = window.row; row < window.row_end() && !admissible_; ++row)
        for (std::size_t i = 0; i < width_; ++i) {
            in_city_ = in_city_ || reasons_at(row)[i] != model::outside_city;
            admissible_ = admissible_ || reasons_at(row)[i] == 0;
        }
}

const std::uint32_t* TileJob::reasons_at(std::int64_t row) const {
    return reasons_.row(static_cast<std::size_t>(row)).data() + window_.column;
}

std::size_t TileJob::offset_of(std::int64_t row) const {
    return static_cast<std::size_t>(row - window_.row) * width_;
}

void TileJob::read() {
    if (!admissible_) return;  // nothing to rate
    for (std::size_t s = 0; s < place_.readers.size(); ++s) {
        place_.measured[s].resize(cells_);
        place_.readers[s].read(static_cast<std::size_t>(window_.column),
                               static_cast<std::size_t>(window_.row), width_,
                               static_cast<std::size_t>(window_.height), place_.measured[s]);
    }
}

void TileJob::score() {
    for (std::size_t k = 0; k < pass_.clusters.size(); ++k) {
        place_.scores[k].resize(pass_.clusters[k].is_mapped() ? cells_ : 0);
        place_.deviations[k].resize(pass_.clusters[k].deviations ? cells_ : 0);
    }
    for (std::int64_t row = window_.row; row < window_.row_end(); ++row) {
        place_.row.pack(reasons_at(row), width_);
        start_parts(row);
        for (std::vector<float>& sum : place_.sums) sum.assign(place_.row.count(), 0.0f);
        if (place_.row.count() > 0)
            for (std::size_t s = 0; s < place_.readers.size(); ++s) rate_surface(s, row);
        finish_row(row);
    }
}

void TileJob::start_parts(std::int64_t row) {
    const std::vector<ParcelPart>& parts = place_.parcels.parts;
    while (next_part_ < parts.size() && parts[next_part_].window.row <= row) active_.push_back(next_part_++);
    std::erase_if(active_, [&](std::size_t part) { return parts[part].window.row_end() <= row; });
    if (part_rows_.size() < active_.size()) part_rows_.resize(active_.size());
    parts_in_row_ = 0;
    for (const std::size_t part : active_) {
        const auto shift = static_cast<std::size_t>(parts[part].window.column - window_.column);
        if (start_row(place_.parcels, part, row, shift, place_.row, part_rows_[parts_in_row_]))
            ++parts_in_row_;
    }
}

void TileJob::rate_surface(std::size_t surface, std::int64_t row) {
    if (place_.terms_of[surface].empty()) return;
    const float* measured = place_.row.packed(place_.measured[surface].data() + offset_of(row), place_.room);
    for (std::size_t term : place_.terms_of[surface]) rate_term(term, measured);
}

void TileJob::rate_term(std::size_t term, const float* measured) {
    const ValueCurve& curve = pass_.terms[term].curve;
    const std::size_t count = place_.row.count();
    const auto& users = place_.users_of[term];
    if (!worths_kept_ && parts_in_row_ == 0 && users.empty()) return;
    if (!worths_kept_ && parts_in_row_ == 0 && users.size() == 1) {
        const auto& [cluster, weight] = users.front();
        curve.add({measured, count}, weight, place_.sums[cluster]);
        return;
    }
    std::vector<float>& worth = place_.worths[worths_kept_ ? term : 0];
    worth.resize(count);
    curve.apply({measured, count}, worth);
    add_worths(place_.parcels, std::span(part_rows_).first(parts_in_row_), term, worth.data());
    if (pass_.aggregation.rule == Rule::Wlc)
        for (const auto& [cluster, weight] : users) add_weighted(worth, weight, place_.sums[cluster]);
}

void TileJob::finish_row(std::int64_t row) {
    std::vector<const float*> used;
    for (std::size_t k = 0; k < pass_.clusters.size(); ++k) {
        const PassCluster& cluster = pass_.clusters[k];
        if (!cluster.is_mapped()) continue;
        std::vector<float>& sum = place_.sums[k];
        used.clear();
        if (worths_kept_)
            for (std::size_t term : cluster.terms) used.push_back(place_.worths[term].data());
        if (pass_.aggregation.rule != Rule::Wlc && !sum.empty())
            aggregate_row(pass_.aggregation, used, cluster.weights, sum);
        place_.row.spread(sum.data(), model::excluded_cell, place_.scores[k].data() + offset_of(row));
        if (!cluster.deviations) continue;
        place_.room.resize(sum.size());
        wlc_deviation_row(used, cluster.weights, pass_.concentration, sum, place_.room);
        if (cluster.measured < 1)
            for (float& value : place_.room) value = static_cast<float>(with_unmeasured(value, cluster.measured));
        place_.row.spread(place_.room.data(), raster::no_data, place_.deviations[k].data() + offset_of(row));
    }
}

void TileJob::write() const {
    const auto write_to = [&](io::TileWriter* writer, const std::vector<float>& cells) {
        if (writer)
            writer->write(static_cast<std::size_t>(window_.column), static_cast<std::size_t>(window_.row),
                          width_, static_cast<std::size_t>(window_.height), cells);
    };
    for (std::size_t k = 0; k < pass_.clusters.size(); ++k) {
        if (!pass_.is_written(pass_.clusters[k], window_, reasons_.spec)) continue;
        write_to(pass_.clusters[k].scores, place_.scores[k]);
        write_to(pass_.clusters[k].deviations, place_.deviations[k]);
    }
}

}  // namespace zonewright::suitability
