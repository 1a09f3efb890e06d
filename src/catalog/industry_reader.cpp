#include "catalog/industry_reader.h"

#include "catalog/evidence_reader.h"
#include "catalog/layer_files.h"

namespace zonewright::catalog {

Industries read_industries(const LayersFolder& layers, const std::string& id) {
    LayerFiles files(layers);
    return files.read("industries/" + id + ".toml", [&](TableReader& reader) {
        Industries industries;
        industries.id = read_id(reader, id);
        industries.title = reader.title("title");
        industries.names = reader.texts_by_name("names");
        industries.evidence = reader.read("evidence", read_evidence);
        return industries;
    });
}

}  // namespace zonewright::catalog
