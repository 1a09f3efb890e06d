#include "io/packed_rtree.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace zonewright::io {
namespace {

constexpr std::size_t node_head_bytes = 4;  // depth, number of cells
constexpr std::size_t cell_bytes = 24;  // 64-bit number, four Float32

/// Position along a Hilbert curve of 2^16 × 2^16 cells (Hamilton, "Compact Hilbert indices", 2006).
std::uint32_t hilbert(std::uint32_t x, std::uint32_t y) {
    std::uint32_t position = 0;
    for (std::uint32_t side = 1U << 15; side > 0; side >>= 1) {
        const std::uint32_t right = (x & side) != 0 ? 1 : 0, up = (y & side) != 0 ? 1 : 0;
        position = position << 2 | (3 * right ^ up);
        if (up == 0) {
            if (right == 1) x = ~x, y = ~y;
            std::swap(x, y);
        }
    }
    return position;
}

void sort_along_curve(std::vector<RtreeEntry>& entries) {
    geom::Box all;
    for (const RtreeEntry& entry : entries) all.include(entry.box);
    const double side = std::max({all.width(), all.height(), std::numeric_limits<double>::min()});
    const auto scaled = [&](double value, double low) {
        return static_cast<std::uint32_t>(std::clamp((value - low) / side * 65535.0, 0.0, 65535.0));
    };
    struct Key {
        std::uint32_t position;
        std::size_t entry;
    };
    std::vector<Key> keys(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const geom::Box& box = entries[i].box;
        keys[i] = {hilbert(scaled((box.min_x + box.max_x) / 2, all.min_x),
                           scaled((box.min_y + box.max_y) / 2, all.min_y)),
                   i};
    }
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
        return a.position != b.position ? a.position < b.position : entries[a.entry].id < entries[b.entry].id;
    });
    std::vector<RtreeEntry> sorted;
    sorted.reserve(entries.size());
    for (const Key& key : keys) sorted.push_back(entries[key.entry]);
    entries = std::move(sorted);
}

template <typename Unsigned>
void append_big_endian(std::string& data, Unsigned value) {
    for (int shift = std::numeric_limits<Unsigned>::digits - 8; shift >= 0; shift -= 8)
        data += static_cast<char>(static_cast<unsigned char>(value >> shift & 0xffU));
}

void append_cell(std::string& data, const RtreeEntry& entry) {
    append_big_endian(data, static_cast<std::uint64_t>(entry.id));
    for (const float side : {rounded_down(entry.box.min_x), rounded_up(entry.box.max_x),
                             rounded_down(entry.box.min_y), rounded_up(entry.box.max_y)})
        append_big_endian(data, std::bit_cast<std::uint32_t>(side));
}

std::string node_data(std::size_t depth, const RtreeEntry* first, std::size_t count, std::size_t node_bytes) {
    std::string data;
    data.reserve(node_bytes);
    append_big_endian(data, static_cast<std::uint16_t>(depth));
    append_big_endian(data, static_cast<std::uint16_t>(count));
    for (std::size_t i = 0; i < count; ++i) append_cell(data, first[i]);
    data.resize(node_bytes, '\0');
    return data;
}

}  // namespace

float rounded_down(double value) {
    const auto near = static_cast<float>(value);
    return static_cast<double>(near) > value ? std::nextafter(near, -std::numeric_limits<float>::infinity())
                                             : near;
}

float rounded_up(double value) {
    const auto near = static_cast<float>(value);
    return static_cast<double>(near) < value ? std::nextafter(near, std::numeric_limits<float>::infinity())
                                             : near;
}

PackedRtree pack_rtree(std::vector<RtreeEntry> entries, std::size_t node_bytes) {
    const std::size_t capacity = (node_bytes - node_head_bytes) / cell_bytes;
    sort_along_curve(entries);
    PackedRtree tree;
    tree.leaf_of.reserve(entries.size());
    std::vector<RtreeEntry> level = std::move(entries);
    std::size_t depth = 0;
    std::int64_t next_number = 2;
    // Each round packs one level; the entries of the next are its nodes.
    for (; level.size() > capacity; ++depth) {
        const std::size_t node_count = (level.size() + capacity - 1) / capacity;
        std::vector<RtreeEntry> above(node_count);
        for (std::size_t node = 0; node < node_count; ++node) {
            const std::size_t from = level.size() * node / node_count,
                              to = level.size() * (node + 1) / node_count;
            above[node].id = next_number++;
            for (std::size_t i = from; i < to; ++i) {
                above[node].box.include(level[i].box);
                if (depth == 0) tree.leaf_of.emplace_back(level[i].id, above[node].id);
                // Nodes of the level below are numbered without gaps from 2 on.
                if (depth > 0) tree.nodes[static_cast<std::size_t>(level[i].id) - 2].parent = above[node].id;
            }
            tree.nodes.push_back({above[node].id, 0, node_data(0, &level[from], to - from, node_bytes)});
        }
        level = std::move(above);
    }
    for (const RtreeEntry& entry : level) {
        if (depth == 0) tree.leaf_of.emplace_back(entry.id, 1);
        if (depth > 0) tree.nodes[static_cast<std::size_t>(entry.id) - 2].parent = 1;
    }
    tree.nodes.insert(tree.nodes.begin(), {1, 0, node_data(depth, level.data(), level.size(), node_bytes)});
    std::sort(tree.leaf_of.begin(), tree.leaf_of.end());
    return tree;
}

}  // namespace zonewright::io
