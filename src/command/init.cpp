#include "command/init.h"

#include "answer/init.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print(Session& session, const answer::InitQuestion& question, const answer::InitAnswer& begun) {
    session.print(both("坐标系 {}，中央经线 {:g}°{}", "CRS {}, central meridian {:g}°{}", begun.crs, begun.meridian_degree,
                       question.crs.empty() ? Text("（按规划所在范围；要换用 --crs）", " (by where the plan has its city; another with --crs)") : Text()));
    session.print(both("下一步：zonewright import {} 文件 --role 角色",
                       "Next step: zonewright import {} FILE --role ROLE", question.study.string()));
}

}  // namespace

std::unique_ptr<Command> make_init_command() {
    return verb<answer::InitQuestion, answer::InitAnswer>(print);
}

}  // namespace zonewright::command
