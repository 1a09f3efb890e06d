// Which layers lie in a folder?
#include <algorithm>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "intake/layer_proposals.h"
#include "intake/lower_case.h"
#include "intake/source_archive.h"
#include "intake/source_layer.h"
#include "intake/survey_text.h"
#include "io/gdal_session.h"
#include "io/vector_archive.h"
#include "io/vector_io.h"

namespace zonewright::intake {
namespace {

namespace fs = std::filesystem;

const std::set<std::string>& raster_extensions() {
    static const std::set<std::string> extensions{".tif", ".tiff", ".img", ".asc"};
    return extensions;
}

/// Parts of other files, and what programs leave beside them.
bool is_companion(const fs::path& file) {
    static const std::set<std::string> extensions{".shx", ".prj", ".cpg", ".sbn",  ".sbx", ".qix", ".qml", ".sld",
                                                  ".qpj", ".fbn", ".fbx", ".ain",  ".aih", ".atx", ".ixs", ".mxs",
                                                  ".xml", ".lyr", ".tfw", ".dat",  ".map", ".id",  ".ind", ".mid",
                                                  ".ovr", ".rrd", ".md",  ".mxd",  ".qgz", ".qgs", ".log", ".aprx",
                                                  ".lock", ".toml"};
    const std::string extension = io::extension_of(file);
    if (extensions.contains(extension)) return true;
    const auto beside = [&](const char* other) { return fs::exists(fs::path(file).replace_extension(other)); };
    if (extension == ".dbf") return beside(".shp") || beside(".SHP");
    return extension.starts_with(".gpkg-");
}

bool is_passed_over(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.starts_with(".") || name.starts_with("~$") || name == "__MACOSX" || name == "Thumbs.db";
}

class Collector {
public:
    FoundFolder collect(const fs::path& folder) {
        if (io::extension_of(folder) == ".gdb")
            take(folder);
        else
            walk(folder);
        return std::move(found_);
    }

private:
    void walk(const fs::path& folder) {
        std::vector<fs::path> entries;
        for (const auto& entry : fs::directory_iterator(folder)) entries.push_back(entry.path());
        std::ranges::sort(entries);
        for (const fs::path& entry : entries) {
            if (is_passed_over(entry)) continue;
            if (fs::is_directory(entry) && io::extension_of(entry) != ".gdb")
                walk(entry);
            else if (!is_companion(entry))
                take(entry);
        }
    }

    /// One bad file does not hide the others.
    void take(const fs::path& file) {
        try {
            if (raster_extensions().contains(io::extension_of(file)))
                found_.layers.push_back({.file = file, .face = {.file = file.stem().string()}, .raster = true});
            else if (is_survey_text(file))
                take_survey(file);
            else if (io::is_archive(file))
                take_archive(file);
            else
                take_layers(file, file, {});
        } catch (const InputError& error) {
            found_.left.emplace_back(file, error.message());
        }
    }

    void take_survey(const fs::path& file) {
        const SurveyFile survey = parse_survey(read_file(file), file.string());
        const std::string stem = file.stem().string();
        found_.layers.push_back({.file = file,
                                 .face = {.file = stem, .layer = "parcel", .fields = {{.name = "DKBH"}}},
                                 .features = static_cast<std::int64_t>(survey.parcels.size())});
    }

    void take_archive(const fs::path& zip) {
        const std::vector<std::string> members = io::archive_members(zip);
        if (members.empty()) found_.left.emplace_back(zip, Text{"压缩包中没有可读的图层", "no layer in the zip that can be read"});
        for (const std::string& member : members) {
            const OpenedSource opened = open_source({.path = zip, .layer = member}, nullptr);
            if (is_survey_text(opened.definition.path))
                found_.layers.push_back({.file = zip, .layer = member,
                                         .face = {.file = fs::path(member).stem().string(), .layer = "parcel",
                                                  .fields = {{.name = "DKBH"}}}});
            else
                take_layers(opened.definition.path, zip, member);
        }
    }

    /// `member` is the way into a zip.
    void take_layers(const fs::path& path, const fs::path& file, const std::string& member) {
        const std::vector<io::LayerInfo> layers = io::list_layers(path);
        for (const io::LayerInfo& layer : layers) {
            FoundLayer found{.file = file,
                             .face = {path.stem().string(), layer.name, layer.fields, layer.kind},
                             .features = layer.feature_count};
            if (layers.size() > 1) found.layer = layer.name;
            if (!member.empty()) found.layer = member + (layers.size() > 1 ? "/" + layer.name : "");
            found_.layers.push_back(std::move(found));
        }
        if (layers.empty()) found_.left.emplace_back(file, Text{"没有图层", "no layers"});
    }

    FoundFolder found_;
};

}  // namespace

FoundFolder layers_in(const fs::path& folder) {
    return Collector().collect(folder);
}

}  // namespace zonewright::intake
