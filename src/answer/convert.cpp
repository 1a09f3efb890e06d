#include "answer/convert.h"

#include "answer/json_form.h"
#include "answer/shape_rules.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "gis/crs.h"
#include "intake/inspection.h"
#include "intake/outline.h"
#include "intake/source_layer.h"
#include "intake/survey_features.h"
#include "io/vector_io.h"

namespace zonewright::answer {
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
                      .advice = both("输出格式由扩展名决定", "the extension chooses the format")});
}

void refuse_existing_output(const ConvertQuestion& question) {
    if (question.overwrite || !fs::exists(question.output)) return;
    throw InputError({.thing = question.output.string(),
                      .value = both("已存在", "exists"),
                      .expected = both("新的文件名", "a new name"),
                      .advice = both("加 --overwrite 覆盖", "add --overwrite to replace it")});
}

void refuse_a_layer_of_all(const ConvertQuestion& question) {
    if (!question.all_layers || question.layer.empty()) return;
    throw InputError({.thing = "all_layers",
                      .value = question.layer,
                      .expected = both("--layer 或 --all-layers 之一", "one of --layer and --all-layers"),
                      .advice = both("去掉其中一个", "leave one of them out")});
}

class Conversion {
public:
    Conversion(const ConvertQuestion& question, const Progress& progress)
        : question_(question),
          progress_(progress),
          request_{.path = question.input,
                   .layer = question.layer,
                   .crs = question.from_crs,
                   .degrees = question.degrees,
                   .encoding = question.from_encoding,
                   .tolerances = shape_rules()} {}

    /// From text to text nothing but the asked-for changes: keys, fields, names and numbers stay as they
    /// were.
    void write_text(ConvertAnswer& answer) const {
        const bool as_written =
            intake::is_survey_text(request_.path) && question_.dialect.empty() && question_.crs.empty() &&
                                question_.degrees.empty();
        const intake::SurveyFile file = as_written ? text_as_written(answer) : text_of_shapes(answer);
        write_file(question_.output, intake::survey_bytes(file));
        answer.features = file.parcels.size();
    }

    void write_layer(ConvertAnswer& answer) const {
        const io::VectorFormat stated = format_of(question_.output);
        const bool plain = stated == io::VectorFormat::Csv && question_.plain_csv;
        const io::VectorFormat format = plain ? io::VectorFormat::PlainCsv : stated;
        intake::Outlines outlines = intake::read_shapes(request_, progress_.part(0, 0.5));
        pass_on(outlines, answer);
        if (format == io::VectorFormat::FlatGeobuf) drop_without_shape(outlines.table, answer);
        model::FeatureTable table = in_target_crs(std::move(outlines.table));
        table.name = question_.output.stem().string();
        const io::VectorWriting writing{question_.encoding.empty() ? "UTF-8" : question_.encoding, question_.lossy,
                                        outlines.dates};
        if (format != io::VectorFormat::GeoJson && format != io::VectorFormat::Csv) tell_of_moments(table, outlines.moments, answer);
        for (Text& loss : io::write_layers(question_.output, format, {&table}, progress_.part(0.5, 1), writing))
            answer.warn(std::move(loss));
        answer.features = table.features.size();
    }

    /// Every layer and table under its own name; styles are no layer.
    void write_all_layers(ConvertAnswer& answer) const {
        const io::VectorFormat format = format_of(question_.output);
        if (!holds_many_layers(format))
            throw InputError({.thing = "output",
                              .value = question_.output.extension().string(),
                              .expected = ".gpkg .gdb",
                              .advice = both("其他格式一个文件一个图层：用 --layer 逐个转换", "other formats hold one layer a file: convert one by one with --layer")});
        std::vector<model::FeatureTable> tables;
        const std::vector<io::LayerInfo> layers = io::list_layers(question_.input);
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (layers[i].name == "layer_styles") continue;
            const double share = 0.5 / static_cast<double>(layers.size()), from = static_cast<double>(i) * share;
            tables.push_back(layer_as_it_is(layers[i], answer, progress_.part(from, from + share)));
            answer.features += tables.back().features.size();
        }
        std::vector<const model::FeatureTable*> written;
        written.reserve(tables.size());
        for (const model::FeatureTable& table : tables) written.push_back(&table);
        for (Text& loss : io::write_layers(question_.output, format, written, progress_.part(0.5, 1))) answer.warn(std::move(loss));
    }

private:
    static bool holds_many_layers(io::VectorFormat format) {
        return format == io::VectorFormat::GeoPackage || format == io::VectorFormat::FileGeodatabase;
    }

    /// A table without shapes has no CRS to tell or to change.
    model::FeatureTable layer_as_it_is(const io::LayerInfo& layer, ConvertAnswer& answer, const Progress& progress) const {
        if (layer.kind == model::GeometryKind::None)
            return io::read_layer({.path = question_.input, .layer = layer.name}, progress);
        intake::OutlineRequest request = request_;
        request.layer = layer.name;
        intake::Outlines outlines = intake::read_shapes(request, progress);
        pass_on(outlines, answer);
        model::FeatureTable table = in_target_crs(std::move(outlines.table));
        table.name = layer.name;
        return table;
    }

    static void pass_on(intake::Outlines& outlines, ConvertAnswer& answer) {
        for (Text& remark : outlines.remarks) answer.warn(std::move(remark));
        answer.complete &= outlines.set_aside == 0;
        if (outlines.with_z > 0)
            answer.warn(both("{} 个要素有高程（Z）：只写平面坐标，高程没有写出", "{} features have heights (Z): only plane coordinates are "
                             "written, the heights are not", outlines.with_z));
        if (outlines.with_m > 0)
            answer.warn(both("{} 个要素有 M 值：没有写出", "{} features have M values: they are not written", outlines.with_m));
    }

    /// Times stay readable, but not times.
    static void tell_of_moments(const model::FeatureTable& table, const std::vector<std::size_t>& moments,
                                ConvertAnswer& answer) {
        for (const std::size_t field : moments)
            answer.warn(both("字段 {}：日期时间写作文字", "field {}: dates with times are written as texts",
                             table.fields[field].name));
    }

    /// The format has no records without a shape.
    static void drop_without_shape(model::FeatureTable& table, ConvertAnswer& answer) {
        std::erase_if(table.features, [&](const model::Feature& feature) {
            if (!std::holds_alternative<std::monostate>(feature.geometry)) return false;
            answer.warn(both("要素 {}：没有几何，.fgb 不能存放，未写出",
                             "feature {}: no geometry, which .fgb cannot hold; not written",
                             intake::name_of(table, feature)));
            answer.complete = false;
            return true;
        });
    }

    intake::SurveyFile text_as_written(ConvertAnswer& answer) const {
        intake::SurveyFile file = intake::parse_survey(read_file(request_.path), request_.path.string());
        for (const intake::SurveyParcel& parcel : file.parcels)
            if (!parcel.broken.empty())
                throw InputError({.thing = request_.path.string(),
                                  .value = parcel.broken,
                                  .expected = both("每行都是界址点：点号,圈号,X,Y", "a point in every row: name,ring,X,Y"),
                                  .advice = both("改正该行；加 --dialect D1 则只写完好的地块",
                                                 "correct the line; with --dialect D1 the sound parcels are written")});
        if (!question_.encoding.empty()) file.encoding = question_.encoding;
        for (const Text& remark : file.remarks) answer.warn(remark);
        return file;
    }

    /// A survey text holds polygons only; closed lines of a drawing are taken for such.
    intake::SurveyFile text_of_shapes(ConvertAnswer& answer) const {
        intake::Outlines outlines = intake::read_polygons(request_, progress_.part(0, 0.5));
        pass_on(outlines, answer);
        intake::SurveyFile file =
            intake::survey_of(in_target_crs(std::move(outlines.table)),
                              {dialect(), question_.encoding.empty() ? "GBK" : question_.encoding, question_.decimals,
                               question_.producer, question_.date});
        for (const Text& remark : file.remarks) answer.warn(remark);
        return file;
    }

    model::FeatureTable in_target_crs(model::FeatureTable table) const {
        const int code = target_code(table.epsg);
        if (code != table.epsg) intake::transform(table, code);
        return table;
    }

    int target_code(int own) const {
        if (question_.crs.empty()) return own;
        if (const auto code = gis::epsg_of(question_.crs)) return *code;
        throw InputError({.thing = "crs",
                          .value = question_.crs,
                          .expected = both("形如 EPSG:4547 的代码", "a code such as EPSG:4547"),
                          .advice = both("只接受 EPSG 代码", "only EPSG codes are taken")});
    }

    /// The words of the declaration are those of the dialects.
    intake::SurveyDialect dialect() const {
        return intake::survey_dialect_from(question_.dialect).value_or(intake::SurveyDialect::Standard);
    }

    const ConvertQuestion& question_;
    const Progress& progress_;
    intake::OutlineRequest request_;
};

}  // namespace

template <typename V>
void fields(V& v, ConvertAnswer& a) {
    v("features", a.features, "", {"写出的要素数", "features written"});
}

Declaration declared(ConvertQuestion& q) {
    Declaration d{.name = "convert",
                  .summary = {"转换格式，含界址点 TXT 的七种写法",
                              "convert between formats, with the seven dialects of survey texts"},
                  .example = "zonewright convert 地块.txt 地块.gpkg --crs EPSG:4547"};
    d.add("input", &q.input, {"输入文件", "file to read"}).path(PathOf::Land).required().position();
    d.add("output", &q.output, {"输出文件，扩展名决定格式", "file to write; its extension chooses the format"}).path(PathOf::NewFile).required().position();
    d.add("layer", &q.layer, {"输入图层", "layer of the input"});
    d.add("all_layers", &q.all_layers, {"转换全部图层和表（输出为 .gdb 或 .gpkg）", "every layer and table (the output is a .gdb or .gpkg)"});
    d.add("from_crs", &q.from_crs, {"输入坐标系，如 EPSG:4526", "CRS of the input, such as EPSG:4526"});
    d.add("crs", &q.crs, {"输出坐标系；不写则不转换", "CRS of the output; as the input when left out"});
    d.add("degrees", &q.degrees, {"输入经纬度的写法：decimal 十进制度，packed 度.分秒（113.4530 即 113°45′30″）", "how degrees of the input are written: decimal, or packed as degrees.minutes-seconds (113.4530 for 113°45′30″)"}).choices({"decimal", "packed"});
    d.add("encoding", &q.encoding, {"输出编码：GBK、UTF-8", "encoding of the output: GBK, UTF-8"});
    d.add("from_encoding", &q.from_encoding, {"输入编码", "encoding of the input"});
    d.add("dialect", &q.dialect, {"界址点 TXT 写法 D1…D7", "dialect of the survey text, D1…D7"}).choices({"D1", "D2", "D3", "D4", "D5", "D6", "D7"});
    d.add("decimals", &q.decimals, {"TXT 坐标小数位", "decimals of coordinates in a text"}).range(0, 9);
    d.add("producer", &q.producer, {"TXT 的数据产生单位", "producer stated in a text"});
    d.add("date", &q.date, {"TXT 的数据产生日期", "date stated in a text"}).date();
    d.add("plain_csv", &q.plain_csv, {"CSV 中以 = + - @ 开头的文字不加撇号", "CSV: no apostrophe before texts that begin with = + - @"});
    d.add("lossy", &q.lossy, {"接受 Shapefile 存不下的内容被改动（逐项列出）", "accept what a Shapefile cannot hold, each change listed"});
    d.add("overwrite", &q.overwrite, {"覆盖已有文件", "replace an existing file"});
    return d;
}

ConvertAnswer answer(const ConvertQuestion& question, const Progress& progress) {
    refuse_existing_output(question);
    refuse_a_layer_of_all(question);
    const Conversion conversion(question, progress);
    ConvertAnswer answer;
    if (question.all_layers)
        conversion.write_all_layers(answer);
    else if (intake::is_survey_text(question.output))
        conversion.write_text(answer);
    else
        conversion.write_layer(answer);
    answer.made(question.output, both("{} 个要素", "{} features", answer.features));
    return answer;
}

Json to_json(const ConvertAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const ConvertAnswer*) {
    return schema_form<ConvertAnswer>();
}

}  // namespace zonewright::answer
