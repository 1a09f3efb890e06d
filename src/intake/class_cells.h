// One cell that says code and name of a land class: "0101 水田", "水田(0101)", "0101-水田".
#pragma once

#include <optional>
#include <string>

#include "model/code_scheme.h"

namespace zonewright::intake {

struct ClassCell {
    std::string code, name;  ///< the name is empty where the cell has none
};

/// The code in a cell and what stands beside it, without knowing of a scheme; nothing where the cell is a bare code,
/// has no code or several.
std::optional<ClassCell> split_class_cell(const std::string& text);

/// The code that a cell means by the scheme: the one it holds, also without its leading zero where the name beside it
/// says the same, or with a small letter (0201k); else the only one whose name it is. Nothing for a bare code, and where the scheme has neither.
std::optional<ClassCell> class_cell(const std::string& text, const model::CodeScheme& scheme);

/// The code of another class that this name belongs to; nothing where the name is unknown, or that of the code or of a
/// class above or below it (0201K, 0201).
std::optional<std::string> contradicting_code(const std::string& code, const std::string& name,
                                              const model::CodeScheme& scheme);

}  // namespace zonewright::intake
