#include "suitability/kept_scores.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <sstream>

#include "base/hash.h"
#include "base/parallel.h"
#include "io/raster_digest.h"
#include "raster/window.h"

namespace zonewright::suitability {
namespace {

constexpr const char* cells_item = "cells";
constexpr const char* ground_item = "ground";

/// The binding names every member, so that a new one cannot be forgotten here.
void add_value(Fingerprint& fingerprint, const model::ValueFunction& value) {
    const auto& [kind, low, high, at_low, at_high, knots, categories, shape] = value;
    fingerprint.add(static_cast<std::int64_t>(kind)).add(low).add(high).add(at_low).add(at_high).add(shape);
    fingerprint.add(static_cast<std::int64_t>(knots.size()));
    for (const auto& [measured, worth] : knots) fingerprint.add(measured).add(worth);
    fingerprint.add(static_cast<std::int64_t>(categories.size()));
    for (const auto& [word, worth] : categories) fingerprint.add(word).add(worth);
}

void add_term(Fingerprint& fingerprint, const TermTable& table, std::size_t term) {
    const Term& stated = table.terms[term];
    fingerprint.add(table.contents[stated.surface]);
    add_value(fingerprint, stated.value);
    fingerprint.add(static_cast<std::int64_t>(stated.words.size()));
    for (const std::string& word : stated.words) fingerprint.add(word);
}

std::string key_of_column(const KeptScores& kept, const TermTable& table, std::size_t term) {
    Fingerprint fingerprint;
    fingerprint.add("worths of parcels").add(kept.ground).add(kept.parcels);
    add_term(fingerprint, table, term);
    return fingerprint.hex();
}

std::string key_of_cells(const KeptScores& kept) {
    Fingerprint fingerprint;
    return fingerprint.add("cells of parcels").add(kept.ground).add(kept.parcels).hex();
}

template <typename Number>
std::string bytes_of(const std::vector<Number>& numbers) {
    std::string bytes(numbers.size() * sizeof(Number), '\0');
    if (!numbers.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

/// Nothing when they are not so many.
template <typename Number>
std::vector<Number> numbers_of(const std::string& bytes, std::size_t count) {
    std::vector<Number> numbers;
    if (bytes.size() != count * sizeof(Number)) return numbers;
    numbers.resize(count);
    if (count > 0) std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
}

std::string column_name(const TermTable& table, std::size_t term) {
    return table.terms[term].criterion + ".worths";
}

}  // namespace

std::string key_of_surface(const KeptScores& kept, const model::ClusterRating& rating, const TermTable& table,
                           const std::string& aggregation, const std::string& label) {
    Fingerprint fingerprint;
    fingerprint.add("surface").add(kept.ground).add(aggregation).add(label).add(model::measured_weight(rating));
    fingerprint.add(static_cast<std::int64_t>(rating.criteria.size()));
    for (const model::RatedCriterion& rated : rating.criteria) {
        fingerprint.add(rated.weight);
        add_term(fingerprint, table, rated.term);
    }
    return fingerprint.hex();
}

namespace {

/// `find` looks on the shelf under a name and a key.
template <typename Find>
ParcelWorths worths_under(const KeptScores& kept, const TermTable& table, std::size_t parcels, const Find& find) {
    ParcelWorths worths;
    worths.by_term.resize(table.terms.size());
    if (!kept || parcels == 0) return worths;
    for (std::size_t term = 0; term < table.terms.size(); ++term)
        if (const auto item = find(column_name(table, term), key_of_column(kept, table, term)))
            worths.by_term[term] = numbers_of<float>(item->note, parcels);
    if (const auto item = find(cells_item, key_of_cells(kept))) {
        const std::size_t half = item->note.size() / 2;
        worths.inside_city = numbers_of<std::uint64_t>(item->note.substr(0, half), parcels);
        worths.admissible = numbers_of<std::uint64_t>(item->note.substr(half), parcels);
        if (worths.admissible.empty()) worths.inside_city.clear();
    }
    return worths;
}

/// The place of the last ground on the shelf.
std::string key_of_last_ground(const KeptScores& kept, const raster::GridSpec& spec) {
    Fingerprint fingerprint;
    fingerprint.add("last ground").add(kept.base).add(spec.west_m).add(spec.north_m).add(spec.cell_m);
    return fingerprint.add(static_cast<std::int64_t>(spec.columns)).add(static_cast<std::int64_t>(spec.rows)).hex();
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace

ParcelWorths find_worths(const KeptScores& kept, const TermTable& table, std::size_t parcels) {
    return worths_under(kept, table, parcels, [&](const auto& name, const auto& key) { return kept.shelf->find(name, key); });
}

ParcelWorths earlier_worths(const KeptScores& kept, const std::string& ground, const TermTable& table, std::size_t parcels) {
    KeptScores then = kept;
    then.ground = ground;
    return worths_under(then, table, parcels, [&](const auto& name, const auto& key) { return kept.shelf->peek(name, key); });
}

std::vector<std::string> blocks_of_ground(const raster::Grid<std::uint32_t>& admissible, const Progress& progress) {
    const std::vector<raster::Window> blocks = raster::tiles_of(admissible.spec, io::tile_cells);
    std::vector<std::string> digests(blocks.size());
    parallel_for(blocks.size(), 1, progress.quiet(), [&](std::size_t b) {
        const raster::Window& w = blocks[b];
        digests[b] = io::hash_of_block(&admissible.at(static_cast<std::size_t>(w.column), static_cast<std::size_t>(w.row)),
                                       admissible.spec.columns, static_cast<std::size_t>(w.width), static_cast<std::size_t>(w.height));
    });
    return digests;
}

EarlierGround find_earlier_ground(const KeptScores& kept, const raster::GridSpec& spec, std::span<const std::string> blocks) {
    const auto item = kept.shelf->peek(ground_item, key_of_last_ground(kept, spec));
    const std::vector<std::string> lines = item ? lines_of(item->note) : std::vector<std::string>{};
    if (lines.size() != blocks.size() + 1 || lines.front() == kept.ground) return {};
    EarlierGround earlier{lines.front(), std::vector<bool>(blocks.size())};
    for (std::size_t b = 0; b < blocks.size(); ++b) earlier.changed[b] = lines[b + 1] != blocks[b];
    return earlier;
}

void keep_ground(const KeptScores& kept, const raster::GridSpec& spec, std::span<const std::string> blocks) {
    kept.shelf->keep(ground_item, key_of_last_ground(kept, spec), {}, fmt::format("{}\n{}", kept.ground, fmt::join(blocks, "\n")));
}

std::string note_of_surface(const io::WrittenSurface& written) {
    std::string note = written.file_sha256;
    for (const auto& image : written.block_hashes) note += fmt::format("\n{}", fmt::join(image, " "));
    return note;
}

std::optional<io::EarlierSurface> surface_of_note(const io::TileShelf::Item& item) {
    std::vector<std::string> lines = lines_of(item.note);
    if (lines.empty()) return std::nullopt;
    io::EarlierSurface surface{item.store, std::move(lines.front()), {}};
    for (std::size_t image = 1; image < lines.size(); ++image) {
        std::istringstream words(lines[image]);
        surface.block_hashes.emplace_back(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>());
    }
    return surface;
}

void keep_worths(const KeptScores& kept, const TermTable& table, const ParcelWorths& worths) {
    if (!kept || !kept.may_keep || worths.inside_city.empty()) return;
    for (std::size_t term = 0; term < table.terms.size(); ++term) {
        const std::string name = column_name(table, term), key = key_of_column(kept, table, term);
        if (!kept.shelf->find(name, key)) kept.shelf->keep(name, key, {}, bytes_of(worths.by_term[term]));
    }
    if (!kept.shelf->find(cells_item, key_of_cells(kept)))
        kept.shelf->keep(cells_item, key_of_cells(kept), {}, bytes_of(worths.inside_city) + bytes_of(worths.admissible));
}

}  // namespace zonewright::suitability
