#include "command/new.h"

#include "answer/new.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_new(Session& session, const answer::NewQuestion& question, const answer::NewAnswer& found) {
    if (question.kind == answer::report_form_kind) return;  // what comes next stands with the file
    session.print(found.replaces ? both("已写出，替换安装的同名文件。对照：zonewright describe {} layers",
                                        "Written; it stands in place of the installed file. Compare: zonewright describe {} layers",
                                        question.study.string())
                                 : both("已写出。下一步：按注释修改，再 zonewright run {}",
                                        "Written. Next step: change it as its comments say, then zonewright run {}",
                                        question.study.string()));
}

}  // namespace

std::unique_ptr<Command> make_new_command() {
    return verb<answer::NewQuestion, answer::NewAnswer>(print_new);
}

}  // namespace zonewright::command
