#include "base/spelling.h"

#include <algorithm>
#include <vector>

#include "base/letters.h"

namespace zonewright {

namespace {

std::size_t edits_between(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    return edits_between(letters_of(a), letters_of(b));
}

std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> known) {
    std::optional<std::string> best;
    const std::vector<std::string_view> letters = letters_of(name);
    std::size_t least = std::max<std::size_t>(1, letters.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const std::size_t distance = edits_between(letters, letters_of(candidate));
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

std::string joined(std::span<const std::string> names, std::string_view separator) {
    std::string text;
    for (const std::string& name : names) {
        if (!text.empty()) text += separator;
        text += name;
    }
    return text;
}

}  // namespace zonewright
