#include "command/preview.h"

#include <algorithm>

#include "answer/preview.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_shift(Session& session, const answer::SuitabilityShift& shift) {
    session.print({"\n分级\t宗地\t试用后\t净供应 m²\t试用后 m²", "\nclass\tparcels\ttried\tnet supply m²\ttried m²"});
    for (const answer::ClassShift& row : shift.classes)
        session.print(both("{}\t{}\t{}\t{:.2f}\t{:.2f}", "{}\t{}\t{}\t{:.2f}\t{:.2f}", row.title, row.parcels_before, row.parcels_after,
                           row.before.m2(), row.after.m2()));
    session.print(both("升级 {} 宗，降级 {} 宗，共 {} 宗有得分；有变化的镇街 {} 个", "{} parcels gain a class, {} lose one, of {} scored; {} towns are moved",
                       shift.gained, shift.lost, shift.scored, shift.towns.size()));
    constexpr std::size_t shown = 10;
    for (std::size_t i = 0; i < std::min(shown, shift.moved.size()); ++i)
        session.print(both("  {} {}：{:.4f} → {:.4f}", "  {} {}: {:.4f} → {:.4f}", shift.moved[i].town, shift.moved[i].parcel,
                           shift.moved[i].score_before, shift.moved[i].score_after));
}

void print(Session& session, const answer::PreviewQuestion& question, const answer::PreviewAnswer& found) {
    if (question.conversation || question.tiles) return;
    session.print(both("{}（{}）", "{} ({})", found.name, found.aggregation));
    for (const answer::TriedWeight& weight : found.weights)
        session.print(both("  {:.4f}（运行 {:.4f}）  {}", "  {:.4f} (run {:.4f})  {}", weight.tried, weight.run, weight.title));
    if (found.shift) print_shift(session, *found.shift);
    if (found.compared)
        session.print(both("与成果逐栅格比较：{} 个栅格，{} 个有得分，{} 个不同", "beside the run, cell by cell: {} cells, {} with a score, {} differ",
                           found.compared->cells, found.compared->rated, found.compared->different));
}

}  // namespace

std::unique_ptr<Command> make_preview_command() {
    return verb<answer::PreviewQuestion, answer::PreviewAnswer>(print);
}

}  // namespace zonewright::command
