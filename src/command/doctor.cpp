#include "command/doctor.h"

#include "answer/doctor.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

Text mark_of(answer::Fitness state) {
    switch (state) {
        case answer::Fitness::Good: return {"好", "good   "};
        case answer::Fitness::Lacking: return {"缺", "lacking"};
        case answer::Fitness::Fault: return {"坏", "FAULT  "};
    }
    return {};
}

void print_checks(Session& session, const answer::DoctorQuestion&, const answer::DoctorAnswer& found) {
    for (const answer::MachineCheck& check : found.checks) {
        session.print(both("{}　{}：{}", "{} {}: {}", mark_of(check.state), check.title, check.found));
        if (!check.advice.empty()) session.print(both("　　下一步：{}", "        next step: {}", check.advice));
    }
}

}  // namespace

std::unique_ptr<Command> make_doctor_command() {
    return verb<answer::DoctorQuestion, answer::DoctorAnswer>(print_checks);
}

}  // namespace zonewright::command
