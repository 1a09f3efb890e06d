#include "answer/source_copy.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "io/gdal_session.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

void refuse_database(const fs::path& source) {
    if (!io::is_database(source)) return;
    throw InputError({.thing = source.string(),
                      .value = both("数据库", "a database"),
                      .expected = both("可以复制的文件", "a file that can be copied"),
                      .advice = both("先用 convert 写成 GeoPackage，再导入", "write it to a GeoPackage with convert, then import that")});
}

void copy_one(const fs::path& from, const fs::path& to, bool may_replace) {
    if (fs::exists(to)) {
        if (hash_file(to) == hash_file(from)) return;
        if (!may_replace)
            throw InputError({.thing = to.string(),
                              .value = both("已有另一份内容不同的文件", "another file of that name is there"),
                              .expected = both("研究的 data 中还没有的名称", "a name that is not in the study's folder data"),
                              .advice = both("用 --replace 替换，或先改文件名", "take its place with --replace, or rename the file first")});
    }
    make_folder(to.parent_path());
    PendingFile pending(to);
    fs::copy_file(from, pending.path(), fs::copy_options::overwrite_existing);
    if (hash_file(pending.path()) != hash_file(from))
        throw ResourceError({.thing = to.string(),
                             .value = both("与原文件不同", "differs from the original"),
                             .expected = from.string(),
                             .advice = both("检查磁盘，再试一次", "check the disk and try again")});
    pending.publish();
}

}  // namespace

std::vector<fs::path> files_of_source(const fs::path& source) {
    std::vector<fs::path> files;
    if (fs::is_directory(source)) {
        for (const auto& entry : fs::recursive_directory_iterator(source))
            if (entry.is_regular_file()) files.push_back(entry.path());
    } else if (io::extension_of(source) == ".shp") {
        for (const auto& entry : fs::directory_iterator(source.parent_path()))
            if (entry.is_regular_file() && entry.path().stem() == source.stem()) files.push_back(entry.path());
    } else {
        files.push_back(source);
    }
    std::ranges::sort(files);
    return files;
}

fs::path copied_into_study(const CopyPlace& place, const fs::path& source, Remarks& remarks) {
    refuse_database(source);
    const fs::path study = fs::weakly_canonical(place.study), original = fs::weakly_canonical(source);
    const fs::path within = original.lexically_relative(study);
    if (!within.empty() && *within.begin() != "..") return source;
    const fs::path folder = study / "data" / place.role;
    fs::path target = folder / original.filename();
    for (const fs::path& file : files_of_source(original))
        copy_one(file, fs::is_directory(original) ? target / file.lexically_relative(original) : folder / file.filename(),
                 place.may_replace);
    remarks.made(target, {"研究中的副本", "the copy in the study"});
    return target;
}

}  // namespace zonewright::answer
