#include "answer/pilot_place.h"

#include <algorithm>
#include <cmath>

#include "answer/quoted_text.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "gis/overlay.h"
#include "io/vector_text.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

/// Where the study lays a place over its plan.
fs::path place_file(const study::Study& study, const std::string& id) {
    const std::string plan = catalog::plan_of(study.definition());
    const bool elsewhere = fs::is_regular_file(fs::path(plan) / "plan.toml");
    const std::string version = elsewhere ? fs::weakly_canonical(plan).filename().string() : plan;
    return fs::absolute(study.definition().folder / "layers" / "plans" / version / "places" / (id + ".toml")).lexically_normal();
}

[[noreturn]] void refuse_second(const study::Study& study, const std::string& id) {
    const fs::path file = place_file(study, id);
    throw InputError({.thing = "accept",
                      .value = id,
                      .expected = both("尚未接受的备选", "a candidate that is not accepted yet"),
                      .advice = fs::exists(file) ? both("已在 {} 中；删除该文件即撤销", "it is in {}; delete that file to undo it", file.string())
                                                 : both("规划中已有这个地点", "the plan has that place")});
}

[[noreturn]] void refuse_unlisted(const PlanPilotsAnswer& answer, const std::string& word) {
    std::vector<std::string> known;
    for (const PilotProposal& candidate : answer.candidates) known.push_back(candidate.id);
    const auto near = nearest_name(word, known);
    throw InputError({.thing = "accept",
                      .value = word,
                      .expected = known.empty() ? both("没有符合规则的备选", "there is no candidate by the rules") : both("备选之一：{}", "one of the candidates: {}", joined(known)),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : both("zonewright plan pilots 研究 列出备选", "zonewright plan pilots STUDY lists them")});
}

const PilotProposal& proposal_named(const study::Study& study, const PlanPilotsAnswer& answer, const std::string& word, std::size_t& position) {
    const auto found = std::ranges::find_if(answer.candidates, [&](const PilotProposal& p) { return p.id == word || p.site == word; });
    const auto held = study.plan().find_place(found == answer.candidates.end() ? word : found->id);
    const bool is_pilot = held && study.plan().place(*held).kind == model::PlaceKind::PilotArea;
    if (is_pilot) refuse_second(study, study.plan().place(*held).id);
    if (found == answer.candidates.end()) refuse_unlisted(answer, word);
    if (fs::exists(place_file(study, found->id))) refuse_second(study, found->id);
    position = static_cast<std::size_t>(found - answer.candidates.begin());
    return *found;
}

/// The town's, with a number where the plan has that name already.
Text pilot_name(const study::Study& study, const PilotProposal& proposal, const std::string& asked) {
    if (!asked.empty()) {
        if (!study.plan().find_place(asked)) return same(asked);
        throw InputError({.thing = "name", .value = asked, .expected = both("规划中没有的名称", "a name that the plan does not have"),
                          .advice = both("换一个名称", "take another name")});
    }
    for (int number = 1;; ++number) {
        const std::string which = number == 1 ? std::string() : fmt::format(" {}", number);
        Text name = both("{}未来产业先导试验区（提案{}）", "Pilot area for future industries, {} (proposal{})", proposal.town, which);
        if (!study.plan().find_place(name.zh) && !study.plan().find_place(name.en)) return name;
    }
}

/// To a tenth of a millimetre, as areas are taken, and valid.
geom::MultiPolygon outline_to_write(geom::MultiPolygon outline) {
    for (geom::Polygon& part : outline.parts)
        for (geom::Ring& ring : part.rings)
            for (geom::Point& p : ring) p = {std::round(p.x * 1e4) / 1e4, std::round(p.y * 1e4) / 1e4};
    return gis::check_validity(outline).valid ? outline : gis::make_valid(outline);
}

model::GeometryStatus status_of_parcels(const study::Study& study) {
    model::GeometryStatus status = model::GeometryStatus::Approximate;
    for (const model::SourceDefinition& source : study.definition().sources)
        if (source.role == "parcel" && source.status == model::GeometryStatus::Schematic) status = source.status;
    return status;
}

std::string place_text(const study::Study& study, const PilotProposal& proposal, const Text& name, const geom::MultiPolygon& outline) {
    Text reasons;
    for (const Text& reason : proposal.reasons) reasons += (reasons.empty() ? Text() : Text("；", "; ")) + reason;
    const auto town = study.plan().find_place(proposal.town_code);
    std::string text = "# 提案，不是官方名单：由 zonewright plan pilots --accept 写入；删除本文件即撤销。官方边界到位后用 role = \"place\" 的数据源替代。\n"
                       "# A proposal, no official place: written by zonewright plan pilots --accept; delete this file to undo it. A source of role\n"
                       "# place takes the place of the outline once there is an official one.\n";
    text += fmt::format("id = {}\nname = {{ zh = {}, en = {} }}\nkind = \"pilot_area\"\n", toml_string(proposal.id), toml_string(name.zh), toml_string(name.en));
    if (town) text += fmt::format("hosts = [{}]\n", toml_string(study.plan().place(*town).id));
    text += "geometry_from = [\"place\", \"outline\"]\n";
    text += fmt::format("note = {}\n\n[evidence]\nsource = {}\nconfidence = \"unverified\"\n\n", toml_string(fmt::format("提案：{} / proposal: {}", reasons.zh, reasons.en)),
                        toml_string("按 layers/rules/pilots.toml 提出，未经批准 / proposed by layers/rules/pilots.toml, not approved"));
    text += fmt::format("[outline]\ncrs = \"EPSG:{}\"\nstatus = \"{}\"\nwkt = \"{}\"\n", study.definition().epsg, to_string(status_of_parcels(study)), io::wkt_of(outline));
    return text;
}

/// The folders that writing made go as well when it is undone.
void remove_with_empty_folders(const fs::path& file, const fs::path& study) {
    fs::remove(file);
    for (fs::path folder = file.parent_path(); folder != study && fs::is_empty(folder); folder = folder.parent_path()) fs::remove(folder);
}

}  // namespace

void accept_pilot(const study::Study& study, const PlanPilotsQuestion& question, ProposedPilots& proposed) {
    std::size_t position = 0;
    const PilotProposal& proposal = proposal_named(study, proposed.answer, question.accept, position);
    const Text name = pilot_name(study, proposal, question.name);
    const fs::path file = place_file(study, proposal.id), folder = fs::absolute(study.definition().folder).lexically_normal();
    make_folder(file.parent_path());
    write_file(file, place_text(study, proposal, name, outline_to_write(proposed.outlines[position])));
    try {
        catalog::open_study(study.definition().folder, catalog::find_layers_folder(), catalog::MissingSources::Accept);
    } catch (...) {
        remove_with_empty_folders(file, folder);
        throw;
    }
    proposed.answer.candidates[position].accepted = true;
    proposed.answer.accepted = AcceptedPilot{proposal.id, name, file};
    proposed.answer.held.push_back({proposal.id, name, true});
    proposed.answer.made(file, {"研究自己的规划地点（提案），run 后生效；删除即撤销", "a place of the study's own (a proposal), in force from the next run; delete it to undo"});
}

}  // namespace zonewright::answer
