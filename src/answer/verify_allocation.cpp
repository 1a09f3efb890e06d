#include "answer/verify_allocation.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "allocation/certificate.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"
#include "base/units.h"
#include "io/vector_io.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using allocation::Certificate;

constexpr double rounding_m2 = 1e-4;  ///< half a cm² and the text of a double

std::string row_text(const model::FeatureTable& table, const model::Feature& feature,
                    const std::string& field) {
    const auto* text = std::get_if<std::string>(&feature.values[table.field(field)]);
    return text != nullptr ? *text : "";
}

double row_number(const model::FeatureTable& table, const model::Feature& feature, const std::string& field) {
    return model::number_of(feature.values[table.field(field)]).value_or(std::nan(""));
}

/// What the certificate gives, by unit and cluster, in m².
using Given = std::map<std::pair<std::string, std::string>, double>;

Given given_by(const Certificate& certificate) {
    Given given;
    for (const allocation::Piece& piece : certificate.answer.pieces)
        given[{certificate.problem.unit_name(piece.unit),
               certificate.problem.cluster_names[piece.cluster]}] += Area{piece.area}.m2();
    return given;
}

void compare_rows(const model::FeatureTable& rows, Given given, std::vector<Text>& faults) {
    for (const model::Feature& row : rows.features) {
        const std::string id = row_text(rows, row, "id"), cluster = row_text(rows, row, "cluster_id");
        const double area = row_number(rows, row, "area_m2");
        const auto found = given.find({id, cluster});
        if (found == given.end()) {
            faults.push_back(both("图层 allocation：{} 配给 {}，证书里没有",
                                 "layer allocation: {} given to {}, which the certificate does not say", id,
                                 cluster));
            continue;
        }
        if (!(std::abs(found->second - area) <= rounding_m2))
            faults.push_back(both("图层 allocation：{} 的 area_m2 为 {:.4f}，证书为 {:.4f}",
                                 "layer allocation: area_m2 of {} is {:.4f}, in the certificate {:.4f}", id,
                                 area, found->second));
        given.erase(found);
    }
    for (const auto& [pair, area] : given)
        faults.push_back(both("图层 allocation 缺少 {}（{}，{:.4f} m²）",
                             "layer allocation lacks {} ({}, {:.4f} m²)", pair.first, pair.second, area));
}

void compare_balance(const model::FeatureTable& rows, const Certificate& certificate,
                     std::vector<Text>& faults) {
    std::map<std::string, double> given;
    for (const auto& [pair, area] : given_by(certificate)) given[pair.second] += area;
    const auto compare = [&](const std::string& cluster, const char* field, double stated, double found) {
        if (std::abs(stated - found) <= rounding_m2) return;
        faults.push_back(both("表 balance：{} 的 {} 为 {:.4f}，证书为 {:.4f}",
                             "table balance: {} of {} is {:.4f}, by the certificate {:.4f}", field, cluster,
                             stated, found));
    };
    for (const model::Feature& row : rows.features) {
        const std::string cluster = row_text(rows, row, "cluster_id");
        const auto& names = certificate.problem.cluster_names;
        const auto at = std::find(names.begin(), names.end(), cluster);
        if (at == names.end()) {
            faults.push_back(both("表 balance：未知产业 {}", "table balance: unknown cluster {}", cluster));
            continue;
        }
        const Area demand{certificate.problem.demand[static_cast<std::size_t>(at - names.begin())].lower};
        compare(cluster, "demand_m2", row_number(rows, row, "demand_m2"), demand.m2());
        compare(cluster, "allocated_m2", row_number(rows, row, "allocated_m2"), given[cluster]);
        compare(cluster, "shortfall_m2", row_number(rows, row, "shortfall_m2"),
                std::max(0.0, demand.m2() - given[cluster]));
    }
}

/// What was allocated, and how far from the best that can be at most.
Text contents_of(const Certificate& certificate) {
    Area given, land;
    for (const allocation::Piece& piece : certificate.answer.pieces) given += Area{piece.area};
    for (const std::int64_t area : certificate.problem.areas) land += Area{area};
    const allocation::Answer& answer = certificate.answer;
    return both("{} 个产业、{} 个单元共 {:.1f} 亩，配给 {:.1f} 亩（{} 笔），缺 {:.1f} 亩；目标值 {}，上界 {}",
                "{} clusters, {} units of {:.1f} mu; {:.1f} mu given in {} pieces, {:.1f} mu short; objective {}, "
                "bound {}",
                certificate.problem.cluster_count(), certificate.problem.unit_count(), land.mu(), given.mu(),
                answer.pieces.size(), Area{answer.shortfall}.mu(), answer.objective, answer.bound);
}

std::vector<fs::path> certificate_files(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::is_directory(folder)) return files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// The rows of the GeoPackage, against the certificate of the allocation that was published.
void compare_layers(const fs::path& geopackage, const std::string& text, AllocationFaults& verdict,
                    const Progress& progress) {
    const auto layer = [&](const char* name) {
        return io::read_layer({.path = geopackage, .layer = name}, progress);
    };
    try {
        const Certificate certificate = allocation::read_certificate(text);
        verdict.units = certificate.answer.pieces.size();
        compare_rows(layer("allocation"), given_by(certificate), verdict.faults);
        compare_balance(layer("balance"), certificate, verdict.faults);
    } catch (const InputError& wrong) {
        verdict.faults.push_back(wrong.message());
    }
}

}  // namespace

bool is_allocation_certificate(std::string_view text) {
    constexpr std::string_view kind = "zonewright-allocation-certificate", first_key = "{\"answer\":";
    return text.starts_with(first_key) || text.find(kind) != std::string_view::npos;
}

AllocationFaults verify_allocation_file(const fs::path& file, const std::string& text) {
    const allocation::Verification verified = allocation::verify(text);
    AllocationFaults verdict{.name = file.filename().string(),
                             .proved_gap = verified.proved_gap,
                             .faults = {verified.faults.begin(), verified.faults.end()},
                             .contents = std::nullopt};
    try {
        const Certificate certificate = allocation::read_certificate(text);
        verdict.units = certificate.answer.pieces.size();
        verdict.contents = contents_of(certificate);
    } catch (const InputError&) {
        // verify() has said what is wrong with the text
    }
    return verdict;
}

std::vector<AllocationFaults> verify_allocations(const fs::path& out, const std::string& scenario,
                                                 const Progress& progress) {
    const std::string published = (scenario.empty() ? "study" : scenario) + ".json";
    const fs::path geopackage = out / "zonewright.gpkg";
    std::vector<AllocationFaults> verdicts;
    for (const fs::path& file : certificate_files(out / "allocation")) {
        progress.checkpoint();
        const std::string text = read_file(file);
        verdicts.push_back(verify_allocation_file(file, text));
        if (file.filename() == published && fs::exists(geopackage))
            compare_layers(geopackage, text, verdicts.back(), progress.quiet());
    }
    return verdicts;
}

}  // namespace zonewright::answer
