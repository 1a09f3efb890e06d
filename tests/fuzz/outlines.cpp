// From the file of an outline to its report, in one process: seeded mutations of every format that an outline
// comes in, read by the intake, answered by the desk of one study and laid out as a report. An InputError or
// ResourceError is an answer; anything else is a fault, and so is a figure that is not finite, negative where
// it may not be, or that does not add up.
//
//   fuzz_outlines [COUNT] [SEED] [STUDY]      ZONEWRIGHT_LONG=1: 100,000 files, and 5,000 over the small
//   demonstration city
//
// The study is brought up to its sites once; without one it is two towns. An outline that mutations left as
// it was, or that came before, is not reported again; of every 25th new one all files of the report are
// written, of the others its figures.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "answer/demo.h"
#include "answer/report_maker.h"
#include "answer/site_questions.h"
#include "base/errors.h"
#include "base/hash.h"
#include "fuzz/mutation.h"
#include "fuzz/outline_seeds.h"
#include "report/site_report.h"
#include "study/study.h"
#include "support/small_study.h"

namespace zonewright::fuzz {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t page_each = 25;
constexpr double most_cpu_s = 20;  // of one file, under a sanitizer too

double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Where files are cheap; gone with the value, unless the process dies: then the last input is still there.
struct Scratch {
    fs::path path;
    explicit Scratch(const std::string& name) {
        const fs::path folder = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
        path = folder / ("zonewright-outlines-" + name + "-" + std::to_string(::getpid()));
        fs::create_directories(path);
    }
    ~Scratch() { fs::remove_all(path); }
};

void require(bool holds, const std::string& what) {
    if (!holds) throw std::logic_error(what);
}

/// Of the outline, or of a part of it.
void require_area(double m2, double most_m2, const std::string& what) {
    require(std::isfinite(m2) && m2 >= 0, fmt::format("{} is {} m²", what, m2));
    require(m2 <= most_m2 * 1.000001 + 0.01, fmt::format("{} is {} m², of {} m²", what, m2, most_m2));
}

/// Shares of a whole that have to add up to it: to what the areas of so many pieces may be rounded.
void require_sum(double sum_m2, double whole_m2, std::size_t pieces, const std::string& what) {
    const double allowed = 1e-6 * whole_m2 + 0.01 * static_cast<double>(pieces + 1);
    require(std::abs(sum_m2 - whole_m2) <= allowed,
            fmt::format("{}: {} m² in all, the outline has {} m²", what, sum_m2, whole_m2));
}

void require_figures(const model::SiteReport& report, double city_m2) {
    const double area = report.area.m2();
    require_area(area, city_m2, "the outline");
    require(area > 0, "an outline without area has a report");
    require_area(report.planar_m2, 1.1 * area, "its area on the plane");
    require(report.planar_m2 > 0.9 * area,
            fmt::format("{} m² on the plane, {} m² on the ground", report.planar_m2, area));
    require_area(report.net.m2(), area, "its net area");
    require(std::isfinite(report.compactness) && report.compactness >= 0 && report.compactness <= 1.001,
            "its compactness");
    double towns = 0;
    for (const auto& [name, part] : report.towns) {
        require_area(part.m2(), area, "its part in a town");
        towns += part.m2();
    }
    if (!report.towns.empty())
        require_sum(towns - report.in_several_towns.m2(), area, report.towns.size(), "its towns");
    for (const model::PlaceShare& place : report.places)
        require_area(place.area.m2(), area, "its part in a place");
    for (const model::ParcelUnder& parcel : report.parcels)
        require_area(parcel.overlap.m2(), std::min(area, parcel.gross.m2()), "its part in a parcel");
    if (report.land.known) {
        const model::LandBalance& land = report.land;
        require_sum((land.agricultural + land.construction + land.unused + land.unclassed).m2(), area, 4,
                    "groups of its land");
        require_sum((land.state + land.collective + land.ownership_unknown).m2(), area, 3,
                    "owners of its land");
    }
    for (const model::CheckResult& result : report.check.results)
        require_area(result.area.m2(), area, result.rule.id);
    for (const model::ClusterFit& fit : report.fits)
        if (fit.state == model::ScoreState::Scored)
            require(std::isfinite(fit.score), "a score that is no number");
}

/// No figure of the report may have been lost on the way: JSON holds null for a number that is none.
void require_known_areas(const Json& value, const std::string& name) {
    if (value.is_structured())
        for (const auto& [key, inner] : value.items())
            require_known_areas(inner, value.is_object() ? key : name);
    if (value.is_number() && name.ends_with("_m2"))
        require(value.get<double>() >= 0, name + " is " + value.dump());
}

std::string digest_of(const geom::MultiPolygon& outline) {
    Fingerprint fingerprint;
    for (const geom::Polygon& part : outline.parts)
        for (const geom::Ring& ring : part.rings)
            for (const geom::Point& point : ring) fingerprint.add(point.x).add(point.y);
    return fingerprint.hex();
}

/// One parcel; two features; one with a hole: of parcels that are not next to each other.
std::vector<std::vector<geom::MultiPolygon>> shapes_of(const study::Study& study) {
    const auto& parcels = study.parcels();
    const auto shape = [&](std::size_t share) {
        return geom::MultiPolygon{{parcels[share * (parcels.size() - 1) / 4].geometry.parts.front()}};
    };
    geom::MultiPolygon with_hole = shape(2);
    const geom::Box box = geom::bounds(with_hole);
    with_hole.parts.front() = geom::rectangle({box.min_x, box.min_y, box.max_x, box.max_y});
    const double x = (box.max_x - box.min_x) / 3, y = (box.max_y - box.min_y) / 3;
    geom::Ring hole =
        geom::rectangle({box.min_x + x, box.min_y + y, box.max_x - x, box.max_y - y}).rings.front();
    std::ranges::reverse(hole);
    with_hole.parts.front().rings.push_back(std::move(hole));
    return {{shape(1)}, {shape(3), shape(0)}, {with_hole}};
}

class Campaign {
public:
    explicit Campaign(const study::Study& study)
        : study_(study),
          city_m2_(study.area().of(study.city()).m2()),
          desk_(study),
          maker_(study, desk_, {.output = scratch_.path / "reports", .with_pdf = false}) {
        for (const auto& shapes : shapes_of(study)) {
            const Scratch files("seeds");
            for (OutlineSeed& seed : outline_seeds(shapes, study.definition().epsg, files.path))
                seeds_.push_back(std::move(seed));
        }
        for (const OutlineSeed& seed : seeds_)
            for (const auto& [name, bytes] : seed.parts) bytes_[seed.extension].push_back(bytes);
    }

    /// Every seed as it is has a report.
    void seeds() {
        for (const OutlineSeed& seed : seeds_) {
            reported_.clear();
            const std::size_t before = reports_;
            judge(seed, seed.parts, false);
            if (reports_ == before) fault(seed, "the seed itself has no report: " + refusal_);
        }
    }
    void mutations(std::size_t count, std::uint64_t number) {
        Random random(number);
        for (; files_ < count && faults_ < 3; ++files_) {
            const OutlineSeed& seed = seeds_[random.below(seeds_.size())];
            std::vector<io::ZipEntry> parts = seed.parts;
            const std::vector<std::string>& others = bytes_.at(seed.extension);
            // Of a set of files one or two: with all of them spoilt nothing gets past the first look.
            for (std::uint64_t rounds = parts.size() > 1 ? 1 + random.below(2) : 1; rounds > 0; --rounds) {
                std::string& bytes = parts[random.below(parts.size())].second;
                bytes = mutated(std::move(bytes), others, random, 2);
            }
            judge(seed, parts, random.below(10) == 0);
            if (files_ % 5000 == 4999)
                std::cerr << files_ + 1 << " files, " << reports_ << " reports" << std::endl;
        }
    }
    std::size_t tell(double seconds) const {
        rusage used{};
        ::getrusage(RUSAGE_SELF, &used);
        for (const auto& [format, counts] : formats_)
            std::cout << "  " << format << ": " << counts.files << " files, " << counts.refused
                      << " refused\n";
        std::cout << fmt::format(
                         "outlines: {} mutated files in {:.0f} s ({:.0f} s of processor, {} MiB): {} "
                         "reports, {} of them with all files, {} outlines "
                         "as before, {} files refused, {} faults",
                         files_, seconds, cpu_s(), used.ru_maxrss / 1024, reports_, pages_, repeated_,
                         refused_, faults_)
                  << std::endl;
        return faults_;
    }

private:
    void judge(const OutlineSeed& seed, const std::vector<io::ZipEntry>& parts, bool spoil_pack) {
        // A name of its own: GDAL goes on with the directory of a zip that has kept its name, size and second.
        fs::remove(input_);
        const fs::path path = input_ = scratch_.path / fmt::format("input-{}{}", ++inputs_, seed.extension);
        if (parts.front().first.empty())
            write_plainly(path, parts.front().second);
        else
            io::write_zip(path, parts);
        if (spoil_pack && !parts.front().first.empty()) {
            Random random(files_);
            const std::string packed = read_file(path);
            write_plainly(path, mutated(packed, {packed}, random, 1));
        }
        const double begin = cpu_s();
        ++formats_[seed.format].files;
        try {
            report(path, seed);
        } catch (const InputError& problem) {
            refuse(seed, problem);
        } catch (const ResourceError& problem) {
            refuse(seed, problem);
        } catch (const std::exception& problem) {
            fault(seed, problem.what());
        }
        if (cpu_s() - begin > most_cpu_s) fault(seed, fmt::format("took {:.1f} s", cpu_s() - begin));
    }
    static void write_plainly(const fs::path& path, const std::string& bytes) {
        std::ofstream(path, std::ios::binary | std::ios::trunc)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    void refuse(const OutlineSeed& seed, const Error& problem) {
        require(!problem.problem().value.zh.empty() || !problem.problem().expected.zh.empty(),
                "refused without a word");
        refusal_ = problem.what();
        ++refused_;
        ++formats_[seed.format].refused;
    }
    void report(const fs::path& path, const OutlineSeed& seed) {
        answer::ReportQuestion asked;
        asked.site = path;
        if (!seed.states_crs) asked.crs = fmt::format("EPSG:{}", study_.definition().epsg);
        for (const answer::AskedSite& site : answer::asked_sites(study_, desk_, asked, quiet_)) {
            if (!site.question) continue;
            if (!reported_.insert(digest_of(site.question->outline)).second) {
                ++repeated_;
                continue;
            }
            report(*site.question);
        }
    }
    void report(const study::SiteQuestion& question) {
        const model::SiteReport answered = desk_.answer(question, quiet_);
        require_figures(answered, city_m2_);
        require_known_areas(
            Json::parse(report::site_json(
                {.report = &answered, .catalogue = &study_.catalogue(), .sources = &study_.sources()})),
            {});
        if (reports_++ % page_each != 0) return;
        const answer::ReportOutcome outcome = maker_.make(question, "report", quiet_);
        require(fs::file_size(outcome.page) > 10000, "a page of a few bytes");
        ++pages_;
    }
    void fault(const OutlineSeed& seed, const std::string& what) {
        ++faults_;
        const fs::path kept = "outline-" + std::to_string(files_) + seed.extension;
        fs::copy_file(input_, kept, fs::copy_options::overwrite_existing);
        std::cerr << "file " << files_ << " (" << kept.string() << ", " << seed.format << "): " << what
                  << std::endl;
    }

    struct Counts {
        std::size_t files = 0, refused = 0;
    };
    const study::Study& study_;
    const Progress quiet_{nullptr, {}, 1};
    const Scratch scratch_{"inputs"};
    double city_m2_;
    study::SiteDesk desk_;
    answer::ReportMaker maker_;
    std::vector<OutlineSeed> seeds_;
    std::map<std::string, std::vector<std::string>> bytes_;  ///< of the seeds, by extension
    std::map<std::string, Counts> formats_;
    std::set<std::string> reported_;
    std::string refusal_;
    fs::path input_;  ///< what is looked at
    std::size_t inputs_ = 0;
    std::size_t files_ = 0, reports_ = 0, pages_ = 0, repeated_ = 0, refused_ = 0, faults_ = 0;
};

std::size_t run(const fs::path& folder, std::size_t count, std::uint64_t seed) {
    const auto begin = std::chrono::steady_clock::now();
    const study::Study study(folder);
    study.assembly();
    Campaign campaign(study);
    campaign.seeds();
    campaign.mutations(count, seed);
    return campaign.tell(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

}  // namespace
}  // namespace zonewright::fuzz

int main(int count, char** words) {
    using namespace zonewright;
    const char* asked = std::getenv("ZONEWRIGHT_LONG");
    const bool longer = asked != nullptr && std::strcmp(asked, "1") == 0;
    const std::size_t files = count > 1 ? std::strtoull(words[1], nullptr, 10) : longer ? 100000 : 300;
    const std::uint64_t seed = count > 2 ? std::strtoull(words[2], nullptr, 10) : 16;
    if (count > 3) return fuzz::run(words[3], files, seed) == 0 ? 0 : 1;
    const SmallStudy small;
    std::size_t faults = fuzz::run(small.folder(), files, seed);
    if (longer) {
        const fuzz::Scratch city("city");
        answer::DemoQuestion demo;
        demo.folder = city.path / "study";
        answer::answer(demo, Progress{});
        faults += fuzz::run(demo.folder, 5000, seed);
    }
    return faults == 0 ? 0 : 1;
}
