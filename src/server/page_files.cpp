#include "server/page_files.h"

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/own_file.h"

namespace zonewright::server {
namespace {

const std::map<std::string, std::string> page_types{{".html", "text/html; charset=utf-8"},
                                                    {".js", "text/javascript; charset=utf-8"},
                                                    {".css", "text/css; charset=utf-8"},
                                                    {".svg", "image/svg+xml"},
                                                    {".txt", "text/plain; charset=utf-8"}};

}  // namespace

PageFiles::PageFiles(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto type = page_types.find(entry.path().extension().string());
        if (!entry.is_regular_file() || type == page_types.end()) continue;
        const std::string content = read_file(entry.path());
        files_[entry.path().filename().string()] = {type->second, content, hash_text(content).substr(0, 16)};
    }
}

const PageFile* PageFiles::find(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? nullptr : &found->second;
}

std::filesystem::path page_folder(const std::filesystem::path& layers_folder) {
    const std::filesystem::path beside = std::filesystem::weakly_canonical(layers_folder).parent_path();
    const std::filesystem::path installed = beside / "page", built = own_file().parent_path() / "page";
    for (const std::filesystem::path& folder : {installed, built})
        if (std::filesystem::exists(folder / "index.html")) return folder;
    throw InputError({.thing = both("网页文件", "files of the page"),
                      .value = both("未找到", "not found"),
                      .expected = installed.string() + ", " + built.string(),
                      .advice = both("重新安装程序；在源码中运行 tools/build", "install the program anew; in the source tree run tools/build")});
}

}  // namespace zonewright::server
