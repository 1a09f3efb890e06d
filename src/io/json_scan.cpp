#include "io/json_scan.h"

#include <algorithm>
#include <utility>

#include "base/letters.h"

namespace zonewright::io {
namespace {

constexpr std::size_t longest_told = 40;

bool begins_number(const std::string& word) {
    return !word.empty() && (word.front() == '-' || (word.front() >= '0' && word.front() <= '9'));
}

}  // namespace

void JsonScan::take(std::string_view piece) {
    for (const char c : piece) {
        take_character(c);
        ++at_;
    }
}

void JsonScan::take_character(char c) {
    if (in_text_) {
        if (escaped_) {
            escaped_ = false;
        } else if (c == '\\') {
            escaped_ = true;
        } else if (c == '"') {
            in_text_ = false;
            return take_scalar(token_, true);
        }
        token_ += c;
        return;
    }
    const bool mark = c == '{' || c == '[' || c == '}' || c == ']' || c == ',' || c == ':' || c == '"';
    if (!mark && static_cast<unsigned char>(c) > ' ') {
        if (!in_word_) token_.clear(), in_word_ = true;
        token_ += c;
        return;
    }
    end_token();
    if (c == '"') token_.clear(), in_text_ = true;
    if (c == '{' || c == '[') open(c == '{');
    if (c == '}' || c == ']') close();
    if (open_.empty() || !open_.back().object) return;
    if (c == ':') open_.back().value_next = true;
    if (c == ',') open_.back().value_next = false;
}

void JsonScan::end_token() {
    if (!in_word_) return;
    in_word_ = false;
    take_scalar(token_, false);
}

JsonScan::Part JsonScan::part_within(bool object) const {
    if (open_.empty()) return object ? Part::Top : Part::Other;
    const Container& around = open_.back();
    const std::string& key = around.key;
    switch (around.part) {
        case Part::Features:
            return object ? Part::Feature : Part::Other;
        case Part::Geometries:
            return object ? Part::Geometry : Part::Other;
        case Part::Coordinates:
            return Part::Coordinates;
        case Part::Top:
        case Part::Feature:
        case Part::Geometry:
            if (object && key == "properties") return Part::Properties;
            if (object && key == "geometry") return Part::Geometry;
            if (!object && key == "features") return Part::Features;
            if (!object && key == "geometries") return Part::Geometries;
            return !object && key == "coordinates" ? Part::Coordinates : Part::Other;
        default:
            return Part::Other;
    }
}

bool JsonScan::opens_feature(Part part) const {
    return part == Part::Feature || (part == Part::Top && open_.empty());
}

void JsonScan::open(bool object) {
    const Part part = part_within(object);
    if (opens_feature(part)) begin_feature();
    if (part == Part::Coordinates && open_.back().part == Part::Coordinates) ++open_.back().arrays;
    if (part == Part::Coordinates && object) blame_coordinates("{…}");
    open_.push_back({.part = part, .object = object, .key = {}, .keys = {}, .begin = at_});
}

void JsonScan::begin_feature() {
    if (lines_ || !open_.empty()) ++feature_;
    name_.clear();
    bad_.reset();
    geometry_ = {};
    repeated_before_ = faults_.repeated.size();
}

void JsonScan::close() {
    if (open_.empty()) return;
    Container done = std::move(open_.back());
    open_.pop_back();
    if (done.part == Part::Coordinates) {
        const bool half = done.arrays == 0 && done.numbers == 1, mixed = done.arrays > 0 && done.numbers > 0;
        if (half || mixed) blame_coordinates("[…]");
    }
    if (done.part == Part::Geometry) end_geometry(done);
    tell_repeated(done);
    if (opens_feature(done.part)) end_feature();
}

void JsonScan::end_feature() {
    for (std::size_t i = repeated_before_; i < faults_.repeated.size(); ++i) faults_.repeated[i].name = name_;
    repeated_before_ = faults_.repeated.size();
    if (!bad_) return;
    bad_->name = name_;
    bad_->geometry = geometry_;
    faults_.coordinates.push_back(*std::exchange(bad_, std::nullopt));
}

void JsonScan::tell_repeated(Container& container) {
    const Part part = container.part;
    if (part != Part::Top && part != Part::Feature && part != Part::Geometry && part != Part::Properties) return;
    std::ranges::sort(container.keys);
    for (auto at = container.keys.begin(); (at = std::adjacent_find(at, container.keys.end())) != container.keys.end();) {
        faults_.repeated.push_back({part == Part::Top && !lines_ ? std::size_t{0} : feature_, {}, *at, part == Part::Properties});
        at = std::upper_bound(at, container.keys.end(), *at);
    }
}

void JsonScan::take_scalar(const std::string& word, bool text) {
    if (open_.empty()) return;
    Container& around = open_.back();
    if (around.object && !around.value_next) {
        around.key = word;
        if (around.part != Part::Other && around.part != Part::Coordinates) around.keys.push_back(word);
        return;
    }
    const std::string written = shortened(text ? '"' + word + '"' : word, longest_told);
    if (around.part == Part::Properties && name_.empty() && word != "null") name_ = around.key + "=" + shortened(word, longest_told);
    if (around.part == Part::Coordinates) {
        if (text || !begins_number(word)) return blame_coordinates(written);
        ++around.numbers;
    }
    const bool shape = around.part == Part::Geometry || around.part == Part::Top;
    if (shape && around.key == "coordinates") blame_coordinates(written);
}

/// A shape without coordinates, which its reader refuses with the whole file.
void JsonScan::end_geometry(const Container& done) {
    const auto has = [&](const char* key) { return std::ranges::find(done.keys, key) != done.keys.end(); };
    if (!has("coordinates") && !has("geometries")) blame_coordinates("null");
    if (!open_.empty() && open_.back().part != Part::Geometries) geometry_ = {done.begin, at_ + 1};
}

void JsonScan::blame_coordinates(const std::string& written) {
    if (!bad_) bad_ = BadCoordinates{feature_, {}, written, {}};
}

}  // namespace zonewright::io
