#include "answer/doctor.h"

#include <array>
#include <cstdlib>
#include <functional>
#include <sstream>

#include "answer/json_form.h"
#include "answer/manual_page.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/external_program.h"
#include "base/file_reader.h"
#include "base/own_file.h"
#include "base/spelling.h"
#include "base/usable_cores.h"
#include "base/vectorised.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"
#include "gis/crs.h"
#include "io/gdal_session.h"
#include "io/map_renderer.h"
#include "io/versions.h"
#include "report/print_pdf.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
constexpr double mib = 1024.0 * 1024.0;
// What the demonstration city at 10 m takes, roughly; the manual page says so.
constexpr double enough_memory_mib = 2048, enough_disk_mib = 2048;

using Examine = std::function<void(MachineCheck&)>;

/// Whatever a check throws is what it found.
MachineCheck checked(const std::string& id, Text title, const Examine& examine) {
    MachineCheck check{.id = id, .title = std::move(title)};
    try {
        examine(check);
    } catch (const Error& problem) {
        check.state = Fitness::Fault;
        check.found = problem.message();
        check.advice = problem.problem().advice;
    } catch (const std::exception& problem) {
        check.state = Fitness::Fault;
        check.found = problem.what();
    }
    return check;
}

void lack(MachineCheck& check, Text advice) {
    check.state = Fitness::Lacking;
    check.advice = std::move(advice);
}

void examine_program(MachineCheck& check) {
    check.found = "zonewright " ZONEWRIGHT_VERSION;
    if (const auto bundle = own_bundle())
        check.found = both("zonewright {}，便携包 {}", "zonewright {}, portable bundle {}", ZONEWRIGHT_VERSION, bundle->string());
}

void examine_knowledge(MachineCheck& check) {
    const fs::path layers = catalog::find_layers_folder();
    const std::vector<std::string> plans = catalog::plan_versions(layers);
    const model::Catalogue catalogue = catalog::read_catalogue(layers, plans.back());
    check.found = both("{}，版本 {}，规划 {}", "{}, version {}, plans {}", layers.string(), catalogue.version.substr(0, 12),
                       joined(plans));
    const fs::path styles = catalog::styles_folder_of(layers);
    if (!fs::is_directory(styles / "report"))
        throw InputError({.thing = styles.string(), .value = both("不完整", "not complete"), .advice = both("重新安装程序", "install the program anew")});
}

void examine_libraries(MachineCheck& check) {
    std::vector<std::string> versions;
    for (const auto& [library, version] : io::library_versions()) versions.push_back(library + " " + version);
    check.found = joined(versions);
}

/// A known corner of the plane, there and back.
void examine_projections(MachineCheck& check) {
    const gis::Transformation to_plane(4490, 4547), to_degrees(4547, 4490);
    const geom::Point plane = to_plane({113.75, 23.02}), back = to_degrees(plane);
    check.found = both("EPSG:4490 → 4547：({:.3f}, {:.3f})", "EPSG:4490 → 4547: ({:.3f}, {:.3f})", plane.x, plane.y);
    if (std::abs(back.x - 113.75) < 1e-9 && std::abs(back.y - 23.02) < 1e-9) return;
    check.state = Fitness::Fault;
    check.advice = both("重新安装 proj-data；检查环境变量 PROJ_LIB", "install proj-data anew; check the variable PROJ_LIB");
}

void examine_fonts(MachineCheck& check) {
    check.found = io::map_font();
}

void examine_browser(MachineCheck& check) {
    check.found = report::can_print_pdf() ? Text{"有", "there"} : Text{"没有：报告只有网页、Word 和 Excel", "none: reports come as page, Word and Excel only"};
    if (!report::can_print_pdf()) lack(check, both("apt install chromium，或用浏览器打印网页", "apt install chromium, or print the page from a browser"));
}

void examine_sandbox(MachineCheck& check) {
    const std::array<std::string, 1> names{"bwrap"};
    const auto program = find_program(names);
    check.found = program ? Text(program->string()) : Text{"没有：网页服务要用 --without-sandbox 才开", "none: the web door opens with --without-sandbox only"};
    if (!program) lack(check, "apt install bubblewrap");
}

void examine_processors(MachineCheck& check) {
    check.found = fmt::format("{}, {}", usable_cores(), instructions_in_use());
}

/// A line of /proc/meminfo, in MiB; negative where the system does not tell.
double meminfo_mib(const std::string& key) {
    std::istringstream lines(head_of_file("/proc/meminfo", 8192));
    std::string word;
    double kib = 0;
    while (lines >> word) {
        if (word == key + ":" && lines >> kib) return kib / 1024;
    }
    return -1;
}

void examine_memory(MachineCheck& check) {
    const double free = meminfo_mib("MemAvailable"), all = meminfo_mib("MemTotal");
    check.found = both("可用 {:.0f} MiB，共 {:.0f} MiB", "{:.0f} MiB free of {:.0f} MiB", free, all);
    if (free < enough_memory_mib)
        lack(check, both("关闭其他程序，或在 study.toml 调小 memory_mib", "close other programs, or lower memory_mib in study.toml"));
}

fs::path work_folder(const DoctorQuestion& question) {
    return question.study.empty() ? fs::current_path() : fs::absolute(question.study);
}

void examine_disk(const DoctorQuestion& question, MachineCheck& check) {
    const fs::path folder = work_folder(question);
    const double free = static_cast<double>(fs::space(folder).available) / mib;
    check.found = both("{}：可用 {:.0f} MiB", "{}: {:.0f} MiB free", folder.string(), free);
    if (free < enough_disk_mib) lack(check, both("腾出磁盘空间", "make room on the disk"));
}

void examine_writing(const fs::path& folder, MachineCheck& check) {
    const fs::path probe = folder / ".zonewright-doctor";
    write_file(probe, "zonewright\n");
    fs::remove(probe);
    check.found = both("{}：可以写", "{}: can be written", folder.string());
}

void examine_terminal(MachineCheck& check) {
    std::string encoding;
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
        if (const char* value = std::getenv(name); encoding.empty() && value != nullptr) encoding = value;
    check.found = encoding.empty() ? Text{"未设置", "not set"} : Text(encoding);
    const bool is_utf8 = encoding.find("UTF-8") != std::string::npos || encoding.find("utf8") != std::string::npos;
    if (!is_utf8) lack(check, both("export LANG=C.UTF-8，否则中文可能显示为乱码", "export LANG=C.UTF-8, or Chinese may not be shown"));
}

void examine_study(const fs::path& study, MachineCheck& check) {
    const catalog::OpenStudy opened = catalog::open_study(study, catalog::find_layers_folder(), catalog::MissingSources::Accept);
    check.found = both("{}，{} 个数据源", "{}, {} sources", opened.study.title, opened.study.sources.size());
    std::vector<std::string> missing;
    for (const model::SourceDefinition& source : opened.study.sources)
        if (!io::is_database(source.path) && !fs::exists(source.path)) missing.push_back(source.written_path);
    if (!missing.empty()) lack(check, both("找不到：{}", "not found: {}", joined(missing)));
}

}  // namespace

std::string to_string(Fitness fitness) {
    return fitness == Fitness::Good ? "good" : fitness == Fitness::Lacking ? "lacking" : "fault";
}

template <typename V>
void fields(V& v, MachineCheck& c) {
    v("id", c.id);
    v("title", c.title);
    v("state", c.state, "", {"good、lacking（部分工作做不了）或 fault", "good, lacking (some of the work cannot be done) or fault"});
    v("found", c.found);
    v("advice", c.advice);
}
template <typename V>
void fields(V& v, DoctorAnswer& a) {
    v("checks", a.checks);
}

Declaration declared(DoctorQuestion& q) {
    Declaration d{.name = "doctor",
                  .summary = {"检查本机：程序、库、坐标系数据库、字体、浏览器、内存、磁盘、权限",
                              "check this machine: program, libraries, CRS database, fonts, browser, memory, disk, rights"},
                  .example = "zonewright doctor"};
    add_study(d, q.study).must_be_given = false;
    return d;
}

DoctorAnswer answer(const DoctorQuestion& question, const Progress& progress) {
    DoctorAnswer answer;
    const auto add = [&](const std::string& id, Text title, const Examine& examine) {
        progress.checkpoint();
        answer.checks.push_back(checked(id, std::move(title), examine));
    };
    add("program", {"程序", "program"}, examine_program);
    add("knowledge", {"规则和样式", "knowledge and styles"}, examine_knowledge);
    add("manual", {"手册", "manual"}, [](MachineCheck& check) { check.found = both("{} 页", "{} pages", pages_at_hand()); });
    add("libraries", {"库", "libraries"}, examine_libraries);
    add("projections", {"坐标系数据库", "CRS database"}, examine_projections);
    add("fonts", {"中文字体", "Chinese font"}, examine_fonts);
    add("browser", {"打印 PDF 的浏览器", "browser that prints PDF"}, examine_browser);
    add("sandbox", {"网页服务的隔离", "sandbox of the web door"}, examine_sandbox);
    add("processors", {"处理器", "processors"}, examine_processors);
    add("memory", {"内存", "memory"}, examine_memory);
    add("disk", {"磁盘", "disk"}, [&](MachineCheck& check) { examine_disk(question, check); });
    add("writing", {"写权限", "right to write"}, [&](MachineCheck& check) { examine_writing(work_folder(question), check); });
    add("temporary", {"临时文件夹", "temporary folder"}, [](MachineCheck& check) { examine_writing(fs::temp_directory_path(), check); });
    add("terminal", {"终端编码", "encoding of the terminal"}, examine_terminal);
    if (!question.study.empty())
        add("study", {"研究", "study"}, [&](MachineCheck& check) { examine_study(question.study, check); });
    for (const MachineCheck& check : answer.checks) answer.complete &= check.state != Fitness::Fault;
    return answer;
}

Json to_json(const DoctorAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const DoctorAnswer*) {
    return schema_form<DoctorAnswer>();
}

}  // namespace zonewright::answer
