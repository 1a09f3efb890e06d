#include "command/convert.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/spelling.h"
#include "command/session.h"
#include "gis/crs.h"
#include "io/vector_io.h"
#include "intake/outline.h"
#include "intake/source_layer.h"
#include "intake/survey_features.h"

namespace zonewright::command {
namespace {

namespace fs = std::filesystem;

const std::vector<std::pair<const char*, io::VectorFormat>>& formats() {
    static const std::vector<std::pair<const char*, io::VectorFormat>> table{
        {".gpkg", io::VectorFormat::GeoPackage},
        {".shp", io::VectorFormat::Shapefile},
        {".geojson", io::VectorFormat::GeoJson},
        {".json", io::VectorFormat::GeoJson},
        {".gdb", io::VectorFormat::FileGeodatabase},
        {".fgb", io::VectorFormat::FlatGeobuf},
        {".csv", io::VectorFormat::Csv}};
    return table;
}

io::VectorFormat format_of(const fs::path& target) {
    for (const auto& [extension, format] : formats())
        if (target.extension() == extension) return format;
    throw InputError({.thing = target.string(),
                      .value = target.extension().string(),
                      .expected = ".txt .gpkg .shp .geojson .gdb .fgb .csv",
                      .advice = say("输出格式由扩展名决定", "the extension chooses the format")});
}

class ConvertCommand : public Command {
public:
    std::string name() const override { return "convert"; }
    Text summary() const override {
        return {"转换格式，含界址点 TXT 的七种写法",
                "convert between formats, with the seven dialects of survey texts"};
    }
    std::string example() const override { return "zonewright convert 地块.txt 地块.gpkg --crs EPSG:4547"; }

    void declare(CLI::App& verb) override {
        verb.add_option("input", request_.path, say("输入文件", "file to read"))->required();
        verb.add_option("output", target_,
                        say("输出文件，扩展名决定格式", "file to write; its extension chooses the format"))
            ->required();
        verb.add_option("--layer", request_.layer, say("输入图层", "layer of the input"));
        verb.add_option("--from-crs", request_.crs,
                        say("输入坐标系，如 EPSG:4526", "CRS of the input, such as EPSG:4526"));
        verb.add_option("--crs", crs_,
                        say("输出坐标系；不写则不转换", "CRS of the output; as the input when left out"));
        verb.add_option("--encoding", encoding_,
                        say("输出编码：GBK、UTF-8", "encoding of the output: GBK, UTF-8"));
        verb.add_option("--from-encoding", request_.encoding, say("输入编码", "encoding of the input"));
        verb.add_option("--dialect", dialect_,
                        say("界址点 TXT 写法 D1…D7", "dialect of the survey text, D1…D7"));
        verb.add_option("--decimals", decimals_, say("TXT 坐标小数位", "decimals of coordinates in a text"))
            ->check(CLI::Range(0, 9));
        verb.add_option("--producer", producer_, say("TXT 的数据产生单位", "producer stated in a text"));
        verb.add_option("--date", date_, say("TXT 的数据产生日期", "date stated in a text"));
        verb.add_flag("--overwrite", overwrite_, say("覆盖已有文件", "replace an existing file"));
    }

    ExitCode run(Session& session) override {
        if (!overwrite_ && fs::exists(target_))
            throw InputError({.thing = target_.string(),
                              .value = say("已存在", "exists"),
                              .expected = say("新的文件名", "a new name"),
                              .advice = say("加 --overwrite 覆盖", "add --overwrite to replace it")});
        const std::size_t features =
            intake::is_survey_text(target_) ? write_text(session) : write_layer(session);
        session.result()["features"] = features;
        session.produced(target_, {fmt::format("{} 个要素", features), fmt::format("{} features", features)});
        return ExitCode::Done;
    }

private:
    int target_code(int own) const {
        if (crs_.empty()) return own;
        if (const auto code = gis::epsg_of(crs_)) return *code;
        throw InputError({.thing = "--crs", .value = crs_, .expected = "EPSG:4547", .advice = {}});
    }

    model::FeatureTable read(Session& session) const {
        return in_target_crs(intake::read_outlines(request_, session.progress().part(0, 0.5)));
    }

    /// A survey text holds polygons only; closed lines of a drawing are taken for such.
    model::FeatureTable read_shapes(Session& session) const {
        intake::Outlines outlines = intake::read_polygons(request_, session.progress().part(0, 0.5));
        for (const Text& remark : outlines.remarks) session.warn(remark);
        return in_target_crs(std::move(outlines.table));
    }

    model::FeatureTable in_target_crs(model::FeatureTable table) const {
        if (const int code = target_code(table.epsg); code != table.epsg) intake::transform(table, code);
        return table;
    }

    intake::SurveyDialect dialect() const {
        if (const auto known = intake::survey_dialect_from(dialect_)) return *known;
        throw InputError(
            {.thing = "--dialect", .value = dialect_, .expected = "D1 D2 D3 D4 D5 D6 D7", .advice = {}});
    }

    /// From text to text nothing but the asked-for changes: keys, fields, names and numbers stay as they
    /// were.
    std::size_t write_text(Session& session) const {
        intake::SurveyFile file;
        if (intake::is_survey_text(request_.path) && dialect_.empty() && crs_.empty()) {
            file = intake::parse_survey(read_file(request_.path), request_.path.string());
            if (!encoding_.empty()) file.encoding = encoding_;
            for (const Text& remark : file.remarks) session.warn(remark);
        } else {
            const intake::SurveyDialect wanted =
                dialect_.empty() ? intake::SurveyDialect::Standard : dialect();
            file = intake::survey_of(read_shapes(session), {wanted, encoding_.empty() ? "GBK" : encoding_,
                                                            decimals_, producer_, date_});
        }
        write_file(target_, intake::survey_bytes(file));
        return file.parcels.size();
    }

    std::size_t write_layer(Session& session) const {
        const io::VectorFormat format = format_of(target_);
        model::FeatureTable table = read(session);
        table.name = target_.stem().string();
        io::write_layers(target_, format, {&table}, session.progress().part(0.5, 1),
                          encoding_.empty() ? "UTF-8" : encoding_);
        return table.features.size();
    }

    intake::OutlineRequest request_;
    fs::path target_;
    std::string crs_, encoding_, dialect_, producer_, date_;
    int decimals_ = 3;
    bool overwrite_ = false;
};

}  // namespace

std::unique_ptr<Command> make_convert_command() {
    return std::make_unique<ConvertCommand>();
}

}  // namespace zonewright::command
