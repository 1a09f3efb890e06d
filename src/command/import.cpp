#include "command/import.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "command/findings_report.h"
#include "command/session.h"
#include "command/source_entry.h"
#include "io/vector_io.h"
#include "intake/bring_in.h"
#include "intake/diagnosis.h"
#include "intake/raster_check.h"
#include "intake/source_layer.h"

namespace zonewright::command {
namespace {

namespace fs = std::filesystem;

class ImportCommand : public Command {
public:
    std::string name() const override { return "import"; }
    Text summary() const override {
        return {"诊断一个数据源并加入研究", "diagnose a source and add it to the study"};
    }
    std::string example() const override { return "zonewright import 研究 XZQ.shp --role town"; }

    void declare(CLI::App& verb) override {
        verb.add_option("study", folder_, say("研究文件夹", "folder of the study"))->required();
        verb.add_option("file", source_.path, say("要导入的文件", "file to bring in"))->required();
        verb.add_option("--role", source_.role,
                        say("数据源的角色，如 town、parcel、land_use",
                            "role of the source: town, parcel, land_use …"))
            ->required();
        verb.add_option("--layer", source_.layer, say("图层", "layer"));
        verb.add_option("--crs", source_.crs,
                        say("坐标系，覆盖文件所写", "CRS, instead of what the file states"));
        verb.add_option("--encoding", source_.encoding,
                        say("文字编码，覆盖检测结果", "encoding, instead of what was found"));
        verb.add_option("--code-scheme", source_.code_scheme,
                        say("地类代码体系", "scheme of the land class codes"));
        verb.add_option("--field", fields_,
                        say("字段对应：规范名=文件中的名称（可多次）",
                            "field mapping: canonical=name in the file (repeatable)"));
        verb.add_option("--date", source_.date, say("数据日期", "date of the data"));
        verb.add_option("--datum", datum_,
                        say("由网络地图坐标换算：gcj02、bd09（写出换算后的副本）",
                            "convert from web map coordinates: gcj02, bd09 (writes a converted copy)"));
        verb.add_option(
            "--datum-parameters", parameter_file_,
            say("西安80、北京54、地方坐标系到 2000 坐标系的四参数或七参数文件（写出换算后的副本）",
                "file with 4 or 7 parameters from Xi'an 80, Beijing 54 or a local grid to CGCS2000 "
                "(writes a converted copy)"));
        repair_option_ = verb.add_option(
            "--repair", repairs_,
            say("写出修复后的副本和台账，并引用副本；可点名修复项，如 spikes,linearize，或 all",
                "write a repaired copy and its ledger, and refer to the copy; repairs may be named, such as "
                "spikes,linearize, or all"));
        repair_option_->expected(0, 1);
        verb.add_flag("--replace", replace_,
                      say("替换研究中同一角色、同一文件的数据源",
                          "take the place of the source of this role and file"));
        verb.add_flag("--dry-run", dry_run_,
                      say("只诊断，不改动研究", "diagnose only, leave the study as it is"));
    }

    ExitCode run(Session& session) override {
        const catalog::OpenStudy opened =
            catalog::open_study(folder_, catalog::find_layers_folder(), catalog::MissingSources::Accept);
        complete_source();
        find_place(opened.study);
        const model::Role& role = intake::role_of(source_, opened.catalogue);
        if (role.raster)
            diagnose_raster(session, opened);
        else
            diagnose(session, opened, role);
        if (!dry_run_) write_study(session, opened.study);
        return intake_errors_ > 0 ? ExitCode::Shortfall : ExitCode::Done;
    }

private:
    void complete_source() {
        source_.path = fs::absolute(source_.path).lexically_normal();
        for (const std::string& pair : fields_) {
            const std::size_t equals = pair.find('=');
            if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size())
                throw InputError({.thing = "--field",
                                  .value = pair,
                                  .expected = say("规范名=文件中的名称", "canonical=name in the file"),
                                  .advice = {}});
            source_.fields[pair.substr(0, equals)] = pair.substr(equals + 1);
        }
    }

    /// The source of the study that this one is, if any: the same role, file and layer.
    std::optional<std::size_t> same_source(const model::StudyDefinition& study) const {
        for (std::size_t i = 0; i < study.sources.size(); ++i) {
            const model::SourceDefinition& known = study.sources[i];
            const fs::path path = known.path.lexically_normal();
            if (known.role != source_.role) continue;
            if ((path == source_.path && known.layer == source_.layer) || path == copy_in(study)) return i;
        }
        return std::nullopt;
    }

    /// Where a treated copy goes.
    fs::path copy_in(const model::StudyDefinition& study) const {
        const std::string stem = source_.path.stem().string();
        const bool copy_already = stem.starts_with(source_.role + "_");
        return fs::absolute(study.folder).lexically_normal() / "data" /
               ((copy_already ? "" : source_.role + "_") + stem +
                (source_.layer.empty() ? "" : "_" + source_.layer) + ".gpkg");
    }

    void find_place(const model::StudyDefinition& study) {
        place_ = same_source(study);
        if (!place_ || replace_ || dry_run_) return;
        throw InputError({.thing = source_.path.string(),
                          .value = source_.role,
                          .expected = say("尚未导入的文件", "a file that is not in the study yet"),
                          .advice = say("用 zonewright check 查看；加 --replace 重新导入",
                                        "see it with zonewright check; add --replace to import it anew")});
    }

    void diagnose(Session& session, const catalog::OpenStudy& opened, const model::Role& role) {
        model::SourceSet set;
        const intake::Tolerances tolerances = intake::tolerances_of(opened.catalogue);
        const intake::Inspection inspection{intake::source_name(source_),
                                            intake::area_rule(opened.study.epsg), set.findings, set.repairs,
                                            import_command()};
        const model::FeatureTable control = control_layer(opened);
        const bool repair = repair_option_->count() > 0;
        const std::optional<intake::DatumParameters> parameters = datum_parameters();
        const intake::DiagnosisContext context{
            opened.study.epsg,
            tolerances,
            control.features.empty() ? nullptr : &control,
            &opened.catalogue.code_schemes,
            datum(),
            repair ? intake::repairs_from(repairs_) : intake::necessary_repairs(),
            parameters ? &*parameters : nullptr};
        const intake::Diagnosis diagnosis =
            intake::diagnose(source_, role, context, inspection, session.progress().part(0.1, 0.7));
        intake::check_whole_layer(diagnosis.table, role, nullptr, opened.catalogue, tolerances, inspection,
                                  session.progress().part(0.7, 1));
        tell_evidence(session, diagnosis);
        tell_findings(session, set.findings);
        tell_repairs(session, set.repairs);
        intake_errors_ = count_of(set.findings).errors;
        if (parameters) {
            session.result()["datum_parameters_sha256"] = parameters->sha256;
            source_.note = "datum parameters sha256:" + parameters->sha256;
        }
        if ((repair || parameters || context.datum != intake::MapDatum::Plain) && !dry_run_)
            write_repaired(session, opened.study, diagnosis.table, set.repairs);
    }

    /// This import anew, for the fixes of findings: the conversion of the datum goes along, or the repaired
    /// copy would lie elsewhere.
    std::string import_command() const {
        std::string command = intake::import_command(folder_, source_, !dry_run_ || place_);
        if (!datum_.empty()) command += " --datum " + datum_;
        if (!parameter_file_.empty())
            command += " --datum-parameters " + intake::shell_quoted(parameter_file_.string());
        return command;
    }

    void diagnose_raster(Session& session, const catalog::OpenStudy& opened) {
        model::SourceSet set;
        const intake::Inspection inspection{intake::source_name(source_),
                                            intake::area_rule(opened.study.epsg), set.findings, set.repairs};
        tell(session, intake::check_raster(source_, inspection, session.progress()));
        tell_findings(session, set.findings);
        intake_errors_ = count_of(set.findings).errors;
    }

    std::optional<intake::DatumParameters> datum_parameters() const {
        if (parameter_file_.empty()) return std::nullopt;
        return intake::read_datum_parameters(parameter_file_);
    }

    intake::MapDatum datum() const {
        if (datum_.empty()) return intake::MapDatum::Plain;
        if (const auto known = intake::map_datum_from(datum_)) return *known;
        throw InputError({.thing = "--datum", .value = datum_, .expected = "gcj02, bd09", .advice = {}});
    }

    /// The towns of the study, in its CRS, when it has them and they are not what is being imported.
    model::FeatureTable control_layer(const catalog::OpenStudy& opened) const {
        model::StudyDefinition towns = opened.study;
        std::erase_if(towns.sources, [&](const model::SourceDefinition& s) {
            return s.role != "town" || source_.role == "town";
        });
        const model::SourceSet set =
            intake::bring_in(towns, opened.catalogue, Progress{}, intake::BadSource::SetAside);
        const model::FeatureTable* found = set.find("town");
        return found == nullptr ? model::FeatureTable{} : *found;
    }

    static void tell(Session& session, const std::vector<Text>& lines) {
        auto& evidence = session.result()["evidence"];
        evidence = nlohmann::ordered_json::array();
        for (const Text& line : lines) {
            session.print("  " + line.said());
            evidence.push_back(line.said());
        }
    }

    static void tell_evidence(Session& session, const intake::Diagnosis& diagnosis) {
        tell(session, diagnosis.evidence);
        session.result()["features"] = diagnosis.features_read;
        session.result()["features_kept"] = diagnosis.table.features.size();
        session.result()["crs"] = diagnosis.epsg == 0 ? "local" : fmt::format("EPSG:{}", diagnosis.epsg);
        auto& fields = session.result()["fields"];
        for (const intake::MappedField& field : diagnosis.mapping.fields)
            fields[field.canonical] =
                field.position ? nlohmann::ordered_json(field.in_file) : nlohmann::ordered_json();
    }

    /// The copy has the role's own field names, so that nothing about it needs to be stated again.
    void write_repaired(Session& session, const model::StudyDefinition& study,
                        const model::FeatureTable& table, const std::vector<model::Repair>& repairs) {
        const fs::path copy = copy_in(study);
        make_folder(copy.parent_path());
        io::write_layers(copy, io::VectorFormat::GeoPackage, {&table}, Progress{});
        write_file(fs::path(copy).replace_extension(".repairs.csv"), ledger_csv(repairs));
        session.produced(copy, {"处理后的副本", "treated copy"});
        session.produced(fs::path(copy).replace_extension(".repairs.csv"), {"修复台账", "ledger of repairs"});
        source_.path = copy;
        source_.layer.clear();
        source_.crs.clear();
        source_.encoding.clear();
        source_.fields.clear();
    }

    /// What the user wrote in study.toml, comments included, stays as it is.
    void write_study(Session& session, const model::StudyDefinition& study) const {
        const fs::path file = study.folder / "study.toml";
        const std::string text = read_file(file);
        write_file(file, place_ ? with_source_replaced(text, *place_, source_, study.folder)
                                : with_source_added(text, source_, study.folder));
        session.produced(
            file, place_ ? Text{"已替换数据源", "source replaced"} : Text{"已加入数据源", "source added"});
    }

    fs::path folder_;
    model::SourceDefinition source_;
    std::vector<std::string> fields_;
    std::string datum_;
    fs::path parameter_file_;
    CLI::Option* repair_option_ = nullptr;
    std::string repairs_;
    bool replace_ = false;
    std::optional<std::size_t> place_;  ///< in the study, of the source that is imported anew
    bool dry_run_ = false;
    std::size_t intake_errors_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_import_command() {
    return std::make_unique<ImportCommand>();
}

}  // namespace zonewright::command
