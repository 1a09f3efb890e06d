// Which field of the file is which field of the role, and do the values fit?
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/feature_table.h"
#include "model/finding.h"
#include "model/role.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// How one field of the role was found.
struct MappedField {
    std::string canonical;
    std::optional<std::size_t> position;  ///< in the file; nothing when the file has no such field
    std::string in_file;
    bool stated = false;  ///< named in study.toml, not found by alias
};

struct FieldMapping {
    std::vector<MappedField> fields;  ///< in the order of the role
    std::vector<std::string> unused;  ///< fields of the file that no role field takes
};

/// By the study's own mapping first, then by canonical name, then by alias in the role's order; upper and
/// lower case are one, and a name cut at the 10 bytes of a DBF matches its full form. Throws InputError for a
/// stated field that is absent and for a required field that cannot be found.
FieldMapping map_fields(const std::vector<model::Field>& in_file, const model::Role& role,
                        const model::SourceDefinition& definition);

/// For a layer without features in a format that keeps its fields with them (GeoJSON): none is found, none is missed.
FieldMapping without_fields(const model::Role& role);

enum class KeptFields {
    All,    ///< a field that the file lacks is NULL in every row
    Found,  ///< it is absent, but for the id, class codes and what is required: a row costs what the file states
};

/// The rows of `read` in the schema of the role. Values are converted to the role's type, words translated to
/// its domain. What does not fit becomes NULL (another type) or stays (another word, out of range) and is a
/// finding that counts the features and names the first of them.
model::FeatureTable to_role(model::FeatureTable&& read, const FieldMapping& mapping, const model::Role& role,
                            KeptFields kept, const std::string& source, std::vector<model::Finding>& findings);

}  // namespace zonewright::intake
