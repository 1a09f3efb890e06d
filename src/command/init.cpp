#include "command/init.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "command/session.h"
#include "command/study_template.h"

namespace zonewright::command {
namespace {

namespace fs = std::filesystem;

class InitCommand : public Command {
public:
    std::string name() const override { return "init"; }
    Text summary() const override { return {"新建一个研究文件夹", "make a new study folder"}; }
    std::string example() const override { return "zonewright init mystudy"; }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_, say("新研究的文件夹", "folder of the new study"))->required();
        verb.add_option("--title", study_.title,
                        say("研究名称，默认取文件夹名", "title, the folder's name by default"));
        verb.add_option("--plan", plan_, say("规划版本，默认最新", "plan version, the newest by default"));
        verb.add_option("--epsg", study_.epsg, say("坐标系 EPSG 编号", "EPSG number of the CRS"))
            ->capture_default_str();
        verb.add_option("--cell-size-m", study_.cell_size_m,
                        say("栅格边长（米）", "cell of the rasters in metres"))
            ->capture_default_str();
    }

    ExitCode run(Session& session) override {
        const fs::path folder = fs::absolute(folder_).lexically_normal();
        refuse_existing(folder);
        const fs::path layers = catalog::find_layers_folder();
        const std::string plan = plan_.empty() ? catalog::plan_versions(layers).back() : plan_;
        const model::Catalogue catalogue = catalog::read_catalogue(layers, plan);
        if (study_.title.empty()) study_.title = title_of(folder);
        make_folder(folder / "data");
        write_file(folder / "study.toml", study_template(study_, catalogue));
        session.produced(folder / "study.toml",
                         {"研究定义，按注释填写", "the study, to be filled in as its comments say"});
        session.produced(folder / "data", {"放置数据源", "for the sources"});
        session.result()["study"] = folder.string();
        session.result()["plan"] = catalogue.plan.id;
        session.print(say("下一步：zonewright import {} 文件 --role 角色",
                          "Next step: zonewright import {} FILE --role ROLE", folder_));
        return ExitCode::Done;
    }

private:
    static std::string title_of(const fs::path& folder) {
        const fs::path last = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
        return last.empty() ? say("研究", "study") : last.string();
    }

    static void refuse_existing(const fs::path& folder) {
        if (fs::exists(folder) && !fs::is_directory(folder))
            throw InputError({.thing = folder.string(),
                              .value = say("文件", "a file"),
                              .expected = say("新文件夹", "a new folder"),
                              .advice = say("换一个名称", "take another name")});
        if (fs::exists(folder / "study.toml"))
            throw InputError(
                {.thing = (folder / "study.toml").string(),
                 .value = say("已存在", "exists already"),
                 .expected = say("还没有研究的文件夹", "a folder without a study"),
                 .advice = say("换一个文件夹，或直接编辑该文件", "take another folder, or edit that file")});
    }

    std::string folder_, plan_;
    NewStudy study_;
};

}  // namespace

std::unique_ptr<Command> make_init_command() {
    return std::make_unique<InitCommand>();
}

}  // namespace zonewright::command
