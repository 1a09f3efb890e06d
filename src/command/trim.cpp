#include "command/trim.h"

#include "answer/trim.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print(Session& session, const answer::TrimQuestion&, const answer::TrimAnswer& found) {
    for (const answer::TrimmedShape& shape : found.features) {
        session.print(both("{}：{:.2f} m² → {:.2f} m²（{} 公顷，{} 亩）", "{}: {:.2f} m² → {:.2f} m² ({} ha, {} mu)", shape.name, shape.before.m2(),
                           shape.after.m2(), shape.area_ha, shape.area_mu));
        session.print(both("  原来：{}", "  before: {}", shape.headline_before));
        for (const answer::TrimCut& cut : shape.cuts)
            session.print(both("  去掉 {:.2f} m²：{}", "  cut {:.2f} m²: {}", cut.area.m2(), cut.title));
        if (shape.cuts.empty()) session.print({"  没有需要去掉的部分", "  nothing has to be cut"});
        if (!shape.parts.empty()) session.print(both("  剩余：{}", "  left: {}", shape.headline_after));
    }
}

}  // namespace

std::unique_ptr<Command> make_trim_command() {
    return verb<answer::TrimQuestion, answer::TrimAnswer>(print);
}

}  // namespace zonewright::command
