// A CSV that is not what its reader expects: one that says by its first bytes in which encoding it is (Excel writes
// "Unicode text" as UTF-16, which GDAL takes for bytes), or one with a title above its headings. Internal to io/.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "io/table_headings.h"
#include "io/vector_shapefile.h"

namespace zonewright::io {

/// The file as it is to be opened: itself, or a copy in memory, in UTF-8 or from the headings on, which goes with this
/// object. Throws InputError for a file whose first bytes promise an encoding that its text does not keep.
class CsvText {
public:
    explicit CsvText(const std::filesystem::path& path);
    ~CsvText();
    CsvText(const CsvText&) = delete;
    CsvText& operator=(const CsvText&) = delete;

    const std::string& copy() const { return copy_; }  ///< empty: the file itself will do
    const StatedEncoding& stated() const { return stated_; }  ///< empty without such first bytes
    std::vector<Text> remarks() const;

private:
    std::string copy_, text_;
    StatedEncoding stated_;
    std::optional<Headings> headings_;
};

}  // namespace zonewright::io
