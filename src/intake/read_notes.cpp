#include "intake/read_notes.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>

namespace zonewright::intake {
namespace {

struct NoteWording {
    const char* rule;
    model::Severity severity;
    Text message;
    Text fix;
    std::optional<RepairName> repair;  ///< made, or to be asked for
    bool repaired = false;             ///< the reader made it already
    bool whole_layer = false;          ///< counted, not listed
};

using NoteWordings = std::map<io::ReadNoteKind, NoteWording>;

/// Of features that are set aside.
NoteWordings wordings_set_aside() {
    using enum model::Severity;
    using Kind = io::ReadNoteKind;
    const Text export_again{"在源软件中修正后重新导出",
                            "correct it in the software it came from and export again"};
    return {
        {Kind::Curve,
         {"curve",
          Error,
          {"含圆弧的几何，已搁置", "geometry with arcs, set aside"},
          {"导出前转为折线", "convert arcs to line segments before export"},
          RepairName::Linearize}},
        {Kind::NotFinite,
         {"not_finite",
          Error,
          {"坐标不是有限数，已搁置", "a coordinate is no finite number, set aside"},
          export_again,
          {}}},
        {Kind::Absurd,
         {"absurd_coordinate",
          Error,
          {"坐标大得不合理，已搁置", "a coordinate of impossible size, set aside"},
          export_again,
          {}}},
        {Kind::Unsupported,
         {"unsupported_geometry",
          Error,
          {"不支持的几何类型，已搁置", "a kind of geometry that is not supported, set aside"},
          export_again,
          {}}},
        {Kind::Unreadable,
         {"unreadable_geometry",
          Error,
          {"文件中的几何无法读取，已搁置", "the bytes of the geometry cannot be read, set aside"},
          export_again,
          {}}},
        {Kind::OtherKind,
         {"other_kind",
          Error,
          {"几何类型与图层不同，已搁置", "another kind of geometry than the layer's, set aside"},
          {"分图层存放", "keep it in a layer of its own"},
          {}}},
        {Kind::Empty,
         {"empty_geometry",
          Error,
          {"空几何（没有点），已搁置", "an empty geometry (no points), set aside"},
          {"补上几何或删除该记录", "add the geometry or delete the record"},
          RepairName::DropEmpty,
          true}},
    };
}

/// Of features that are used, with something left out or made good.
NoteWordings wordings_used() {
    using enum model::Severity;
    using Kind = io::ReadNoteKind;
    const Text nothing{"无需处理", "nothing to do"};
    return {
        {Kind::Linearized,
         {"curve",
          Warning,
          {"含圆弧的几何，圆弧已转为折线", "geometry with arcs, which became chords"},
          {"核对面积", "check the area"},
          RepairName::Linearize,
          true}},
        {Kind::LeftParts,
         {"parts_left_out",
          Warning,
          {"集合中的点、线未计入，面已读取",
           "points and lines beside the polygons of a collection are left out"},
          {"核对该要素", "check the feature"},
          {}}},
        {Kind::DroppedZ,
         {"has_z", Notice, {"高程值未使用", "heights are not used"}, nothing, {}, false, true}},
        {Kind::DroppedM,
         {"has_m", Notice, {"M 值未使用", "M values are not used"}, nothing, {}, false, true}},
        {Kind::ClosedRing,
         {"unclosed_ring",
          Warning,
          {"环未闭合，已用首点闭合", "a ring was not closed; closed by its first point"},
          {"核对最后一条边", "check the last edge"},
          RepairName::CloseRings,
          true}},
        {Kind::DroppedRing,
         {"collapsed_ring",
          Warning,
          {"环不足三个不同点，已去掉", "a ring of fewer than three points was left out"},
          {"核对该环", "check the ring"},
          RepairName::DropCollapsed,
          true}},
    };
}

const NoteWording& wording_of(io::ReadNoteKind kind) {
    static const NoteWordings all = [] {
        NoteWordings wordings = wordings_set_aside();
        wordings.merge(wordings_used());
        return wordings;
    }();
    return all.at(kind);
}

/// The features of a table by their number in the file.
class NotedFeatures {
public:
    explicit NotedFeatures(const model::FeatureTable& table) : table_(table) {
        for (const model::Feature& feature : table.features) by_fid_.emplace(feature.fid, &feature);
    }
    const model::Feature* find(std::int64_t fid) const {
        const auto found = by_fid_.find(fid);
        return found == by_fid_.end() ? nullptr : found->second;
    }
    std::string name(std::int64_t fid) const {
        const model::Feature* feature = find(fid);
        return feature == nullptr ? std::to_string(fid) : name_of(table_, *feature);
    }

private:
    const model::FeatureTable& table_;
    std::map<std::int64_t, const model::Feature*> by_fid_;
};

/// The area before is that of the geometry as delivered: closing a ring and dropping one without area change
/// none, and a record without geometry has none. Of an arc no plain value knows the area.
void add_row(const NoteWording& wording, const model::Feature& feature, const std::string& name,
             const Inspection& inspection) {
    const Area area = inspection.area.of(feature.geometry);
    inspection.repairs.push_back(
        {inspection.source, wording.rule, name, action_of(*wording.repair), area, area});
}

void report_counted(const std::map<io::ReadNoteKind, std::size_t>& counts, const Inspection& inspection) {
    for (const auto& [kind, count] : counts) {
        const NoteWording& wording = wording_of(kind);
        inspection.find(wording.rule, wording.severity, "",
                        {fmt::format("{} 个要素：{}", count, wording.message.zh),
                         fmt::format("{} features: {}", count, wording.message.en)},
                        wording.fix);
    }
}

}  // namespace

void report_notes(const std::vector<io::ReadNote>& notes, const model::FeatureTable& table,
                  const Inspection& inspection) {
    const NotedFeatures features(table);
    std::map<io::ReadNoteKind, std::size_t> counts;
    std::set<std::pair<std::int64_t, io::ReadNoteKind>> told;
    for (const io::ReadNote& note : notes) {
        const NoteWording& wording = wording_of(note.kind);
        if (wording.whole_layer) {
            ++counts[note.kind];
            continue;
        }
        if (!told.insert({note.fid, note.kind}).second) continue;  // one row a feature and rule
        const std::string detail = note.detail.empty() ? "" : " (" + note.detail + ")",
                          name = features.name(note.fid);
        const Text fix = wording.repair && !wording.repaired
                             ? fix_by(inspection, *wording.repair, wording.fix)
                             : wording.fix;
        inspection.find(wording.rule, wording.severity, name,
                        {wording.message.zh + detail, wording.message.en + detail}, fix);
        const model::Feature* feature = features.find(note.fid);
        if (wording.repaired && feature != nullptr) add_row(wording, *feature, name, inspection);
    }
    report_counted(counts, inspection);
}

}  // namespace zonewright::intake
