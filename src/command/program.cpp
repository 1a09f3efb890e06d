#include "command/program.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <new>
#include <nlohmann/json.hpp>
#include <system_error>

#include "answer/common_options.h"
#include "base/process_end.h"
#include "base/terminal.h"
#include "command/command.h"
#include "command/option_binding.h"
#include "command/parse_words.h"
#include "command/session.h"

namespace zonewright::command {
namespace {

/// The language must be known before the help texts are made, so it is looked for before parsing.
Language requested_language(int argc, char** argv) {
    std::string word = std::getenv("ZONEWRIGHT_LANG") ? std::getenv("ZONEWRIGHT_LANG") : "zh";
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--lang" && i + 1 < argc) word = argv[i + 1];
        if (argument.rfind("--lang=", 0) == 0) word = argument.substr(7);
    }
    return word == "en" ? Language::En : Language::Zh;
}

GlobalOptions resolved(const answer::CommonOptions& common, Language language) {
    GlobalOptions options{
        .language = language, .threads = common.threads, .json = common.json, .quiet = common.quiet};
    if (common.progress == "plain") options.progress = ProgressStyle::Plain;
    if (common.progress == "json") options.progress = ProgressStyle::JsonLines;
    if (common.progress == "none") options.progress = ProgressStyle::None;
    return options;
}

const Text stopped_words{"已按要求停止；已完成的阶段保留，可再次运行继续",
                         "stopped as asked; finished stages are kept, run again to go on"};
const Text memory_words{"内存不足。下一步：在 study.toml 中调小 memory_mib 或增大 cell_size_m",
                        "out of memory. Next step: lower memory_mib or raise cell_size_m in study.toml"};

ExitCode failed(Session& session, const Text& message, ExitCode code) {
    session.fail(message);
    return code;
}

/// TBB tells it by its words alone, the standard library by its code.
bool is_refused_thread(const std::exception& problem) {
    const auto* told = dynamic_cast<const std::system_error*>(&problem);
    return (told != nullptr && told->code() == std::errc::resource_unavailable_try_again) ||
           std::string_view(problem.what()).starts_with("pthread_create");
}

/// Runs one verb and turns whatever ends it into an exit code and one clear message.
ExitCode run_verb(Command& verb, const answer::Declaration& common, Session& session) {
    try {
        answer::check(common, answer::NamedAs::Option);
        return verb.run(session);
    } catch (const InputError& problem) {
        return failed(session, problem.message(), ExitCode::BadInput);
    } catch (const Cancelled&) {
        return failed(session, stopped_words, ExitCode::Cancelled);
    } catch (const std::bad_alloc&) {
        return failed(session, memory_words, ExitCode::Failed);
    } catch (const Error& problem) {
        return failed(session, problem.message(), ExitCode::Failed);
    } catch (const std::filesystem::filesystem_error& problem) {
        const ResourceError told(
            {.thing = problem.path1().string(),
             .value = problem.code().message(),
             .expected = both("可以访问的文件夹", "a folder that can be entered"),
             .advice = both("检查路径和权限；已有结果未改动",
                            "check the path and its permissions; earlier results are untouched")});
        return failed(session, told.message(), ExitCode::Failed);
    } catch (const std::exception& problem) {
        if (is_refused_thread(problem))
            return failed(session,
                          both("系统不再给线程（{}）。下一步：减少 --threads，或提高 ulimit -v、ulimit -u",
                               "the system gives no more threads ({}). Next step: lower --threads, or raise ulimit -v and "
                               "ulimit -u",
                               problem.what()),
                          ExitCode::Failed);
        return failed(session, both("程序内部错误：{}", "internal error: {}", problem.what()),
                      ExitCode::Failed);
    }
}

/// What a process that has to end at once may still say.
void prepare_words(const GlobalOptions& options) {
    const Text fault{"程序内部错误：程序或所用的库中止。下一步：检查内存限额（ulimit -v）后重试；已有结果未改动",
                     "internal error: the program or a library it uses has failed. Next step: check the limit of memory "
                     "(ulimit -v) and try again; earlier results are untouched"};
    const auto line = [&](const Text& words) {
        const std::string& said = words.in(options.language);
        if (!options.json) return both("错误：{}\n", "error: {}\n", said).in(options.language);
        return nlohmann::ordered_json{{"schema_version", 1}, {"status", "error"}, {"error", said}}.dump(2) + "\n";
    };
    prepare_last_words({.stopped = line(stopped_words),
                        .memory = line(memory_words),
                        .fault = line(fault),
                        .on_stdout = options.json});
}

int parse_failure(const CLI::App& app, const CLI::ParseError& problem, const std::vector<std::string>& typed,
                  Language language) {
    if (problem.get_exit_code() == 0) return app.exit(problem);  // --help, --version
    const ParseFault fault = parse_fault(app, problem, typed);
    std::cerr << both("错误：{}", "error: {}", fault.problem).in(language) << '\n'
              << both("下一步：{}", "Next step: {}", fault.next_step).in(language) << '\n';
    return static_cast<int>(ExitCode::BadInput);
}

}  // namespace

int run_program(int argc, char** argv, const Doors& doors) {
    end_cleanly_on_faults();
    const Language language = requested_language(argc, argv);
    CLI::App app(both("产域 zonewright：产业空间规划与用地配置",
                     "zonewright (产域): industrial zoning and land allocation").in(language),
                 "zonewright");
    name_help(app, language);
    app.require_subcommand(1);
    app.fallthrough();
    app.get_formatter()->column_width(34);
    answer::CommonOptions common;
    const answer::Declaration common_options = declared(common);
    bind(app, common_options, language);
    auto commands = all_commands(doors);
    std::vector<CLI::App*> verbs;
    for (const auto& command : commands) {
        CLI::App* verb = app.add_subcommand(command->name(), command->summary().in(language));
        name_help_of_verb(*verb, language);
        verb->footer(both("例：{}", "Example: {}", command->example()).in(language));
        command->declare(*verb, language);
        verbs.push_back(verb);
    }
    const std::vector<std::string> typed = with_help_as_option({argv + 1, argv + argc});
    try {
        app.parse(std::vector<std::string>(typed.rbegin(), typed.rend()));  // CLI11 takes them from the back
    } catch (const CLI::ParseError& problem) {
        return parse_failure(app, problem, typed, language);
    }
    for (std::size_t i = 0; i < verbs.size(); ++i) {
        if (!verbs[i]->parsed()) continue;
        const GlobalOptions options = resolved(common, language);
        prepare_words(options);
        Session session(std::cout, std::cerr, options, stop_on_interrupt());
        const ExitCode code = run_verb(*commands[i], common_options, session);
        std::cout.flush();
        return std::cout ? static_cast<int>(code) : static_cast<int>(ExitCode::Failed);
    }
    return static_cast<int>(ExitCode::BadInput);
}

}  // namespace zonewright::command
