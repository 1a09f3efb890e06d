#include "answer/import_folder.h"

#include <algorithm>

#include "base/errors.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "intake/layer_proposals.h"
#include "intake/read_source_set.h"
#include "intake/source_layer.h"
#include "io/gdal_session.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using intake::ProposalState;

catalog::OpenStudy open(const ImportQuestion& question) {
    return catalog::open_study(question.study, catalog::find_layers_folder(), catalog::MissingSources::Accept);
}

/// The towns of the study, or nothing.
std::optional<model::FeatureTable> towns_of(const catalog::OpenStudy& opened, const Progress& progress) {
    model::StudyDefinition towns = opened.study;
    std::erase_if(towns.sources, [](const model::SourceDefinition& source) { return source.role != "town"; });
    model::SourceSet set =
        intake::read_source_set(towns, opened.catalogue, progress.quiet(), intake::BadSource::SetAside);
    const auto found = set.layers.find("town");
    return found == set.layers.end() ? std::nullopt : std::optional(std::move(found->second.table));
}

std::vector<intake::Proposal> proposals_of(const intake::FoundFolder& found, const catalog::OpenStudy& opened,
                                           const Progress& progress) {
    const auto towns = towns_of(opened, progress);
    const intake::ProposalContext context{opened.catalogue, opened.study.epsg,
                                          intake::tolerances_of(opened.catalogue), towns ? &*towns : nullptr};
    std::vector<intake::Proposal> proposals;
    std::map<std::string, int> plays;  // how many layers play a role
    const double count = static_cast<double>(std::max<std::size_t>(1, found.layers.size()));
    for (std::size_t i = 0; i < found.layers.size(); ++i) {
        progress.report(static_cast<double>(i) / count);
        proposals.push_back(intake::propose(found.layers[i], context, progress.quiet()));
        plays[proposals.back().source.role] += proposals.back().state == ProposalState::Ready ? 1 : 0;
    }
    std::vector<geom::Box> boxes;
    boxes.reserve(proposals.size());
    for (const intake::Proposal& proposal : proposals)
        boxes.push_back(plays[proposal.source.role] > 1 ? intake::box_of(proposal, context) : geom::Box{});
    intake::ask_about_copies(proposals, boxes);
    return proposals;
}

/// The same file and layer for the same role, as import takes it, or for one of those it may have.
bool is_there(const intake::Proposal& proposal, const model::StudyDefinition& study) {
    const fs::path path = fs::absolute(proposal.source.path).lexically_normal();
    const auto may_be = [&](const std::string& role) {
        return role == proposal.source.role || std::ranges::any_of(proposal.readings, [&](const intake::Reading& reading) {
                   return role == reading.role;
               });
    };
    return std::ranges::any_of(study.sources, [&](const model::SourceDefinition& source) {
        return may_be(source.role) && source.path.lexically_normal() == path && source.layer == proposal.source.layer;
    });
}

LayerProposal row_of(const intake::Proposal& proposal, const ImportQuestion& question,
                     const catalog::OpenStudy& opened) {
    LayerProposal row{.file = proposal.source.path, .layer = proposal.source.layer, .role = proposal.source.role};
    if (const model::Role* role = opened.catalogue.find_role(row.role)) row.role_title = role->title;
    row.role_by = proposal.role_by;
    row.crs = proposal.crs, row.crs_by = proposal.crs_by;
    row.encoding = proposal.encoding, row.date = proposal.source.date;
    row.features = proposal.features;
    row.fields = proposal.fields;
    row.note = proposal.note;
    row.state = proposal.state == ProposalState::Ready      ? "ready"
                : proposal.state == ProposalState::Question ? "question"
                                                            : "no_role";
    if (proposal.state != ProposalState::NoRole && is_there(proposal, opened.study)) row.state = "already_there", row.note = Text();
    if (!row.role.empty()) row.command = intake::import_command(question.study, proposal.source, false);
    for (const intake::Reading& reading : proposal.readings) {
        if (proposal.state != ProposalState::Question) break;
        model::SourceDefinition source = proposal.source;
        source.role = reading.role;
        if (!reading.crs.empty()) source.crs = reading.crs;
        row.readings.push_back({reading.role, reading.crs, reading.words, intake::import_command(question.study, source, false)});
    }
    return row;
}

/// A file of a format that is read, as against a letter that lies beside the data.
bool holds_layers(const fs::path& file) {
    const std::string extension = io::extension_of(file);
    return !io::vector_drivers_of(extension).empty() || extension == ".zip" || extension == ".tif" || extension == ".img";
}

void take(LayerProposal& row, const ImportQuestion& question, ImportAnswer& answer, const Progress& progress) {
    ImportQuestion one{.study = question.study, .file = row.file, .role = row.role, .layer = row.layer,
                       .date = row.date, .status = question.status, .copy = question.copy, .language = question.language};
    if (row.crs_is_told) one.crs = row.crs;
    try {
        const ImportAnswer taken = zonewright::answer::answer(one, progress);
        row.state = "imported";
        row.errors = taken.errors, row.warnings_found = taken.warnings_found;
        answer.errors += taken.errors, answer.warnings_found += taken.warnings_found, answer.notices += taken.notices;
        answer.findings.insert(answer.findings.end(), taken.findings.begin(), taken.findings.end());
        answer.rules.insert(answer.rules.end(), taken.rules.begin(), taken.rules.end());
    } catch (const InputError& error) {
        row.state = "question";
        row.note = error.message();
    }
}

}  // namespace

bool asks_for_folder(const ImportQuestion& question) {
    if (!question.role.empty() || io::is_database(question.file)) return false;
    return fs::is_directory(question.file);
}

ImportAnswer import_folder(const ImportQuestion& question, const Progress& progress) {
    const catalog::OpenStudy opened = open(question);
    const intake::FoundFolder found = intake::layers_in(question.file);
    const auto proposals = proposals_of(found, opened, progress.part(0, 0.4));
    ImportAnswer answer;
    auto& rows = answer.layers.emplace();
    for (const intake::Proposal& proposal : proposals) {
        rows.push_back(row_of(proposal, question, opened));
        rows.back().crs_is_told = !proposal.source.crs.empty();
    }
    for (const auto& [file, why] : found.left) rows.push_back({.file = file, .state = "not_read", .note = why});
    // Everything else is measured against the towns.
    std::ranges::stable_sort(rows, std::less{}, [](const LayerProposal& row) { return row.role == "town" ? 0 : row.role.empty() ? 2 : 1; });
    for (LayerProposal& row : rows)
        if (question.yes && !question.dry_run && row.state == "ready")
            take(row, question, answer, progress.part(0.4, 1));
    answer.complete = answer.errors == 0 && std::ranges::none_of(rows, [](const LayerProposal& row) {
        return row.state == "question" || (row.state == "not_read" && holds_layers(row.file));
    });
    return answer;
}

}  // namespace zonewright::answer
