// Which layers lie in a folder?
#include <algorithm>
#include <array>
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

/// Is there a file that this one belongs to: a.shp for a.prj, a.tif for a.tif.aux.xml and a.tfw?
bool belongs_to_another(const fs::path& file) {
    for (fs::path whole = fs::path(file).replace_extension(); whole.has_extension(); whole.replace_extension())
        if (fs::is_regular_file(whole)) return true;
    static const std::array main_files{".shp", ".SHP", ".tif", ".tiff", ".TIF", ".img", ".asc", ".tab", ".TAB",
                                       ".mif", ".MIF", ".gpkg", ".csv", ".png", ".jpg", ".dxf", ".kml", ".geojson"};
    return std::ranges::any_of(main_files, [&](const char* extension) {
        const fs::path whole = fs::path(file).replace_extension(extension);
        return whole != file && fs::is_regular_file(whole);
    });
}

/// Parts of other files, styles of theirs and what programs leave beside them: nothing without the file they belong to.
bool is_companion(const fs::path& file) {
    static const std::set<std::string> extensions{".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qml", ".sld", ".qpj", ".fbn",
                                                  ".fbx", ".ain", ".aih", ".atx", ".ixs", ".mxs", ".xml", ".lyr", ".lyrx", ".tfw",
                                                  ".pgw", ".jgw", ".dat", ".map", ".id",  ".ind", ".mid", ".ovr", ".rrd", ".msk",
                                                  ".csvt", ".dbf", ".qmd"};
    const std::string extension = io::extension_of(file);
    return extensions.contains(extension) || extension.starts_with(".gpkg-");
}

/// What is no data by its name; nothing for what may be some.
std::optional<Text> no_data_because(const fs::path& file) {
    static const std::set<std::string> projects{".mxd", ".qgz", ".qgs", ".aprx", ".mpk", ".mxt"}, notes{".log", ".lock", ".toml", ".md", ".ini"};
    const std::string name = file.filename().string(), extension = io::extension_of(file);
    if (name.starts_with("~$")) return Text{"办公软件的锁文件：原文件正打开着", "lock of an office program: the file itself is open there"};
    if (name.starts_with(".") || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini")
        return Text{"系统文件", "a file of the operating system"};
    if (projects.contains(extension)) return Text{"工程文件，数据在它引用的文件中", "a project: its data lie in the files it refers to"};
    if (notes.contains(extension)) return Text{"记录或设置，不是数据", "notes or settings, no data"};
    if (is_companion(file) && extension != ".dbf")
        return Text{"附属文件，它所属的文件不在", "part of another file, which is not there"};
    return std::nullopt;
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
    /// Links may lead back up, and a folder may be closed.
    void walk(const fs::path& folder) {
        std::error_code failed;
        if (!seen_.insert(fs::canonical(folder, failed)).second) {
            found_.left.emplace_back(folder, Text{"与已查看的是同一文件夹", "the same folder as one looked into"});
            return;
        }
        std::vector<fs::path> entries;
        for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) entries.push_back(at->path());
        if (failed) found_.left.emplace_back(folder, both("文件夹打不开：{}", "the folder cannot be opened: {}", failed.message()));
        std::ranges::sort(entries);
        for (const fs::path& entry : entries) visit(entry);
    }

    void visit(const fs::path& entry) {
        std::error_code failed;
        const bool folder = fs::is_directory(entry, failed);
        if (is_companion(entry) && !folder && belongs_to_another(entry)) return;
        if (auto why = no_data_because(entry))
            found_.left.emplace_back(entry, std::move(*why));
        else if (folder && io::extension_of(entry) != ".gdb")
            walk(entry);
        else if (!folder && fs::exists(entry, failed) && !fs::is_regular_file(entry, failed))
            found_.left.emplace_back(entry, Text{"不是普通文件", "no regular file"});
        else
            take(entry);
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
    std::set<fs::path> seen_;
};

}  // namespace

FoundFolder layers_in(const fs::path& folder) {
    return Collector().collect(folder);
}

}  // namespace zonewright::intake
