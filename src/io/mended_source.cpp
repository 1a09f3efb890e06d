#include "io/mended_source.h"

#include <algorithm>
#include <iterator>

namespace zonewright::io {

std::vector<Text> MendedSource::remarks() const {
    std::vector<Text> all = kml_.remarks();
    std::ranges::move(csv_.remarks(), std::back_inserter(all));
    std::ranges::move(json_.remarks(), std::back_inserter(all));
    return all;
}

std::vector<Text> MendedSource::unread() const {
    std::vector<Text> all = kml_.unread();
    std::ranges::move(json_.unread(), std::back_inserter(all));
    return all;
}

}  // namespace zonewright::io
