// What is in this study, how old is it, and what may a form offer to choose from?
//
// For doors that show a study before anything is asked of it: its title and plan, every source with its date and the day
// until which the checks that look at it take it (date + the least oldest_years of layers/checks; empty where no check
// says), clusters and industries. Reads study.toml and the knowledge; opens no source. Errors: InputError as
// study::open_folder. Cost: tens of milliseconds.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/choices.h"
#include "base/language.h"

namespace zonewright::answer {

struct NoticedSource {
    std::string role;
    Text title;
    std::string status, date, valid_until;
    bool is_too_old = false;  ///< on the day of the notice
};

struct StudyNotice {
    std::string title, plane;
    std::string plane_proj;  ///< the plane as PROJ writes it, for maps that draw on it
    Text plan;
    std::filesystem::path layers_folder, out;
    std::vector<NoticedSource> sources;
    std::vector<Text> unlooked;  ///< checks whose layer the study does not have
    std::vector<Choice> clusters, industries;
};

/// `today`: "2026-11-27".
StudyNotice study_notice(const std::filesystem::path& study, const std::string& today);

}  // namespace zonewright::answer
