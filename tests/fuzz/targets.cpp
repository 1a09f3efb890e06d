#include "fuzz/targets.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "allocation/certificate.h"
#include "answer/source_entry.h"
#include "assembly/verify_certificate.h"
#include "base/errors.h"
#include "catalog/study_reader.h"
#include "catalog/toml_document.h"
#include "gis/crs.h"
#include "gis/text_encoding.h"
#include "intake/outline.h"
#include "intake/survey_features.h"
#include "intake/survey_text.h"
#include "io/geopackage_blob.h"
#include "io/geopackage_shape.h"
#include "io/vector_kml.h"

namespace zonewright::fuzz {
namespace {

namespace fs = std::filesystem;

/// Parsed, written and parsed again: what was understood stays understood.
void survey(std::string_view bytes) {
    const intake::SurveyFile file = intake::parse_survey(bytes, "fuzz.txt");
    intake::table_of(file, "fuzz");
    intake::parse_survey(intake::survey_bytes(file), "again.txt");
}

void toml(std::string_view bytes) {
    const std::string text(bytes);
    catalog::parse_toml(text, "study.toml");
    model::SourceDefinition source;
    source.role = "road";
    source.path = "/studies/a/data/road.gpkg";
    catalog::parse_toml(answer::with_source_added(text, source, "/studies/a"), "study.toml");
}

void allocation_certificate(std::string_view bytes) {
    allocation::verify(bytes);
}

void site_certificate(std::string_view bytes) {
    assembly::verify_certificate(bytes);
}

/// Where files are cheap; a name for each process.
fs::path scratch(const std::string& ending) {
    static const fs::path folder = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
    return folder / ("zonewright-fuzz-" + std::to_string(::getpid()) + ending);
}

/// As a file of this extension, by the way that `area` and `convert` take.
void as_file(std::string_view bytes, const std::string& extension) {
    const fs::path path = scratch(extension);
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    struct Remove {
        fs::path path;
        ~Remove() { fs::remove(path); }
    } remove{path};
    intake::read_polygons({.path = path, .layer = {}, .crs = "EPSG:4547", .encoding = {}}, Progress{});
}

void kml(std::string_view bytes) {
    io::mended_kml(std::string(bytes), "fuzz.kml");
    as_file(bytes, ".kml");
}

void crs(std::string_view bytes) {
    const std::string text(bytes);
    if (const auto code = gis::epsg_of(text)) gis::crs_name(*code);
    gis::known_encoding(text.substr(0, 16));
    const std::vector<std::string> texts{text, text.substr(text.size() / 2)};
    gis::score_encodings(texts);
    const auto decoded = gis::decode_text(text);
    if (!decoded) return;
    gis::encoded(decoded->text, "GBK");
    gis::from_utf8(decoded->text, "BIG5");
}

/// Read, written and read again: what was understood stays understood.
void geometry(std::string_view bytes) {
    const geom::Geometry shape = io::geometry_of_blob(bytes);
    io::geometry_of_blob(io::geopackage_blob(shape, 4547, false));
}

/// As the study.toml of a folder, every key of it.
void study(std::string_view bytes) {
    struct Folder {
        fs::path path = scratch("-study");
        Folder() { fs::create_directories(path); }
        ~Folder() { fs::remove_all(path); }
    } static const folder;
    std::ofstream(folder.path / "study.toml", std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    catalog::read_study(folder.path, catalog::MissingSources::Accept);
}

void table(std::string_view bytes) {
    as_file(bytes, ".csv");
}
void drawing(std::string_view bytes) {
    as_file(bytes, ".dxf");
}

}  // namespace

std::span<const Target> targets() {
    static constexpr Target all[] = {{"survey", survey},
                                     {"toml", toml},
                                     {"allocation_certificate", allocation_certificate},
                                     {"site_certificate", site_certificate},
                                     {"kml", kml},
                                     {"crs", crs},
                                     {"geometry", geometry},
                                     {"study", study},
                                     {"table", table},
                                     {"drawing", drawing}};
    return all;
}

}  // namespace zonewright::fuzz
