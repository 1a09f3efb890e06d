// A study kept open between questions: what one question brought up, the next one finds.
//
// For doors that live longer than one question (Python). A question that writes into the study (run, check, import,
// report …) is answered on a study of its own under the lock of the folder, and the kept one is opened anew when it is
// next asked; so it is when study.toml has changed. Sources that change on disk are noticed when the study is opened:
// reload() asks for that. One thread at a time. Errors: what opening and answering throw. Cost: of opening, once.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/language.h"
#include "base/progress.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

class OpenStudy {
public:
    /// Reads study.toml and the catalogue. Throws InputError.
    explicit OpenStudy(const std::filesystem::path& folder);
    ~OpenStudy();
    OpenStudy(const OpenStudy&) = delete;
    OpenStudy& operator=(const OpenStudy&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    /// The answer of questions.h; `question` need not name the study.
    nlohmann::ordered_json answer(const std::string& name, const nlohmann::ordered_json& question, Language language,
                                  const Progress& progress);
    /// The study itself, as it is on disk now.
    study::Study& current();
    /// For views of its values that have to outlive a reload.
    std::shared_ptr<const study::Study> shared() const { return opened_; }
    /// Opens it anew when it is next asked.
    void reload();

private:
    std::filesystem::path folder_;
    std::string read_from_;  ///< digest of study.toml as it was opened
    std::shared_ptr<study::Study> opened_;
};

}  // namespace zonewright::answer
