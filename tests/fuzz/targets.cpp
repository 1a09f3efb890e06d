#include "fuzz/targets.h"

#include <unistd.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

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
#include "io/tar_stream.h"
#include "io/vector_kml.h"
#include "io/word_part.h"
#include "server/exchange.h"
#include "server/parameters.h"
#include "server/submission.h"
#include "server/uploads.h"

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

struct ScratchFile {
    fs::path path;
    ScratchFile(const std::string& extension, std::string_view bytes) : path(scratch(extension)) {
        std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    ~ScratchFile() { fs::remove(path); }
};

/// As a file of this extension, by the way that `area` and `convert` take.
void as_file(std::string_view bytes, const std::string& extension) {
    const ScratchFile file(extension, bytes);
    intake::read_polygons({.path = file.path, .layer = {}, .crs = "EPSG:4547", .encoding = {}}, Progress{});
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

void geojson(std::string_view bytes) {
    as_file(bytes, ".geojson");
}

/// A part of a bureau's form, filled and read again: no field is left, and what was put in stays.
void word(std::string_view bytes) {
    const std::set<std::string> known{"项目名称", "总体结论"};
    io::WordPart part(std::string(bytes), "form.docx", known);
    part.open_places("正文");
    io::WordPart::Row words;
    std::map<std::string, std::vector<io::WordPart::Row>> lists;
    for (const std::string& field : part.fields())
        if (const auto dot = field.find('.'); dot == std::string::npos)
            words[field] = "甲 <一> & {{乙}}";
        else
            lists[field.substr(0, dot)] = {{{field.substr(dot + 1), "一"}}, {{field.substr(dot + 1), "二"}}};
    part.fill(words, lists, "无");
    io::WordPart(part.xml(), "again.docx", {});
}

/// The bytes are those of the tar; packed here, or hardly a mutation would get past its checksum.
void archive(std::string_view bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 1));
    const ScratchFile file(".tar.zst", packed);
    std::uint64_t stated = 0, taken = 0;
    io::read_tar(file.path, [&](const std::string& name, std::uint64_t size) -> io::TakeBytes {
        if (name.empty() || name.front() == '/' || ("/" + name + "/").find("/../") != std::string::npos)
            throw std::logic_error("a name that leads out of the folder: " + name);
        stated += size;
        return [&](std::span<const std::byte> piece) { taken += piece.size(); };
    }, [] {});
    if (stated != taken) throw std::logic_error("an entry is shorter than it says");
}

/// Address, query, cookie, file name and project of a browser: one line each.
void request(std::string_view bytes) {
    const std::string text(bytes);
    server::decoded(text);
    server::Request request{.method = "GET", .path = "/", .query = {}, .headers = {{"cookie", text}}, .body = {}};
    request.cookie("zonewright");
    if (const auto query = server::decoded_query(text)) {
        request.query = *query;
        // Encoded and decoded again: the same.
        for (const auto& [name, value] : *query)
            if (server::decoded(server::encoded(value)) != value) throw std::logic_error("encoded otherwise: " + value);
    }
    const auto tried = [](const auto& ask) {
        try {
            ask();
        } catch (const InputError&) {
        }
    };
    tried([&] { server::require_known(request, {"bbox", "limit"}); });
    tried([&] { server::whole_parameter(request, "limit", 1, 10); });
    tried([&] { server::box_parameter(request); });
    tried([&] { server::kept_extension(text.substr(0, text.find('\n')), text); });
    const auto project = server::Json::parse(text, nullptr, false);
    if (!project.is_object()) return;
    tried([&] { catalog::parse_toml(server::project_toml(project, "东规〔2026〕1号"), "project.toml"); });
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
                                     {"drawing", drawing},
                                     {"geojson", geojson},
                                     {"word", word},
                                     {"archive", archive},
                                     {"request", request}};
    return all;
}

}  // namespace zonewright::fuzz
