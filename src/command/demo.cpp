#include "command/demo.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "command/session.h"
#include "demo/make_city.h"

namespace zonewright::command {
namespace {

namespace fs = std::filesystem;

class DemoCommand : public Command {
public:
    std::string name() const override { return "demo"; }
    Text summary() const override {
        return {"生成示意城市，作为一个完整的研究", "make the demonstration city as a complete study"};
    }
    std::string example() const override { return "zonewright demo demo-city --size small"; }

    void declare(CLI::App& verb) override {
        verb.add_option("folder", folder_, say("新研究的文件夹", "folder of the new study"))->required();
        verb.add_option("--size", size_,
                        say("small：50 米、十分之一地块；city：10 米、全部地块",
                            "small: 50 m, a tenth of the parcels; city: 10 m, all parcels"))
            ->check(CLI::IsMember({"small", "city"}))
            ->capture_default_str();
        verb.add_option("--seed", seed_,
                        say("随机种子；同种子同内容", "random seed; same seed, same content"))
            ->capture_default_str();
        verb.add_flag("--overwrite", overwrite_,
                      say("覆盖已有的示意城市", "replace a demonstration city that is there"));
    }

    ExitCode run(Session& session) override {
        const fs::path folder = fs::absolute(folder_).lexically_normal();
        refuse_existing(folder);
        const fs::path layers = catalog::find_layers_folder();
        const model::Catalogue catalogue =
            catalog::read_catalogue(layers, catalog::plan_versions(layers).back());
        const demo::DemoOptions options{
            .size = size_ == "city" ? demo::CitySize::City : demo::CitySize::Small,
            .seed = seed_,
            .layers = layers};
        const demo::CityReport report = demo::make_city(options, catalogue, folder, session.progress());
        tell(session, report);
        session.produced(folder / "study.toml", {"示意城市的研究定义", "study of the demonstration city"});
        session.print(say("下一步：zonewright run {}", "Next step: zonewright run {}", folder_));
        return ExitCode::Done;
    }

private:
    void refuse_existing(const fs::path& folder) const {
        if (fs::exists(folder) && !fs::is_directory(folder))
            throw InputError({.thing = folder.string(),
                              .value = say("文件", "a file"),
                              .expected = say("文件夹", "a folder"),
                              .advice = say("换一个名称", "take another name")});
        if (fs::exists(folder / "study.toml") && !overwrite_)
            throw InputError(
                {.thing = (folder / "study.toml").string(),
                 .value = say("已存在", "exists already"),
                 .expected = say("没有研究的文件夹", "a folder without a study"),
                 .advice = say("换一个文件夹，或加 --overwrite", "take another folder, or add --overwrite")});
    }

    static void tell(Session& session, const demo::CityReport& report) {
        constexpr double km2 = 1e6;
        const double below =
            100.0 * static_cast<double>(report.parcels_below_limit) / static_cast<double>(report.parcels);
        session.print(say("示意数据：全市 {:.2f} km²，镇街面积与公布数最大相差 {:.2f}%（{}）",
                          "Schematic data: city {:.2f} km², towns within {:.2f}% of the published areas ({})",
                          report.land_m2 / km2, 100 * report.worst_town_share, report.worst_town));
        session.print(
            say("永久基本农田 {:.2f}、生态保护红线 {:.2f}、城镇开发边界 {:.2f}、工业保护线 {:.2f} km²",
                "Farmland {:.2f}, redline {:.2f}, growth boundary {:.2f}, industrial line {:.2f} km²",
                report.farmland_m2 / km2, report.redline_m2 / km2, report.growth_boundary_m2 / km2,
                report.industrial_line_m2 / km2));
        session.print(
            say("工业地块 {} 宗，{:.2f} km²，其中 {:.1f}% 小于 75 亩；地类图斑 {} 个",
                "{} industrial parcels, {:.2f} km², {:.1f}% of them below 75 mu; {} land-use pieces",
                report.parcels, report.parcel_m2 / km2, below, report.land_use_pieces));
        auto& result = session.result();
        result["land_m2"] = report.land_m2;
        result["published_towns_m2"] = report.published_towns_m2;
        result["worst_town"] = report.worst_town;
        result["worst_town_share"] = report.worst_town_share;
        result["farmland_m2"] = report.farmland_m2;
        result["ecological_redline_m2"] = report.redline_m2;
        result["growth_boundary_m2"] = report.growth_boundary_m2;
        result["industrial_line_m2"] = report.industrial_line_m2;
        result["parcels"] = report.parcels;
        result["parcels_below_75_mu"] = report.parcels_below_limit;
        result["parcel_m2"] = report.parcel_m2;
        result["land_use_pieces"] = report.land_use_pieces;
    }

    std::string folder_;
    std::string size_ = "small";
    std::uint64_t seed_ = 1;
    bool overwrite_ = false;
};

}  // namespace

std::unique_ptr<Command> make_demo_command() {
    return std::make_unique<DemoCommand>();
}

}  // namespace zonewright::command
