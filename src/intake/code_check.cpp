#include "intake/code_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/errors.h"
#include "base/spelling.h"
#include "intake/class_cells.h"
#include "model/role.h"

namespace zonewright::intake {
namespace {

const model::CodeScheme* find_scheme(const std::vector<model::CodeScheme>& schemes, const std::string& id) {
    const auto found = std::find_if(schemes.begin(), schemes.end(),
                                    [&](const model::CodeScheme& scheme) { return scheme.id == id; });
    return found == schemes.end() ? nullptr : &*found;
}

const model::CodeScheme& stated_scheme(const model::SourceDefinition& definition,
                                       const std::vector<model::CodeScheme>& schemes) {
    if (const model::CodeScheme* scheme = find_scheme(schemes, definition.code_scheme)) return *scheme;
    std::vector<std::string> known;
    known.reserve(schemes.size());
    for (const model::CodeScheme& scheme : schemes) known.push_back(scheme.id);
    throw InputError(
        {.thing = "code_scheme", .value = definition.code_scheme, .expected = joined(known), .advice = {}});
}

/// What stands in place of one code, how often, on how much land.
struct UnknownCode {
    std::size_t count = 0;
    Area area;
};
using UnknownCodes = std::map<std::string, UnknownCode>;

/// One column of codes with the names beside it, where the role has such a field.
class CodeColumn {
public:
    CodeColumn(model::FeatureTable& table, const model::RoleField& field)
        : table_(table), position_(table.field(field.name)), name_(table.find_field("class_name")) {}

    CodeCounts counts() const {
        CodeCounts counts;
        for (const model::Feature& feature : table_.features) {
            std::string code = model::text_of(feature.values[position_]);
            std::string name = name_ ? model::text_of(feature.values[*name_]) : std::string{};
            if (const auto cell = split_class_cell(code)) {
                code = cell->code;
                if (name.empty()) name = cell->name;
            }
            if (!code.empty()) ++counts[{std::move(code), std::move(name)}];
        }
        return counts;
    }

    UnknownCodes unknown_to(const model::CodeScheme& scheme, const Inspection& inspection) const {
        UnknownCodes unknown;
        for (const model::Feature& feature : table_.features) {
            const std::string code = model::text_of(feature.values[position_]);
            if (code.empty() || scheme.names.contains(code)) continue;
            UnknownCode& found = unknown[code];
            ++found.count;
            found.area += inspection.area.of(feature.geometry);
        }
        return unknown;
    }

    /// Gives back the leading zeros; a row of the ledger for each feature.
    void restore(const model::CodeScheme& scheme, const Inspection& inspection) {
        for (model::Feature& feature : table_.features) {
            model::Value& value = feature.values[position_];
            const auto before = code_before_damage(model::text_of(value), scheme);
            if (!before) continue;
            value = *before;
            const Area area = inspection.area.of(feature.geometry);
            inspection.repairs.push_back({inspection.source, "code_unknown", name_of(table_, feature),
                                          action_of(RepairName::LeadingZeros), area, area});
        }
    }

    /// Codes that the name beside them contradicts (0601 水田): which of the two is wrong nobody can tell, so that the
    /// class becomes NULL. "code name (its code)", and how many on how much land.
    UnknownCodes take_contradicted(const model::CodeScheme& scheme, const Inspection& inspection) {
        UnknownCodes contradicted;
        if (!name_) return contradicted;
        for (model::Feature& feature : table_.features) {
            model::Value& value = feature.values[position_];
            const std::string code = model::text_of(value), name = model::text_of(feature.values[*name_]);
            const auto other = contradicting_code(code, name, scheme);
            if (!other) continue;
            UnknownCode& found = contradicted[code + " " + name + " (" + *other + ")"];
            ++found.count;
            found.area += inspection.area.of(feature.geometry);
            value = model::Value{};
        }
        return contradicted;
    }

    /// Cells that say code and name: the code stays, the name goes where the role has a field for it and it is empty. Of
    /// a name that contradicts its code the cell becomes NULL, as in take_contradicted(). "cell → code", and how many.
    UnknownCodes take_apart(const model::CodeScheme& scheme, UnknownCodes& contradicted, const Inspection& inspection) {
        UnknownCodes taken;
        for (model::Feature& feature : table_.features) {
            model::Value& value = feature.values[position_];
            const std::string text = model::text_of(value);
            const auto cell = text.empty() ? std::nullopt : class_cell(text, scheme);
            if (!cell) continue;
            const auto other = contradicting_code(cell->code, cell->name, scheme);
            UnknownCode& found = other ? contradicted[text + " (" + *other + ")"] : taken[text + " → " + cell->code];
            ++found.count;
            found.area += inspection.area.of(feature.geometry);
            value = other ? model::Value{} : model::Value{cell->code};
            if (!other && name_ && model::is_null(feature.values[*name_]) && !cell->name.empty())
                feature.values[*name_] = cell->name;
        }
        return taken;
    }

    /// Takes over what has one meaning; counts, by code, what has several or none and sets it to NULL.
    std::map<std::string, std::size_t> convert(const model::CodeScheme& from) {
        std::map<std::string, std::size_t> refused;
        for (model::Feature& feature : table_.features) {
            model::Value& value = feature.values[position_];
            const std::string code = model::text_of(value);
            if (code.empty()) continue;
            const auto targets = from.survey3.find(code);
            if (targets != from.survey3.end() && targets->second.size() == 1) {
                value = targets->second.front();
            } else {
                ++refused[code];
                value = model::Value{};
            }
        }
        return refused;
    }

private:
    model::FeatureTable& table_;
    std::size_t position_;
    std::optional<std::size_t> name_;
};

std::string name_in(const model::CodeScheme& scheme, const std::string& code) {
    const auto name = scheme.names.find(code);
    return name == scheme.names.end() ? "?" : name->second;
}

void report_refused(const std::map<std::string, std::size_t>& refused, const model::CodeScheme& from,
                    const model::CodeScheme& to, const Inspection& inspection) {
    for (const auto& [code, count] : refused) {
        std::string candidates;
        const auto targets = from.survey3.find(code);
        if (targets != from.survey3.end())
            for (const std::string& target : targets->second)
                candidates += (candidates.empty() ? "" : ", ") + target + " " + name_in(to, target);
        const bool several = !candidates.empty();
        inspection.find(
            several ? "code_one_to_many" : "code_unmapped", model::Severity::Error, code,
            {fmt::format("{} {}（{}）在 {} 中{}，{} 个要素已置空", code, name_in(from, code), from.title.zh,
                         to.title.zh, several ? "有多种可能：" + candidates : "没有对应", count),
             fmt::format("{} {} ({}) has {} in {}; {} features set to NULL", code, name_in(from, code),
                         from.title.en, several ? "several meanings: " + candidates : "no counterpart",
                         to.title.en, count)},
            {"在源数据中补充能区分的地类", "give the class in the source that tells them apart"});
    }
}

/// "101 → 0101, 103 → 0103"; codes without a likely origin stand alone.
std::string listed(const UnknownCodes& unknown, const model::CodeScheme& scheme, bool restored) {
    constexpr std::size_t enough = 80;
    std::string text;
    for (const auto& [code, found] : unknown) {
        const auto before = code_before_damage(code, scheme);
        if (before.has_value() != restored) continue;
        if (text.size() > enough) return text + " …";
        text += (text.empty() ? "" : ", ") + code + (before ? " → " + *before : "");
    }
    return text;
}

void report_restorable(const UnknownCodes& unknown, const model::CodeScheme& scheme, bool repaired,
                       const Inspection& inspection) {
    UnknownCode sum;
    for (const auto& [code, found] : unknown)
        if (code_before_damage(code, scheme)) sum.count += found.count, sum.area += found.area;
    if (sum.count == 0) return;
    const std::string pairs = listed(unknown, scheme, true);
    const Text advice{"在源数据中以文本存放代码", "store the codes as text in the source"};
    inspection.find(
        "code_unknown", repaired ? model::Severity::Notice : model::Severity::Error, pairs,
        both("{} 个要素的代码不在 {} 中，像是以数字存放时丢了前导零：{}{}",
             "{} features have codes unknown to {}; a number field seems to have lost the leading zero: {}{}",
             sum.count, scheme.title, pairs,
             repaired ? Text{"；已补上", "; given back"}
                      : Text{"；这些地类按未知处理", "; their class counts as unknown"}),
        repaired ? advice : fix_by(inspection, RepairName::LeadingZeros, advice), {}, sum.area.m2());
}

void report_strange(const UnknownCodes& unknown, const model::CodeScheme& scheme,
                    const Inspection& inspection) {
    UnknownCode sum;
    for (const auto& [code, found] : unknown)
        if (!code_before_damage(code, scheme)) sum.count += found.count, sum.area += found.area;
    if (sum.count == 0) return;
    inspection.find(
        "code_unknown", model::Severity::Warning, listed(unknown, scheme, false),
        both("{} 个要素的代码不在 {} 中；这些地类按未知处理",
             "{} features have codes unknown to {}; their class counts as unknown", sum.count, scheme.title),
        {"核对代码；其他体系请写 code_scheme",
         "check the codes; state code_scheme when they are of another scheme"},
        {}, sum.area.m2());
}

void report_contradicted(const UnknownCodes& contradicted, const model::CodeScheme& scheme, const Inspection& inspection) {
    UnknownCode sum;
    for (const auto& [words, found] : contradicted) sum.count += found.count, sum.area += found.area;
    if (sum.count == 0) return;
    const std::string pairs = listed(contradicted, scheme, false);
    inspection.find("code_name_contradicts", model::Severity::Error, pairs,
                    both("{} 个要素的地类编码与地类名称不符：{}；无法判断哪个对，编码已置空，按未知处理",
                         "the codes and names of the class contradict each other in {} features: {}; nobody can tell which "
                         "is right, the code is set to NULL and counts as unknown", sum.count, pairs),
                    {"在源数据中核对编码和名称；编码属于其他体系时写 code_scheme",
                     "check codes and names in the source; state code_scheme when the codes are of another scheme"},
                    {}, sum.area.m2());
}

void report_taken_apart(const UnknownCodes& taken, const model::CodeScheme& scheme, const Inspection& inspection) {
    UnknownCode sum;
    for (const auto& [words, found] : taken) sum.count += found.count, sum.area += found.area;
    if (sum.count == 0) return;
    const std::string pairs = listed(taken, scheme, false);
    inspection.find("code_with_name", model::Severity::Notice, pairs,
                    both("{} 个要素的地类写成代码和名称或只写名称，已取出代码：{}",
                         "{} features give their class as code and name or as a name; the code was taken: {}", sum.count,
                         pairs),
                    {"核对取出的代码；源数据中代码和名称宜分列", "check the codes taken; better keep code and name in columns of their own"},
                    {}, sum.area.m2());
}

/// Says which codes lost their zero, and gives it back where that is asked for.
void restore_zeros(CodeColumn& column, const model::CodeScheme& scheme, const Repairs& repairs,
                   const Inspection& inspection) {
    const bool repair = repairs.contains(RepairName::LeadingZeros);
    report_restorable(column.unknown_to(scheme, inspection), scheme, repair, inspection);
    if (repair) column.restore(scheme, inspection);
}

/// Nobody states the scheme: says so where another one fits at least as well as the role's. Has it said so?
bool judge(const CodeCounts& codes, const std::vector<model::CodeScheme>& schemes, const model::CodeScheme& own,
           const Inspection& inspection) {
    const std::vector<SchemeShare> shares = score_schemes(codes, schemes);
    std::size_t all = 0;
    for (const auto& [words, count] : codes) all += count;
    const auto mine = std::find_if(shares.begin(), shares.end(),
                                   [&](const SchemeShare& share) { return share.scheme == &own; });
    const SchemeShare& best = shares.front();
    if (mine == shares.end() || all == 0) return false;
    const bool better =
        best.known > mine->known || (best.known == mine->known && best.named_alike > mine->named_alike);
    const std::string figures =
        fmt::format("{}: {}/{}, {}: {}/{}", best.scheme->id, best.known, all, own.id, mine->known, all);
    if (!better) return false;
    // Vintages of one scheme share most codes: when the data does not tell them apart, all of them are named.
    Text titles;
    std::vector<std::string> ids;
    for (const SchemeShare& share : shares) {
        if (share.known != best.known || share.named_alike != best.named_alike) continue;
        titles.zh += (ids.empty() ? "" : "、") + share.scheme->title.zh;
        titles.en += (ids.empty() ? "" : ", ") + share.scheme->title.en;
        ids.push_back(share.scheme->id);
    }
    const std::string options = "--code-scheme " + joined(ids, " / --code-scheme ");
    inspection.find(
        "code_scheme", model::Severity::Error, joined(ids),
        {fmt::format("地类代码像是 {}，不是 {}（认得的代码 {}；名称相符 {} 对 {}）", titles.zh, own.title.zh,
                     figures, best.named_alike, mine->named_alike),
         fmt::format("the codes look like {}, not {} (codes known {}; names alike {} against {})", titles.en,
                     own.title.en, figures, best.named_alike, mine->named_alike)},
        ids.size() > 1
            ? Text{"数据分不出是哪一版：向提供方确认后指定 " + options,
                   "the data does not tell which of them: ask the provider and state " + options}
            : Text{"确认后指定 " + options + "，代码将逐一对应换算",
                   "when that is right state " + options + "; the codes are then converted one by one"});
    return true;
}

}  // namespace

std::optional<std::string> code_before_damage(const std::string& code, const model::CodeScheme& scheme) {
    if (code.empty() || scheme.names.contains(code)) return std::nullopt;
    const auto first = code.find_first_not_of(' '), last = code.find_last_not_of(' ');
    if (first == std::string::npos) return std::nullopt;
    std::string bare = code.substr(first, last - first + 1);
    if (const auto point = bare.find('.');
        point != std::string::npos && bare.find_first_not_of('0', point + 1) == std::string::npos)
        bare.resize(point);
    if (scheme.names.contains(bare)) return bare;
    if (scheme.names.contains("0" + bare)) return "0" + bare;
    return std::nullopt;
}

std::vector<SchemeShare> score_schemes(const CodeCounts& codes_and_names, const std::vector<model::CodeScheme>& schemes) {
    std::vector<SchemeShare> shares;
    for (const model::CodeScheme& scheme : schemes) {
        SchemeShare share{.scheme = &scheme};
        for (const auto& [words, count] : codes_and_names) {
            const auto& [code, name] = words;
            const auto known = scheme.names.find(code);
            if (known == scheme.names.end()) continue;
            share.known += count;
            if (!name.empty() && known->second == name) share.named_alike += count;
        }
        shares.push_back(share);
    }
    std::stable_sort(shares.begin(), shares.end(), [](const SchemeShare& a, const SchemeShare& b) {
        return std::pair(a.known, a.named_alike) > std::pair(b.known, b.named_alike);
    });
    return shares;
}

void check_codes(model::FeatureTable& table, const model::Role& role,
                 const model::SourceDefinition& definition, const std::vector<model::CodeScheme>& schemes,
                 const Repairs& repairs, const Inspection& inspection) {
    for (const model::RoleField& field : role.fields) {
        const model::CodeScheme* own =
            field.code_scheme.empty() ? nullptr : find_scheme(schemes, field.code_scheme);
        if (own == nullptr) continue;
        CodeColumn column(table, field);
        if (!definition.code_scheme.empty() && definition.code_scheme != own->id) {
            const model::CodeScheme& from = stated_scheme(definition, schemes);
            UnknownCodes contradicted;
            report_taken_apart(column.take_apart(from, contradicted, inspection), from, inspection);
            report_contradicted(contradicted, from, inspection);
            restore_zeros(column, from, repairs, inspection);
            report_refused(column.convert(from), from, *own, inspection);
            continue;
        }
        const bool foreign = definition.code_scheme.empty() && judge(column.counts(), schemes, *own, inspection);
        UnknownCodes contradicted;
        if (!foreign) report_taken_apart(column.take_apart(*own, contradicted, inspection), *own, inspection);
        restore_zeros(column, *own, repairs, inspection);
        if (!foreign) {
            contradicted.merge(column.take_contradicted(*own, inspection));
            report_contradicted(contradicted, *own, inspection);
        }
        report_strange(column.unknown_to(*own, inspection), *own, inspection);
    }
}

}  // namespace zonewright::intake
