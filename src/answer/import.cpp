#include "answer/import.h"

#include <algorithm>

#include "answer/import_folder.h"
#include "answer/import_refusals.h"
#include "answer/json_form.h"
#include "answer/parcel_findings.h"
#include "answer/source_copy.h"
#include "answer/source_entry.h"
#include "answer/town_seats.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "gis/crs.h"
#include "gis/text_encoding.h"
#include "intake/read_source_set.h"
#include "intake/diagnosis.h"
#include "intake/raster_check.h"
#include "intake/source_layer.h"
#include "intake/town_check.h"
#include "io/gdal_session.h"
#include "io/vector_io.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t findings_shown = 10;

/// "EPSG:4526" as study.toml has it. Throws InputError for another form and for a code nobody defined.
std::string stated_crs(const std::string& words) {
    if (words.empty()) return {};
    const auto code = gis::epsg_of(words);
    if (!code)
        throw InputError({.thing = "crs",
                          .value = words,
                          .expected = both("形如 EPSG:4547 的代码", "a code such as EPSG:4547"),
                          .advice = both("只接受 EPSG 代码", "only EPSG codes are taken")});
    gis::crs_name(*code);  // refuses an unknown code
    return fmt::format("EPSG:{}", *code);
}

/// "id=ZDH", …: canonical names are those of the role.
std::map<std::string, std::string> stated_fields(const std::vector<std::string>& pairs,
                                                 const model::Role& role) {
    std::vector<std::string> known;
    for (const model::RoleField& field : role.fields) known.push_back(field.name);
    std::map<std::string, std::string> fields;
    for (const std::string& pair : pairs) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size())
            throw InputError({.thing = "field",
                              .value = pair,
                              .expected = both("规范名=文件中的名称", "canonical=name in the file"),
                              .advice = both("如 --field id=ZDH", "such as --field id=ZDH")});
        const std::string canonical = pair.substr(0, equals);
        if (std::find(known.begin(), known.end(), canonical) == known.end()) {
            const auto near = nearest_name(canonical, known);
            throw InputError({.thing = "field",
                              .value = canonical,
                              .expected = known.empty() ? both("{} 没有字段", "{} has no fields", role.title)
                                                        : Text(joined(known)),
                              .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                             : both("选用其中之一", "choose one of these")});
        }
        fields[canonical] = pair.substr(equals + 1);
    }
    return fields;
}

model::SourceDefinition source_from(const ImportQuestion& question, const model::Catalogue& catalogue) {
    model::SourceDefinition source;
    source.role = question.role;
    source.path = io::is_database(question.file) ? question.file : fs::absolute(question.file).lexically_normal();
    source.layer = question.layer;
    source.crs = stated_crs(question.crs);
    source.degrees = question.degrees;
    source.encoding = question.encoding;
    source.code_scheme = question.code_scheme;
    source.date = question.date;
    if (!question.status.empty()) source.status = *model::geometry_status_from(question.status);
    source.fields = stated_fields(question.field, intake::role_of(source, catalogue));
    return source;
}

/// Where a treated copy goes.
fs::path copy_of(const model::SourceDefinition& source, const model::StudyDefinition& study) {
    std::string stem = intake::stem_of(source);
    if (io::is_database(source.path)) std::ranges::replace(stem, '.', '_');
    const bool copy_already = stem.starts_with(source.role + "_");
    return fs::absolute(study.folder).lexically_normal() / "data" /
           ((copy_already ? "" : source.role + "_") + stem +
            (source.layer.empty() || io::is_database(source.path) ? "" : "_" + source.layer) + ".gpkg");
}

/// The source of the study that this one is, if any: the same role, file and layer, or the copy made of it.
std::optional<std::size_t> place_of(const model::SourceDefinition& source,
                                    const model::StudyDefinition& study) {
    for (std::size_t i = 0; i < study.sources.size(); ++i) {
        const model::SourceDefinition& known = study.sources[i];
        if (known.role != source.role) continue;
        const fs::path path = known.path.lexically_normal();
        if ((path == source.path && known.layer == source.layer) || path == copy_of(source, study)) return i;
    }
    return std::nullopt;
}

/// "usual" is --repair without names.
intake::Repairs wanted_repairs(const std::optional<std::string>& repair) {
    if (!repair) return intake::necessary_repairs();
    return intake::repairs_from(*repair == "usual" ? "" : *repair);
}

class Import {
public:
    Import(const ImportQuestion& question, const catalog::OpenStudy& opened)
        : question_(question),
          opened_(opened),
          source_(source_from(question, opened.catalogue)),
          place_(place_of(source_, opened.study)),
          text_(read_file(opened.study.folder / "study.toml")) {
        if (!place_ || question.replace || question.dry_run) return;
        throw InputError({.thing = source_.path.string(),
                          .value = source_.role,
                          .expected = both("尚未导入的文件", "a file that is not in the study yet"),
                          .advice = both("用 zonewright check 查看；加 --replace 重新导入",
                                         "see it with zonewright check; add --replace to import it anew")});
    }

    ImportAnswer answer(const Progress& progress) {
        const model::Role& role = intake::role_of(source_, opened_.catalogue);
        ImportAnswer answer;
        if (role.raster)
            diagnose_raster(role, answer, progress);
        else
            diagnose(role, answer, progress);
        if (!question_.dry_run) write_study(answer);
        answer.complete = answer.errors == 0;
        return answer;
    }

private:
    void diagnose(const model::Role& role, ImportAnswer& answer, const Progress& progress) {
        model::SourceSet set;
        const intake::Tolerances tolerances = intake::tolerances_of(opened_.catalogue);
        const intake::Inspection inspection{intake::source_name(source_),
                                            intake::area_rule(opened_.study.epsg), set.findings, set.repairs,
                                            import_command()};
        const model::FeatureTable control = control_layer(progress);
        const std::optional<intake::DatumParameters> parameters = datum_parameters();
        intake::TakenIds taken = taken_ids(inspection, progress);
        const intake::DiagnosisContext context{opened_.study.epsg,
                                               tolerances,
                                               control.features.empty() ? nullptr : &control,
                                               &opened_.catalogue.code_schemes,
                                               datum(),
                                               wanted_repairs(question_.repair),
                                               parameters ? &*parameters : nullptr,
                                               &opened_.catalogue.roles,
                                               intake::KeptFields::Found,
                                               &taken};
        intake::Diagnosis diagnosis =
            intake::diagnose(as_stated(), role, context, inspection, progress.part(0.1, 0.7));
        if (role.id == "town") check_the_towns(diagnosis, control, inspection);
        if (role.id == "parcel") set_against_towns(diagnosis.table, control, set, inspection);
        intake::check_whole_layer(diagnosis.table, role, role.id == "town" ? nullptr : &control, nullptr, opened_.catalogue, tolerances, inspection,
                                  progress.part(0.7, 1));
        state_evidence(diagnosis, answer);
        static_cast<FindingsReport&>(answer) = findings_report(set.findings, set.repairs, findings_shown);
        if (parameters) {
            answer.datum_parameters_sha256 = parameters->sha256;
            source_.note = "datum parameters sha256:" + parameters->sha256;
        }
        // What a database holds changes: the study refers to what was in it on the day.
        const bool database = io::is_database(source_.path);
        if (database) source_.note = source_.path.string() + " " + source_.layer;
        const bool treated = database || question_.repair || parameters || context.datum != intake::MapDatum::Plain;
        if (treated && !question_.dry_run) write_copy(diagnosis.table, set.repairs, answer, progress);
    }

    void diagnose_raster(const model::Role& role, ImportAnswer& answer, const Progress& progress) const {
        model::SourceSet set;
        const intake::Inspection inspection{intake::source_name(source_),
                                            intake::area_rule(opened_.study.epsg), set.findings, set.repairs};
        answer.evidence = intake::check_raster(source_, role, intake::tolerances_of(opened_.catalogue).region, inspection, progress);
        static_cast<FindingsReport&>(answer) = findings_report(set.findings, set.repairs, findings_shown);
    }

    static void state_evidence(const intake::Diagnosis& diagnosis, ImportAnswer& answer) {
        answer.evidence = diagnosis.evidence;
        answer.features = diagnosis.features_read;
        answer.features_kept = diagnosis.table.features.size();
        answer.crs = diagnosis.epsg == 0 ? "local" : fmt::format("EPSG:{}", diagnosis.epsg);
        auto& mapping = answer.field_mapping.emplace();
        for (const intake::MappedField& field : diagnosis.mapping.fields)
            mapping[field.canonical] = field.position ? std::optional(field.in_file) : std::nullopt;
    }

    /// This import anew, for the fixes of findings: the conversion of the datum goes along, or the repaired
    /// copy would lie elsewhere.
    std::string import_command() const {
        std::string command =
            intake::import_command(question_.study, source_, !question_.dry_run || place_.has_value());
        if (!question_.datum.empty()) command += " --datum " + question_.datum;
        if (!question_.datum_parameters.empty())
            command += " --datum-parameters " + intake::shell_quoted(question_.datum_parameters.string());
        return command;
    }

    std::optional<intake::DatumParameters> datum_parameters() const {
        if (question_.datum_parameters.empty()) return std::nullopt;
        return intake::read_datum_parameters(question_.datum_parameters);
    }

    /// The words of the declaration are those of the datums.
    intake::MapDatum datum() const {
        return intake::map_datum_from(question_.datum).value_or(intake::MapDatum::Plain);
    }

    /// What the source is measured against: the towns of the study, in its CRS; for towns themselves the towns that
    /// are there already, else the land use.
    model::FeatureTable control_layer(const Progress& progress) const {
        std::vector<std::string> roles{"town"};
        if (source_.role == "town") roles.emplace_back("land_use");
        model::StudyDefinition others = opened_.study;
        if (place_) others.sources.erase(others.sources.begin() + static_cast<std::ptrdiff_t>(*place_));
        std::erase_if(others.sources, [&](const model::SourceDefinition& source) {
            return std::ranges::find(roles, source.role) == roles.end();
        });
        model::SourceSet set = intake::read_source_set(others, opened_.catalogue, progress.quiet(),
                                                       intake::BadSource::SetAside);
        for (const std::string& role : roles)
            if (const auto layer = set.layers.find(role); layer != set.layers.end()) return std::move(layer->second.table);
        return {};
    }

    /// Nothing else tells where the towns are; everything else is measured against them.
    void check_the_towns(intake::Diagnosis& towns, const model::FeatureTable& control,
                         const intake::Inspection& inspection) const {
        intake::complete_town_codes(towns.table, opened_.catalogue.plan, inspection);
        if (control.features.empty()) intake::ask_for_datum(towns.layer, source_, towns.epsg, inspection);
        if (const auto seats = town_seats(opened_.catalogue.plan))
            intake::check_towns(towns.table, opened_.catalogue.plan, *seats,
                                intake::tolerances_of(opened_.catalogue), inspection);
    }

    /// With the date and the standing that the study states already, which a source that is imported anew keeps.
    model::SourceDefinition as_stated() const {
        model::SourceDefinition stated = source_;
        if (!place_) return stated;
        const model::SourceDefinition& known = opened_.study.sources[*place_];
        if (stated.date.empty()) stated.date = known.date;
        if (stated.status == model::GeometryStatus::Unstated) stated.status = known.status;
        return stated;
    }

    /// The ids of the other parcels of the study: one that is repeated here gets a name of its own, and is told.
    intake::TakenIds taken_ids(const intake::Inspection& inspection, const Progress& progress) const {
        if (source_.role != "parcel") return {};
        model::StudyDefinition others = opened_.study;
        if (place_) others.sources.erase(others.sources.begin() + static_cast<std::ptrdiff_t>(*place_));
        return intake::ids_of_parcels(others, opened_.catalogue, inspection, progress);
    }

    /// What a run would say of the towns of these parcels.
    static void set_against_towns(const model::FeatureTable& parcels, const model::FeatureTable& towns,
                                  model::SourceSet& set, const intake::Inspection& inspection) {
        if (towns.features.empty()) return;
        for (model::Finding& finding : parcel_findings(parcels, towns, inspection.area, Progress{})) {
            finding.source = inspection.source;
            set.findings.push_back(std::move(finding));
        }
    }

    /// The copy has the role's own field names, so that nothing about it needs to be stated again.
    void write_copy(const model::FeatureTable& table, const std::vector<model::Repair>& repairs,
                    ImportAnswer& answer, const Progress& progress) {
        const fs::path copy = copy_of(source_, opened_.study);
        const fs::path ledger = fs::path(copy).replace_extension(".repairs.csv");
        make_folder(copy.parent_path());
        io::write_layers(copy, io::VectorFormat::GeoPackage, {&table}, progress.quiet());
        write_file(ledger, ledger_csv(repairs, question_.language));
        answer.made(copy, {"处理后的副本", "treated copy"});
        answer.made(ledger, {"修复台账", "ledger of repairs"});
        source_.path = copy;
        source_.layer.clear();
        source_.crs.clear();
        source_.encoding.clear();
        source_.fields.clear();
    }

    /// What the user wrote in study.toml, comments included, stays as it is.
    void write_study(ImportAnswer& answer) {
        const fs::path& folder = opened_.study.folder;
        const fs::path file = folder / "study.toml";
        if (question_.copy) source_.path = copied_into_study({folder, source_.role, question_.replace}, source_.path, answer);
        const std::string changed = place_ ? with_source_replaced(text_, *place_, source_, folder)
                                           : with_source_added(text_, source_, folder);
        if (read_file(file) != text_) refuse_changed_study(file);
        write_file(file, changed);
        answer.made(file, place_ ? Text{"已替换数据源", "source replaced"} : Text{"已加入数据源", "source added"});
    }

    const ImportQuestion& question_;
    const catalog::OpenStudy& opened_;
    model::SourceDefinition source_;
    std::optional<std::size_t> place_;  ///< in the study, of the source that is imported anew
    std::string text_;                  ///< study.toml as it was read
};

}  // namespace

template <typename V>
void fields(V& v, PossibleReading& r) {
    v("role", r.role);
    v("crs", r.crs, "", {"空：如文件所写", "empty: as the file states"});
    v("words", r.words);
    v("command", r.command);
}
template <typename V>
void fields(V& v, LayerProposal& p) {
    v("file", p.file);
    v("layer", p.layer);
    v("role", p.role, "", {"空：不像任何角色", "empty: like no role"});
    v("role_by", p.role_by);
    v("crs", p.crs);
    v("crs_by", p.crs_by);
    v("encoding", p.encoding, "", {"空：格式规定 UTF-8，或全是 ASCII", "empty: UTF-8 by the format, or all ASCII"});
    v("date", p.date, "", {"取自名称；空：不知道", "from the name; empty: not known"});
    v("features", p.features);
    v("fields", p.fields, "", {"规范名到文件中的名称", "canonical name to name in the file"});
    v("state", p.state, "", {"ready、question、no_role、not_read、already_there、imported", "ready, question, no_role, not_read, already_there, imported"});
    v("note", p.note);
    v("command", p.command);
    v("readings", p.readings, "", {"需确认的图层：可能的读法", "of a question: the possible readings"});
    v("errors", p.errors);
    v("warnings_found", p.warnings_found);
}
template <typename V>
void fields(V& v, ImportAnswer& a) {
    v("layers", a.layers, "", {"文件夹中的图层", "layers of a folder"});
    v("evidence", a.evidence, "", {"图层、编码、坐标系、字段的依据", "why this layer, encoding, CRS and fields"});
    v("features", a.features);
    v("features_kept", a.features_kept);
    v("crs", a.crs, "", {"文件的坐标系", "CRS of the file"});
    v("fields", a.field_mapping, "", {"规范名到文件中的名称", "canonical name to name in the file"});
    v("datum_parameters_sha256", a.datum_parameters_sha256);
    fields(v, static_cast<FindingsReport&>(a));
}

Declaration declared(ImportQuestion& q) {
    Declaration d{.name = "import",
                  .summary = {"诊断一个数据源并加入研究", "diagnose a source and add it to the study"},
                  .example = "zonewright import 研究 XZQ.shp --role town"};
    add_study(d, q.study);
    d.add("file", &q.file, {"要导入的文件，或装着多个文件的文件夹", "file to bring in, or a folder of files"}).path(PathOf::Land).required().position();
    d.add("role", &q.role, {"数据源的角色，如 town、parcel、land_use；文件夹不需要", "role of the source: town, parcel, land_use …; not for a folder"}).choices(ChoicesOf::Roles);
    d.add("layer", &q.layer, {"图层", "layer"});
    d.add("crs", &q.crs, {"坐标系，覆盖文件所写", "CRS, instead of what the file states"});
    d.add("degrees", &q.degrees, {"经纬度的写法：decimal 十进制度，packed 度.分秒（113.4530 即 113°45′30″）", "how degrees are written: decimal, or packed as degrees.minutes-seconds (113.4530 for 113°45′30″)"}).choices({"decimal", "packed"});
    d.add("encoding", &q.encoding, {"文字编码，覆盖检测结果", "encoding, instead of what was found"}).choices(gis::stated_encodings());
    d.add("code_scheme", &q.code_scheme, {"地类代码体系", "scheme of the land class codes"}).choices({"survey3", "gbt21010", "landsea2020", "landsea2023"});
    d.add("field", &q.field, {"字段对应：规范名=文件中的名称（可多次）", "field mapping: canonical=name in the file (repeatable)"});
    d.add("date", &q.date, {"数据日期，如 2024-12", "date of the data, such as 2024-12"}).date();
    d.add("status", &q.status, {"边界是官方、近似还是示意；不写即未注明", "how far the boundaries may be trusted; not stated when left out"}).choices({"official", "approximate", "schematic"});
    d.add("datum", &q.datum, {"由网络地图坐标换算：gcj02、bd09（写出换算后的副本）", "convert from web map coordinates: gcj02, bd09 (writes a converted copy)"}).choices({"gcj02", "bd09"});
    d.add("datum_parameters", &q.datum_parameters,
          {"西安80、北京54、地方坐标系到 2000 坐标系的四参数或七参数文件（写出换算后的副本）",
           "file with 4 or 7 parameters from Xi'an 80, Beijing 54 or a local grid to CGCS2000 (writes a converted copy)"}).path(PathOf::File);
    d.add("repair", &q.repair,
          {"写出修复后的副本和台账，并引用副本；可点名修复项，如 spikes,linearize，或 all；不点名即 usual（常用项）",
           "write a repaired copy and its ledger, and refer to the copy; repairs may be named, such as spikes,linearize, or all; without names the usual ones"}).alone_means("usual");
    d.add("replace", &q.replace, {"替换研究中同一角色、同一文件的数据源", "take the place of the source of this role and file"});
    d.add("copy", &q.copy, {"把文件复制到研究的 data 文件夹，研究不再依赖原处", "keep a copy of the file in the study's folder data"});
    d.add("yes", &q.yes, {"文件夹：导入全部确定的图层", "of a folder: import every layer that is certain"});
    d.add("dry_run", &q.dry_run, {"只诊断，不改动研究", "diagnose only, leave the study as it is"});
    add_language(d, q.language);
    return d;
}

ImportAnswer answer(const ImportQuestion& question, const Progress& progress) {
    if (asks_for_folder(question)) return import_folder(question, progress);
    const catalog::OpenStudy opened = catalog::open_study(question.study, catalog::find_layers_folder(),
                                                          catalog::MissingSources::Accept);
    if (question.role.empty()) refuse_without_role(question, opened.catalogue);
    return Import(question, opened).answer(progress);
}

Json to_json(const ImportAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const ImportAnswer*) {
    return schema_form<ImportAnswer>();
}

}  // namespace zonewright::answer
