#include "command/allocate.h"
#include "command/area.h"
#include "command/check.h"
#include "command/command.h"
#include "command/compare.h"
#include "command/convert.h"
#include "command/demo.h"
#include "command/describe.h"
#include "command/doctor.h"
#include "command/explain.h"
#include "command/import.h"
#include "command/init.h"
#include "command/locate.h"
#include "command/new.h"
#include "command/pack.h"
#include "command/plan.h"
#include "command/preview.h"
#include "command/report.h"
#include "command/run.h"
#include "command/seal.h"
#include "command/serve.h"
#include "command/sites.h"
#include "command/suitability.h"
#include "command/supply.h"
#include "command/trim.h"
#include "command/verify.h"
#include "command/zones.h"

namespace zonewright::command {

std::vector<std::unique_ptr<Command>> all_commands(const Doors& doors) {
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(make_demo_command());
    commands.push_back(make_run_command());
    commands.push_back(make_zones_command());
    commands.push_back(make_suitability_command());
    commands.push_back(make_explain_command());
    commands.push_back(make_preview_command());
    commands.push_back(make_supply_command());
    commands.push_back(make_sites_command());
    commands.push_back(make_verify_command());
    commands.push_back(make_seal_command());
    commands.push_back(make_allocate_command());
    commands.push_back(make_compare_command());
    commands.push_back(make_report_command());
    commands.push_back(make_init_command());
    commands.push_back(make_plan_command());
    commands.push_back(make_describe_command());
    commands.push_back(make_area_command());
    commands.push_back(make_check_command());
    commands.push_back(make_convert_command());
    commands.push_back(make_import_command());
    commands.push_back(make_locate_command());
    commands.push_back(make_trim_command());
    commands.push_back(make_new_command());
    commands.push_back(make_pack_command());
    commands.push_back(make_unpack_command());
    commands.push_back(make_doctor_command());
    commands.push_back(make_serve_command(doors.serve));
    return commands;
}

}  // namespace zonewright::command
