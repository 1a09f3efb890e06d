#include "answer/pack.h"

#include <algorithm>
#include <set>

#include "answer/json_form.h"
#include "answer/pack_index.h"
#include "answer/source_copy.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/spelling.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "io/gdal_session.h"
#include "io/tar_stream.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

bool lies_below(const fs::path& file, const fs::path& folder) {
    const fs::path within = file.lexically_relative(folder);
    return !within.empty() && *within.begin() != "..";
}

/// Caches, locks and what a killed program left.
bool is_scratch(const fs::path& within) {
    return std::ranges::any_of(within, [](const fs::path& part) { return part.string().starts_with("."); });
}

class StudyPacker {
public:
    explicit StudyPacker(const PackQuestion& question)
        : question_(question),
          study_(fs::weakly_canonical(question.study)),
          opened_(catalog::open_study(study_, catalog::find_layers_folder(), catalog::MissingSources::Accept)) {
        sort_sources();
        for (const auto& entry : fs::recursive_directory_iterator(study_))
            if (entry.is_regular_file()) consider(entry.path());
        std::ranges::sort(files_);
    }

    PackAnswer pack(const fs::path& target, const Progress& progress) const {
        PackIndex index{.program = ZONEWRIGHT_VERSION, .title = opened_.study.title, .left_out = left_out_};
        PackAnswer answer;
        for (std::size_t i = 0; i < files_.size(); ++i) {
            progress.report(0.4 * static_cast<double>(i) / static_cast<double>(files_.size()));
            const std::string name = files_[i].lexically_relative(study_).generic_string();
            index.files.push_back({name, fs::file_size(files_[i]), hash_file(files_[i])});
            answer.bytes += index.files.back().bytes;
        }
        PendingFile pending(target);
        io::TarWriter writer(pending.path(), target);
        writer.add_text(pack_index_name, text_of(index));
        for (std::size_t i = 0; i < files_.size(); ++i) {
            progress.report(0.4 + 0.6 * static_cast<double>(i) / static_cast<double>(files_.size()));
            writer.add_file(index.files[i].name, files_[i]);
        }
        writer.close();
        pending.publish();
        answer.files = files_.size();
        answer.packed_bytes = fs::file_size(target);
        answer.sha256 = hash_file(target);
        answer.left_out = left_out_;
        return answer;
    }

private:
    /// Which files are sources, and which sources cannot come along.
    void sort_sources() {
        std::vector<std::string> outside;
        for (const model::SourceDefinition& source : opened_.study.sources) {
            const bool inside = !io::is_database(source.path) && lies_below(fs::weakly_canonical(source.path), study_);
            if (inside && fs::exists(source.path))
                for (const fs::path& file : files_of_source(fs::weakly_canonical(source.path))) sources_.insert(file);
            if (question_.without_sources) left_out_.push_back(source.written_path);
            else if (!inside) outside.push_back(source.written_path);
        }
        if (outside.empty()) return;
        throw InputError({.thing = (study_ / "study.toml").string(),
                          .value = both("数据源在研究之外：{}", "sources outside the study: {}", joined(outside)),
                          .expected = both("研究文件夹内的数据源", "sources in the folder of the study"),
                          .advice = both("zonewright import {0} 文件 --role 角色 --replace --copy，或 zonewright pack {0} --without-sources",
                                         "zonewright import {0} FILE --role ROLE --replace --copy, or zonewright pack {0} --without-sources",
                                         question_.study.string())});
    }

    void consider(const fs::path& file) {
        const fs::path within = file.lexically_relative(study_);
        const bool is_result = *within.begin() == "out";
        if (is_scratch(within) || (question_.without_results && is_result)) return;
        if (question_.without_sources && sources_.contains(file)) return;
        if (fs::weakly_canonical(question_.output) == file) return;
        files_.push_back(file);
    }

    const PackQuestion& question_;
    fs::path study_;
    catalog::OpenStudy opened_;
    std::set<fs::path> sources_;
    std::vector<std::string> left_out_;
    std::vector<fs::path> files_;
};

fs::path target_of(const PackQuestion& question) {
    if (!question.output.empty()) return fs::absolute(question.output).lexically_normal();
    const fs::path study = fs::weakly_canonical(question.study);
    return fs::current_path() / (study.filename().string() + ".zonewright.tar.zst");
}

}  // namespace

template <typename V>
void fields(V& v, PackAnswer& a) {
    v("files", a.files);
    v("bytes", a.bytes);
    v("packed_bytes", a.packed_bytes);
    v("sha256", a.sha256, "", {"打包文件的 SHA-256", "SHA-256 of the packed file"});
    v("left_out", a.left_out, "", {"未包含的数据源", "sources that are not in it"});
}

Declaration declared(PackQuestion& q) {
    Declaration d{.name = "pack",
                  .summary = {"把研究打成一个文件移交", "make one file of a study, to hand it on"},
                  .example = "zonewright pack demo-city -o demo-city.tar.zst"};
    add_study(d, q.study);
    d.add("output", &q.output, {"写出的文件，默认 <研究>.zonewright.tar.zst", "file to write, <study>.zonewright.tar.zst by default"}).path(PathOf::NewFile).option('o');
    d.add("without_sources", &q.without_sources, {"不含数据源", "without the sources"});
    d.add("without_results", &q.without_results, {"不含成果（out）", "without the results (out)"});
    return d;
}

PackAnswer answer(const PackQuestion& question, const Progress& progress) {
    const fs::path target = target_of(question);
    PackAnswer answer = StudyPacker(question).pack(target, progress);
    if (!answer.left_out.empty())
        answer.warn(both("未包含数据源：{}。成果可以查看和核验，不能重新运行",
                         "without the sources {}: results can be seen and verified, not run again", joined(answer.left_out)));
    answer.made(target, {"打包的研究", "the packed study"});
    return answer;
}

Json to_json(const PackAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PackAnswer*) {
    return schema_form<PackAnswer>();
}

}  // namespace zonewright::answer
