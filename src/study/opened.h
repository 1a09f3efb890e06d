// A study folder opened for work: what study.toml says, the catalogue it names, and where its results go.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "catalog/layers_folder.h"
#include "geom/statutory_area.h"
#include "model/catalogue.h"
#include "model/study_definition.h"

namespace zonewright::study {

struct Opened {
    model::StudyDefinition definition;
    model::Catalogue catalogue;
    std::filesystem::path layers_folder;  ///< as installed; what the study lays over it is in `layers`
    /// With STUDY/layers over it.
    catalog::LayersFolder layers() const { return catalog::layers_of_study(definition.folder, layers_folder); }
    std::filesystem::path styles_folder;
    std::filesystem::path out;    ///< <study>/out
    std::filesystem::path cache;  ///< <study>/out/.cache
    geom::StatutoryArea area{geom::GaussKruger{}};
    std::filesystem::path kept;   ///< another version's cache: what is finished there and the same is read; empty: none
    std::vector<Text> notes;      ///< what the version of the plan made of the study's demand
    Language language = Language::Zh;  ///< of what is published
};

/// Reads study.toml and the catalogue, checks that the CRS is a CGCS2000 Gauss-Krüger plane (the statutory
/// area is defined on nothing else). Writes nothing: a study on a read-only disk can be read. Throws InputError.
Opened open_folder(const std::filesystem::path& folder);
/// As if study.toml named this version of the plan (an id of layers/plans, or a folder with a plan.toml): results that
/// differ go to <study>/out/.cache/plans/<id>, results that do not are those of the study.
Opened open_folder(const std::filesystem::path& folder, const std::string& plan);

}  // namespace zonewright::study
