#include "command/convert.h"

#include "answer/convert.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

/// The file and the number of its features stand among the outputs.
void print(Session&, const answer::ConvertQuestion&, const answer::ConvertAnswer&) {}

}  // namespace

std::unique_ptr<Command> make_convert_command() {
    return verb<answer::ConvertQuestion, answer::ConvertAnswer>(print);
}

}  // namespace zonewright::command
