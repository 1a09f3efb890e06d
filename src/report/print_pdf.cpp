#include "report/print_pdf.h"

#include <fmt/format.h>

#include <array>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/external_program.h"
#include "base/hash.h"
#include "base/language.h"

namespace zonewright::report {

namespace {

std::optional<std::filesystem::path> find_browser() {
    const std::array<std::string, 5> browsers{"chromium", "chromium-browser", "google-chrome",
                                              "microsoft-edge", "msedge"};
    return find_program(browsers);
}

}  // namespace

bool can_print_pdf() {
    return find_browser().has_value();
}

bool print_pdf(const std::filesystem::path& html, const std::filesystem::path& target) {
    const auto browser = find_browser();
    if (!browser) return false;
    PendingFile pending(std::filesystem::absolute(target));
    // A profile of its own, so that a browser the user has open is left alone.
    const auto profile = std::filesystem::absolute(std::filesystem::temp_directory_path()) /
                         ("zonewright-print-" + hash_text(pending.path().string()).substr(0, 16));
    const std::array<std::string, 13> arguments{"--headless",
                                                "--no-sandbox",
                                                "--disable-gpu",
                                                "--no-first-run",
                                                "--disable-background-networking",
                                                "--disable-component-update",
                                                "--disable-sync",
                                                "--disable-extensions",
                                                "--proxy-server=127.0.0.1:9",
                                                "--no-pdf-header-footer",
                                                "--user-data-dir=" + profile.string(),
                                                "--print-to-pdf=" + pending.path().string(),
                                                std::filesystem::absolute(html).string()};
    const bool printed = run_program(*browser, arguments, std::chrono::seconds(120));
    std::error_code ignored;
    std::filesystem::remove_all(profile, ignored);
    if (!printed || !std::filesystem::exists(pending.path()) ||
        std::filesystem::file_size(pending.path()) == 0)
        throw ResourceError({.thing = target.string(),
                             .value = browser->string(),
                             .expected = both("浏览器打印出 PDF", "the browser to print a PDF"),
                             .advice = both("用浏览器打开 {} 手工打印",
                                            "open {} in a browser and print it by hand", html.string())});
    pending.publish();
    return true;
}

}  // namespace zonewright::report
