#include "command/seal.h"

#include "answer/seal.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_seal(Session& session, const answer::SealQuestion&, const answer::SealAnswer& sealed) {
    session.print(both("已封签：清单 {}（SHA-256 {}）", "sealed: manifest {} (SHA-256 {})", sealed.code, sealed.digest));
    session.print(both("{}，公钥 SHA-256 {}", "{}, public key SHA-256 {}", sealed.algorithm, sealed.key_fingerprint));
    session.print(both("核对（在成果文件夹中执行）：{}", "to check it, in the folder of the results: {}", sealed.check));
}

}  // namespace

std::unique_ptr<Command> make_seal_command() {
    return verb<answer::SealQuestion, answer::SealAnswer>(print_seal);
}

}  // namespace zonewright::command
