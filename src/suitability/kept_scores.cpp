#include "suitability/kept_scores.h"

#include <cstring>

#include "base/hash.h"

namespace zonewright::suitability {
namespace {

constexpr const char* cells_item = "cells";

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

ParcelWorths find_worths(const KeptScores& kept, const TermTable& table, std::size_t parcels) {
    ParcelWorths worths;
    worths.by_term.resize(table.terms.size());
    if (!kept || parcels == 0) return worths;
    for (std::size_t term = 0; term < table.terms.size(); ++term)
        if (const auto item = kept.shelf->find(column_name(table, term), key_of_column(kept, table, term)))
            worths.by_term[term] = numbers_of<float>(item->note, parcels);
    if (const auto item = kept.shelf->find(cells_item, key_of_cells(kept))) {
        const std::size_t half = item->note.size() / 2;
        worths.inside_city = numbers_of<std::uint64_t>(item->note.substr(0, half), parcels);
        worths.admissible = numbers_of<std::uint64_t>(item->note.substr(half), parcels);
        if (worths.admissible.empty()) worths.inside_city.clear();
    }
    return worths;
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
