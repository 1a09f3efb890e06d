#include <map>
#include <optional>

#include "answer/json_form.h"
#include "answer/pack.h"
#include "answer/pack_index.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/output_file.h"
#include "base/process_end.h"
#include "base/spelling.h"
#include "io/tar_stream.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

/// Unpacks beside the target; what is not published goes.
class PendingFolder {
public:
    explicit PendingFolder(fs::path target) : target_(std::move(target)), pending_(target_.string() + ".unpacking"), removed_(pending_) {
        fs::remove_all(pending_);
        make_folder(pending_);
    }
    ~PendingFolder() {
        std::error_code ignored;
        if (!published_) fs::remove_all(pending_, ignored);
    }
    PendingFolder(const PendingFolder&) = delete;
    PendingFolder& operator=(const PendingFolder&) = delete;

    const fs::path& path() const { return pending_; }
    void publish() {
        fs::rename(pending_, target_);
        published_ = true;
    }

private:
    fs::path target_, pending_;
    RemovedAtEnd removed_;
    bool published_ = false;
};

class StudyUnpacker {
public:
    StudyUnpacker(const fs::path& file, const fs::path& folder, const Progress& progress)
        : file_(file), folder_(folder), progress_(progress) {}

    PackIndex unpack() {
        io::read_tar(file_, [this](const std::string& name, std::uint64_t size) { return take(name, size); },
                     [this] { finish_entry(); });
        if (!index_) refuse(pack_index_name, {"没有", "missing"});
        for (const auto& [name, known] : expected_)
            if (!seen_.contains(name)) refuse(name, {"缺失", "missing"});
        return *index_;
    }

private:
    io::TakeBytes take(const std::string& name, std::uint64_t size) {
        progress_.checkpoint();
        name_ = name;
        if (!index_) {
            if (name != pack_index_name) refuse(name, {"不是打包清单", "no list at the head"});
            return [this](std::span<const std::byte> bytes) {
                index_text_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            };
        }
        const auto known = expected_.find(name);
        if (known == expected_.end()) refuse(name, {"不在清单中", "not on the list"});
        if (known->second.bytes != size) refuse(name, both("{} 字节，清单为 {}", "{} bytes, {} on the list", size, known->second.bytes));
        const fs::path target = folder_ / name;
        make_folder(target.parent_path());
        written_ = 0;
        output_.emplace(target, fs::path(name));
        return [this](std::span<const std::byte> bytes) {
            output_->write_at(written_, bytes);
            written_ += bytes.size();
        };
    }

    void finish_entry() {
        if (!index_) {
            index_ = read_pack_index(index_text_, file_.string());
            for (const PackedFile& file : index_->files) expected_[file.name] = file;
            return;
        }
        output_->close();
        output_.reset();
        // Read back: what lies on the disk is what was packed.
        if (hash_file(folder_ / name_) != expected_.at(name_).sha256) refuse(name_, {"内容与摘要不符", "its content is not that of its digest"});
        seen_[name_] = true;
    }

    [[noreturn]] void refuse(const std::string& name, const Text& found) const {
        throw InputError({.thing = both("{} 中的 {}", "{0}: {1}", file_.string(), name),
                          .value = found,
                          .expected = both("与打包时一致的内容", "what was packed"),
                          .advice = both("重新传送该文件，或请对方重新打包；没有写出任何东西",
                                         "transfer the file again, or have it packed again; nothing was written")});
    }

    const fs::path& file_;
    const fs::path& folder_;
    const Progress& progress_;
    std::string name_, index_text_;
    std::optional<PackIndex> index_;
    std::map<std::string, PackedFile> expected_;
    std::map<std::string, bool> seen_;
    std::optional<OutputFile> output_;
    std::uint64_t written_ = 0;
};

fs::path folder_for(const UnpackQuestion& question) {
    fs::path folder = fs::absolute(question.folder).lexically_normal();
    if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder)))
        throw InputError({.thing = folder.string(),
                          .value = both("已存在", "exists already"),
                          .expected = both("新文件夹", "a new folder"),
                          .advice = both("换一个名称", "take another name")});
    return folder;
}

}  // namespace

template <typename V>
void fields(V& v, UnpackAnswer& a) {
    v("study", a.study, "", {"研究文件夹", "folder of the study"});
    v("files", a.files);
    v("bytes", a.bytes);
    v("left_out", a.left_out, "", {"打包时未包含的数据源", "sources that were not packed"});
}

Declaration declared(UnpackQuestion& q) {
    Declaration d{.name = "unpack",
                  .summary = {"展开打包的研究，并以摘要证明完整", "unpack a packed study and prove by digests that it is whole"},
                  .example = "zonewright unpack demo-city.tar.zst demo-city"};
    d.add("file", &q.file, {"打包的研究", "the packed study"}).path(PathOf::File).required().position();
    d.add("folder", &q.folder, {"新研究的文件夹", "folder of the new study"}).path(PathOf::NewFolder).required().position();
    return d;
}

UnpackAnswer answer(const UnpackQuestion& question, const Progress& progress) {
    const fs::path folder = folder_for(question);
    PendingFolder pending(folder);
    const PackIndex index = StudyUnpacker(question.file, pending.path(), progress).unpack();
    pending.publish();
    UnpackAnswer answer;
    answer.study = folder;
    answer.files = index.files.size();
    for (const PackedFile& file : index.files) answer.bytes += file.bytes;
    answer.left_out = index.left_out;
    if (!index.left_out.empty())
        answer.warn(both("打包时未包含数据源：{}", "packed without the sources {}", joined(index.left_out)));
    answer.made(folder, {"研究，每个文件都与打包时一致", "the study; every file is what was packed"});
    return answer;
}

Json to_json(const UnpackAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const UnpackAnswer*) {
    return schema_form<UnpackAnswer>();
}

}  // namespace zonewright::answer
