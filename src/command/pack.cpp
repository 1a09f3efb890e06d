#include "command/pack.h"

#include "answer/pack.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_packed(Session& session, const answer::PackQuestion&, const answer::PackAnswer& found) {
    constexpr double mib = 1024.0 * 1024.0;
    session.print(both("{} 个文件，{:.1f} MiB，打包后 {:.1f} MiB", "{} files, {:.1f} MiB, packed {:.1f} MiB", found.files,
                       static_cast<double>(found.bytes) / mib, static_cast<double>(found.packed_bytes) / mib));
    session.print(both("SHA-256 {}", "SHA-256 {}", found.sha256));
}

void print_unpacked(Session& session, const answer::UnpackQuestion&, const answer::UnpackAnswer& found) {
    session.print(both("{} 个文件，每个都与打包时一致", "{} files, each of them what was packed", found.files));
    session.print(both("下一步：zonewright verify {}", "Next step: zonewright verify {}", found.study.string()));
}

}  // namespace

std::unique_ptr<Command> make_pack_command() {
    return verb<answer::PackQuestion, answer::PackAnswer>(print_packed);
}

std::unique_ptr<Command> make_unpack_command() {
    return verb<answer::UnpackQuestion, answer::UnpackAnswer>(print_unpacked);
}

}  // namespace zonewright::command
