// What can be looked at as tiles of a map? The land as a base, and transparent overlays of what was published.
//
// A base is drawn as the maps of reports are (styles/maps), overlays as the layers are published (styles). Which of them a
// study has follows from its published layers and surfaces.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answer/choices.h"
#include "base/language.h"

namespace zonewright::answer {

struct TileLayer {
    enum class From { Published, Sources, Surface };
    enum class Part { Whole, Shapes, Names };
    From from = From::Published;
    std::string name;       ///< published layer, role of a source, or name of the surface below out/
    std::string only = {};  ///< the one class of the layer's style that is drawn; empty: all
    Part part = Part::Whole;
};

struct TileSet {
    std::string id;
    Text title;
    bool is_base = false;
    std::string group;
    double coarsest_m = 0;  ///< of a pixel, from there on it is drawn; 0: always
    std::vector<TileLayer> layers;  ///< from below
};

/// `published`: the ids of the published layers; `out`: where the surfaces lie.
std::vector<TileSet> tile_sets(const std::vector<std::string>& published, const std::filesystem::path& out,
                               const std::vector<Choice>& clusters);

}  // namespace zonewright::answer
