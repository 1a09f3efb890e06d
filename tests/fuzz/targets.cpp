#include "fuzz/targets.h"

#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "allocation/certificate.h"
#include "answer/source_entry.h"
#include "assembly/verify_certificate.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/study_reader.h"
#include "catalog/toml_document.h"
#include "catalog/weight_reader.h"
#include "gis/crs.h"
#include "gis/text_encoding.h"
#include "intake/outline.h"
#include "intake/survey_features.h"
#include "intake/survey_text.h"
#include "io/geopackage_blob.h"
#include "io/geopackage_shape.h"
#include "io/tar_stream.h"
#include "io/vector_io.h"
#include "io/vector_kml.h"
#include "io/word_part.h"
#include "base/secrets.h"
#include "server/compression.h"
#include "server/exchange.h"
#include "server/offered.h"
#include "server/parameters.h"
#include "server/request_reading.h"
#include "server/submission.h"
#include "server/tile_pack.h"
#include "server/uploads.h"

namespace zonewright::fuzz {
namespace {

namespace fs = std::filesystem;

void refuse_unless(bool understood) {
    if (!understood) throw InputError({.thing = "fuzz"});
}

/// Parsed, written and parsed again: what was understood stays understood.
void survey(std::string_view bytes) {
    const intake::SurveyFile file = intake::parse_survey(bytes, "fuzz.txt");
    intake::table_of(file, "fuzz");
    intake::parse_survey(intake::survey_bytes(file), "again.txt");
}

void toml(std::string_view bytes) {
    const std::string text(bytes);
    const auto said = [](const catalog::TomlTable& table) {
        for (const catalog::TomlEntry& entry : table.entries) catalog::shown(entry.node) + catalog::kind_of(entry.node).zh;
    };
    said(catalog::parse_toml(text, "study.toml"));
    model::SourceDefinition source;
    source.role = "road";
    source.path = "/studies/a/data/road.gpkg";
    catalog::parse_toml(answer::with_source_added(text, source, "/studies/a"), "study.toml");
    source.layer = "道路";
    source.crs = "EPSG:4547";
    source.encoding = "GBK";
    source.code_scheme = "survey3";
    source.date = "2024-06-01";
    source.note = "一 \"二\" \\ 三";
    source.status = model::GeometryStatus::Official;
    source.fields = {{"id", "编号"}};
    said(catalog::parse_toml(answer::with_source_replaced(text, 0, source, "/studies/a"), "study.toml"));
}

void allocation_certificate(std::string_view bytes) {
    refuse_unless(allocation::verify(bytes).holds);
}

void site_certificate(std::string_view bytes) {
    refuse_unless(assembly::verify_certificate(bytes).holds);
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
void as_file(std::string_view bytes, const std::string& extension, const std::string& crs = "EPSG:4547") {
    const ScratchFile file(extension, bytes);
    intake::read_polygons({.path = file.path, .layer = {}, .crs = crs, .encoding = {}}, Progress{});
}

void kml(std::string_view bytes) {
    io::mended_kml(std::string(bytes), "fuzz.kml");
    as_file(bytes, ".kml", {});
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

/// Was there an answer?
template <typename Ask>
bool tried(const Ask& ask) {
    try {
        ask();
        return true;
    } catch (const InputError&) {
        return false;
    }
}

/// As the study.toml of a folder, as a scenario and as a set of weights, every key of them.
void study(std::string_view bytes) {
    struct Folder {
        fs::path path = scratch("-study");
        model::Catalogue catalogue = catalog::read_catalogue(catalog::find_layers_folder(), "dongguan-2024");
        Folder() { fs::create_directories(path / "scenarios"); }
        ~Folder() { fs::remove_all(path); }
    } static const folder;
    const fs::path scenario = catalog::scenario_file(folder.path, "a");
    for (const fs::path& file : {folder.path / "study.toml", scenario})
        std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const bool as_study = tried([&] { catalog::read_study(folder.path, catalog::MissingSources::Accept); });
    tried([&] { catalog::read_study(folder.path, catalog::MissingSources::Refuse); });
    const bool as_scenario = tried([&] { catalog::read_scenario(folder.path, "a", folder.catalogue); });
    const bool as_weights = tried([&] { catalog::read_weight_file(scenario); });
    // Against the whole catalogue, which is read anew each time.
    if (bytes.size() % 64 == 0 || bytes.starts_with("# whole"))
        tried([&] { catalog::open_study(folder.path, catalog::find_layers_folder(), catalog::MissingSources::Accept); });
    refuse_unless(as_study || as_scenario || as_weights);
}

void table(std::string_view bytes) {
    as_file(bytes, ".csv");
}
void drawing(std::string_view bytes) {
    const ScratchFile file(".dxf", bytes);
    for (const io::LayerInfo& layer : io::list_layers(file.path))
        tried([&] {
            intake::read_polygons({.path = file.path, .layer = layer.name, .crs = "EPSG:4547", .encoding = {}}, Progress{});
        });
    as_file(bytes, ".dxf");
}

void geojson(std::string_view bytes) {
    as_file(bytes, ".geojson");
}

void geopackage(std::string_view bytes) {
    as_file(bytes, ".gpkg");
}

/// Its three files one after the other, a line with the name of each between them.
void shapefile(std::string_view bytes) {
    const auto part = [&](std::string_view mark) {
        const auto at = bytes.find(mark);
        const std::string_view rest = at == std::string_view::npos ? std::string_view{} : bytes.substr(at + mark.size());
        return rest.substr(0, rest.find("\n--"));
    };
    const ScratchFile index(".shx", part("\n--shx--\n")), attributes(".dbf", part("\n--dbf--\n"));
    as_file(bytes.substr(0, bytes.find("\n--")), ".shp");
}

/// A part of a bureau's form, filled with lists of none to three rows, written and read again.
void word(std::string_view bytes) {
    const std::set<std::string> known{"项目名称", "总体结论"};
    io::WordPart part(std::string(bytes), "form.docx", known);
    part.open_places("正文");
    io::WordPart::Row words;
    std::map<std::string, std::vector<io::WordPart::Row>> lists;
    for (const std::string& field : part.fields())
        if (const auto dot = field.find('.'); dot == std::string::npos) {
            words[field] = "甲 <一> & {{乙}}";
        } else {
            // None, one, two or three rows.
            std::vector<io::WordPart::Row>& rows = lists[field.substr(0, dot)];
            if (rows.empty()) rows.resize(bytes.size() % 4);
            for (io::WordPart::Row& row : rows) row[field.substr(dot + 1)] = "一";
        }
    part.fill(words, lists, "无");
    io::WordPart(part.xml(), "again.docx", {});
}

/// Names and bytes, in the order of the archive.
std::vector<std::pair<std::string, std::string>> entries_of(const fs::path& archive) {
    std::vector<std::pair<std::string, std::string>> entries;
    std::uint64_t stated = 0, taken = 0;
    io::read_tar(archive, [&](const std::string& name, std::uint64_t size) -> io::TakeBytes {
        if (name.empty() || name.front() == '/' || ("/" + name + "/").find("/../") != std::string::npos)
            throw std::logic_error("a name that leads out of the folder: " + name);
        stated += size;
        entries.emplace_back(name, std::string());
        return [&](std::span<const std::byte> piece) {
            taken += piece.size();
            entries.back().second.append(reinterpret_cast<const char*>(piece.data()), piece.size());
        };
    }, [] {});
    if (stated != taken) throw std::logic_error("an entry is shorter than it says");
    return entries;
}

/// The bytes are those of the tar; packed here, or hardly a mutation would get past its checksum.
void archive(std::string_view bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 1));
    const ScratchFile file(".tar.zst", packed);
    const auto whole = entries_of(file.path);
    const ScratchFile again(".again.tar.zst", {});
    io::TarWriter writer(again.path, "again.tar.zst");
    for (const auto& [name, text] : whole) writer.add_text(name, text);
    writer.add_file("a file", file.path);
    writer.close();
    const auto repeated = entries_of(again.path);
    if (!std::equal(whole.begin(), whole.end(), repeated.begin())) throw std::logic_error("written and read again it is another");
}

/// Address, query, cookie, file name and project of a browser: one line each.
void request(std::string_view bytes) {
    const std::string text(bytes);
    server::decoded(text);
    server::Request request{.method = "GET", .path = "/", .query = {}, .headers = {{"cookie", text}}, .body = {}};
    request.cookie("zonewright");
    server::takes_gzip(text);
    if (const auto number = server::tile_number(text); number && std::to_string(*number) != text) throw std::logic_error("another number: " + text);
    server::problem_response(400, text.substr(0, 20), text);
    if (const auto query = server::decoded_query(text)) {
        request.query = *query;
        // Encoded and decoded again: the same.
        for (const auto& [name, value] : *query)
            if (server::decoded(server::encoded(value)) != value) throw std::logic_error("encoded otherwise: " + value);
    }
    tried([&] { server::require_known(request, {"bbox", "limit"}); });
    tried([&] { server::whole_parameter(request, "limit", 1, 10); });
    tried([&] { server::box_parameter(request); });
    tried([&] { server::kept_extension(text.substr(0, text.find('\n')), text); });
    const auto project = server::Json::parse(text, nullptr, false);
    if (!project.is_object()) return;
    tried([&] { catalog::parse_toml(server::project_toml(project, "东规〔2026〕1号"), "project.toml"); });
}

/// What comes over the line, with the limits of the door: as much as it reads ahead at once.
void http(std::string_view bytes) {
    namespace beast_http = boost::beast::http;
    constexpr std::uint64_t most_body = 1U << 12;
    beast_http::request_parser<beast_http::string_body> parser;
    parser.header_limit(server::most_head);
    parser.body_limit(most_body);
    parser.eager(true);
    boost::system::error_code problem;
    bytes = bytes.substr(0, server::most_read_ahead);
    while (!parser.is_done() && !bytes.empty()) {
        const std::size_t taken = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), problem);
        if (problem || taken == 0) break;
        bytes.remove_prefix(taken);
    }
    refuse_unless(!problem && parser.is_done());
    const auto request = server::read_request(parser.get());
    refuse_unless(request.has_value());
    if (request->body.size() > most_body) throw std::logic_error("more than the limit of the body");
    if (!request->path.starts_with("/")) throw std::logic_error("no path: " + request->path);
    for (const auto& [name, value] : request->headers)
        if (std::ranges::any_of(name, [](char c) { return c >= 'A' && c <= 'Z'; })) throw std::logic_error("not in lower case: " + name);
    server::decoded(request->path);
    from_base64(request->header("authorization").substr(0, 400));
    tried([&] { server::require_known(*request, {"bbox", "limit"}); });
}

/// A block of tiles as the process that draws gives it: pictures that lie within it, one behind the other, and make it up.
void tiles(std::string_view bytes) {
    const auto pictures = server::tiles_of_pack(bytes);
    refuse_unless(pictures.has_value());
    std::size_t whole = 4 * server::tiles_in_pack;
    for (const std::string_view picture : *pictures) {
        if (picture.data() != bytes.data() + whole) throw std::logic_error("a picture that lies elsewhere");
        whole += picture.size();
    }
    if (whole != bytes.size()) throw std::logic_error("pictures that do not make up the block");
}

/// The inputs of every question that is asked over the network: what is refused is refused by name, what is taken becomes
/// words of a command line, of which none is an option that was not declared.
void inputs(std::string_view bytes) {
    const std::vector<std::string> names = server::offered_names();
    const std::string called(bytes.substr(0, 20));
    if ((server::offered_question(called) != nullptr) != std::ranges::count(names, called)) throw std::logic_error("offered: " + called);
    const auto asked = server::Json::parse(bytes, nullptr, false);
    refuse_unless(asked.is_object());
    const auto take = [](const std::string& input, const server::Json& value) {
        if (!value.is_string() && !value.is_object()) throw InputError({.thing = input});
        return "in/" + input + ".geojson";
    };
    static const auto declared = [] {
        std::map<std::string, server::Json> all;
        for (const std::string& name : server::offered_names()) all[name] = server::inputs_of(*server::offered_question(name));
        return all;
    }();
    bool taken = false;
    for (const auto& [name, known] : declared)
        taken |= tried([&] {
            const answer::Question* question = server::offered_question(name);
            const auto prepared = server::prepared_question(*question, asked, "zh", take);
            for (const auto& [key, value] : asked.items())
                if (!known.contains(key)) throw std::logic_error("taken though it is no input: " + key);
            const auto words = server::words_for(name, prepared, "/study", "/job");
            for (const std::string& word : words)
                if (word.find("{study}") != std::string::npos && bytes.find("{study}") == std::string_view::npos)
                    throw std::logic_error("a place that is not filled in: " + word);
        });
    refuse_unless(taken);
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
                                     {"geopackage", geopackage},
                                     {"shapefile", shapefile},
                                     {"word", word},
                                     {"archive", archive},
                                     {"request", request},
                                     {"tiles", tiles},
                                     {"http", http},
                                     {"inputs", inputs}};
    return all;
}

}  // namespace zonewright::fuzz
