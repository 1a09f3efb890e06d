// What of a CAD drawing (DXF) is a layer? GDAL shows one layer "entities" of all kinds; people think in the
// layers of the drawing. Here these are the layers, "entities" is all of them, paper space (frames, title
// blocks) is left out and counted, and arcs, which GDAL turns into chords without a word, are told.
//
// Arcs are told by reading the drawing once more with shorter chords: an entity whose vertices change in
// number holds an arc. Arcs of less than an eighth of the step pass as straight. Cost: two passes over the
// file; memory of one number an entity. Internal to gis/.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/gdal_handles.h"
#include "io/vector_io.h"

namespace zonewright::io {

bool is_drawing(const std::filesystem::path& path);

/// Names and texts of a drawing. GDAL knows the encoding where the header states one; where none does, it
/// takes every byte for a Latin letter, and the bytes are judged here: as `encoding`, else UTF-8, else GBK.
class DrawingTexts {
public:
    explicit DrawingTexts(const LayerRequest& request);
    std::string decoded(const std::string& text) const;
    std::string decoded_bytes(const std::string& bytes) const;  ///< of a name as it stands in the file

private:
    bool stated_;
    std::string encoding_;
};

/// GDAL's settings for a drawing while the scope lives: the step of chords and the encoding of its texts.
class DrawingSettings {
public:
    DrawingSettings(const LayerRequest& request, double shorter_by = 1);

private:
    std::optional<gis::GdalOption> step_, encoding_;
};

/// One for each layer of the drawing in model space, in alphabetical order, with the commonest kind.
std::vector<LayerInfo> layers_of_drawing(OGRLayer& entities, const LayerInfo& all, const DrawingTexts& texts);

/// Names the layers of the drawing that are frozen or switched off and of which something was read.
void warn_of_hidden_layers(const std::filesystem::path& path, const DrawingTexts& texts, LayerReading& reading);

/// Tells the entities of the layer asked for, in model space, that GDAL passes over without a word (REGION, proxies of
/// other programs …), and how many are set invisible. Cost: one pass over the text of the file.
void report_unread_entities(const LayerRequest& request, const DrawingTexts& texts, LayerReading& reading);

/// Takes the entities of the layer asked for, in the order of the file, and says which hold arcs.
class DrawingEntities {
public:
    using Opener = std::function<Dataset()>;
    DrawingEntities(const LayerRequest& request, const Opener& open);

    /// Is it of the layer asked for and of model space? What is not is counted in the reading. To be called
    /// once for every entity.
    bool take(const OGRFeature& source, LayerReading& reading);
    void decode(std::vector<model::Value>& values) const;
    const DrawingTexts& texts() const { return texts_; }
    /// Did the pass that looks for arcs fail? Then nobody knows where they are.
    bool is_incomplete() const { return incomplete_; }
    /// Of an entity with arcs: a note, and no geometry unless chords were asked for.
    void report_arcs(const OGRFeature& source, model::Feature& feature, std::vector<ReadNote>& notes) const;

private:
    std::string layer_;  ///< empty: all
    DrawingTexts texts_;
    bool chords_;
    std::vector<std::size_t> sizes_;  ///< of every entity with shorter chords
    std::size_t next_ = 0;
    bool incomplete_ = false;
};

}  // namespace zonewright::io
