// What a Shapefile cannot hold of a table: its .dbf knows ten bytes of a field's name and 254 bytes of a text,
// in one encoding.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/feature_table.h"

namespace zonewright::io {

/// How the names and texts of a table are written, and what is lost by it: names and texts are cut at whole
/// characters, a character that the encoding cannot write becomes a question mark. Cost: one pass over the
/// texts, which are encoded only where they are not ASCII.
class ShapefileText {
public:
    /// Throws InputError for an unknown encoding.
    ShapefileText(const model::FeatureTable& table, std::string encoding);

    /// Names in the file, in the order of the fields; no two are equal.
    const std::vector<std::string>& names() const { return names_; }
    /// The text as it is written.
    std::string written(const std::string& text) const;
    /// One line for each field and kind of loss: what, where first, how many.
    const std::vector<Text>& losses() const { return losses_; }

private:
    struct Fitted {
        std::string text;
        std::string missing;  ///< the first character that cannot be written
        bool cut = false;
    };
    Fitted fitted(const std::string& text, std::size_t most_bytes) const;
    void name_fields(const model::FeatureTable& table);
    void look_at(const model::FeatureTable& table, std::size_t field);

    std::string encoding_;
    std::vector<std::string> names_;
    std::vector<Text> losses_;
};

/// What `read`, the file read again, holds otherwise than `table`: numbers that lost digits, texts that differ
/// from what was to be written. Blanks at the ends of texts and the difference between an empty text and none do
/// not count: the format has neither.
std::vector<Text> differences(const model::FeatureTable& table, const ShapefileText& text,
                              const model::FeatureTable& read);

}  // namespace zonewright::io
