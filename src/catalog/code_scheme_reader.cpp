#include "catalog/code_scheme_reader.h"

#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

model::CodeScheme read_scheme(TableReader& reader, const std::string& stem) {
    model::CodeScheme scheme;
    scheme.id = read_id(reader, stem);
    scheme.title = reader.title("title");
    scheme.names = reader.texts_by_name("names");
    scheme.names_en = reader.texts_by_name("names_en");
    for (const auto& [code, name] : scheme.names_en)
        if (!scheme.names.contains(code))
            reader.reject("names_en." + code, both("names 中的代码", "a code of names"),
                          both("在 names 中写出该代码，或删去", "name the code under names, or remove it"));
    scheme.survey3 = reader.words_by_name("survey3");
    scheme.evidence = reader.read("evidence", read_evidence);
    for (const auto& [code, targets] : scheme.survey3)
        if (!scheme.names.contains(code))
            reader.reject("survey3." + code, both("names 中的代码", "a code of names"),
                          both("在 names 中写出该代码，或删去", "name the code under names, or remove it"));
    return scheme;
}

}  // namespace

std::vector<model::CodeScheme> read_code_schemes(LayerFiles& files) {
    std::vector<model::CodeScheme> schemes;
    for (const std::string& file : files.list("code_schemes")) {
        const std::string stem = std::filesystem::path(file).stem().string();
        schemes.push_back(files.read(file, [&](TableReader& reader) { return read_scheme(reader, stem); }));
    }
    return schemes;
}

}  // namespace zonewright::catalog
