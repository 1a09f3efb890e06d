// The rooted problem and the tree of a certificate as the verifier sees them, and the check of one tree.
// Deliberately written apart from the search: other structures, other order of work, no shared function.
#pragma once

#include <cstdint>
#include <exception>
#include <map>
#include <vector>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::assembly::certified {

/// Something in a certificate that is not true.
class Fault : public std::exception {
public:
    explicit Fault(Text words) : words_(std::move(words)) {}
    const Text& words() const { return words_; }
    const char* what() const noexcept override { return words_.zh.c_str(); }

private:
    Text words_;
};

struct Circle {  ///< all parcels that a site around one centre may use; the centre first
    std::vector<int> parcel;
    std::vector<std::int64_t> area, cost;
    std::vector<int> owner, town;
    std::vector<bool> rebuilt;
    std::vector<std::vector<int>> near;
    std::int64_t min_area = 0, max_area = 0, step = 1;
    std::int64_t owners = 0, towns = 0, rebuilt_permille = 1000;
    std::vector<std::vector<std::vector<int>>> places;
};

struct Separator {
    std::int64_t amount = 0;
    std::vector<int> gaining, border;
};

struct Node {
    std::vector<std::pair<std::int64_t, std::vector<Separator>>> rounds;
    int branch = -1;
};

using Tree = std::map<std::vector<int>, Node>;

/// Least cost when parcels may be cut and need not touch; `nothing` when the window cannot be reached.
inline constexpr std::int64_t nothing = INT64_MAX / 8;
std::int64_t fractional_least(const Circle& circle);

/// Throws Fault unless the tree proves that no site of the circle costs less than `least`. Returns the nodes
/// looked at.
std::size_t check_tree(const Circle& circle, const Tree& tree, std::int64_t least);

/// Throws Fault unless the set keeps window, connection, owners, towns, redevelopment and places.
void check_site(const Circle& circle, const std::vector<int>& set);

}  // namespace zonewright::assembly::certified
