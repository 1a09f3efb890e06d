#include "study/study.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <set>
#include <typeinfo>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/folder_lock.h"
#include "base/hash.h"
#include "base/large_pages.h"
#include "base/leftovers.h"
#include "base/parallel.h"
#include "base/refused_memory.h"
#include "base/spelling.h"
#include "io/tile_shelf.h"
#include "study/build_id.h"
#include "study/published_files.h"
#include "study/settings.h"
#include "study/stage.h"

namespace zonewright::study {
namespace {
constexpr const char* current_items = "current";
double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::optional<std::size_t> stage_making(std::type_index type) {
    const auto stages = all_stages();
    for (std::size_t i = 0; i < stages.size(); ++i)
        if (stages[i].makes == type) return i;
    return std::nullopt;
}

std::size_t stage_named(const std::string& id) {
    const auto stages = all_stages();
    for (std::size_t i = 0; i < stages.size(); ++i)
        if (stages[i].words.id == id) return i;
    const std::vector<std::string> known = Study::stage_ids();
    const auto near = nearest_name(id, known);
    throw InputError({.thing = both("阶段", "stage"),
                      .value = id,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("选用其中之一", "choose one of these")});
}

}  // namespace

/// The values at hand, by position of their stage. A value, once published in `ready`, is never replaced.
struct Study::Shelf {
    Shelf() : ready(all_stages().size()), values(ready.size()), fingerprints(ready.size()), contents(ready.size()) {}

    std::recursive_mutex running;
    int depth = 0;  ///< of questions that ask questions, all of one thread
    std::optional<FolderLock> writing;
    std::optional<ReaderMark> reading, reading_kept;
    std::vector<std::atomic<const void*>> ready;
    std::vector<Value> values;
    std::vector<std::string> fingerprints;  ///< of what a stage is made from; empty: not worked out yet
    std::vector<std::string> contents;      ///< digest of what it says; empty: not finished, or not asked yet
    std::map<std::type_index, Value> settings;
    std::map<std::type_index, std::string> digests;
    std::map<std::size_t, StageRecord> records;

    const std::string& digest_of(const Input& input, const Opened& opened) {
        const auto known = digests.find(input.type);
        if (known != digests.end()) return known->second;
        return digests.emplace(input.type, input.digest(opened)).first->second;
    }
    /// Of what the stage is made from: settings, and what the stages before it say (not what those were made from, so a
    /// change that leaves their answer as it was ends there). Nothing as long as one of them is unfinished.
    std::optional<std::string> fingerprint(std::size_t stage, const Opened& opened) {
        std::string& result = fingerprints[stage];
        if (!result.empty()) return result;
        Fingerprint made_from;
        made_from.add(build_id()).add(all_stages()[stage].words.id);
        for (const Input& input : all_stages()[stage].inputs) {
            const auto said = input.digest ? digest_of(input, opened) : content_of(*stage_making(input.type), opened);
            if (!said) return std::nullopt;
            made_from.add(*said);
        }
        return result = made_from.hex();
    }
    /// The digest of what the stage says; nothing when it is not finished.
    std::optional<std::string> content_of(std::size_t stage, const Opened& opened) {
        if (!contents[stage].empty()) return contents[stage];
        const auto made_from = fingerprint(stage, opened);
        if (!made_from) return std::nullopt;
        const auto content = kept_content(archive_of(stage, home_of(stage, opened)), *made_from);
        if (content && files_are_there(stage, opened)) contents[stage] = *content;
        return contents[stage].empty() ? std::nullopt : std::optional(contents[stage]);
    }

    /// The settings have changed, and only this stage reads them.
    void forget(std::type_index settings_type, std::size_t stage) {
        settings.erase(settings_type);
        digests.erase(settings_type);
        fingerprints[stage].clear();
        contents[stage].clear();
        ready[stage].store(nullptr);
    }

    static std::unique_ptr<io::TileShelf> tiles_of(std::size_t stage, const Opened& opened) {
        const std::string& id = all_stages()[stage].words.id;
        return std::make_unique<io::TileShelf>(opened.cache / id,
                                               opened.kept.empty() ? std::filesystem::path{} : opened.kept / id);
    }
    /// The items are the stage's from now on; others go unless somebody reads.
    static void settle(std::size_t stage, const Opened& opened, const io::TileShelf& tiles) {
        make_folder(opened.cache / all_stages()[stage].words.id);
        write_file(opened.cache / all_stages()[stage].words.id / current_items, tiles.used());
        if (nobody_reads(opened.cache)) tiles.sweep();
    }
    bool tiles_are_there(std::size_t stage, const Opened& opened) {
        const std::filesystem::path list = home_of(stage, opened) / all_stages()[stage].words.id / current_items;
        return std::filesystem::exists(list) && tiles_of(stage, opened)->has_all(read_file(list));
    }

    /// Before the first thing is written: the lock of the study, the folder of the cache, leftovers swept.
    void begin_writing(const Opened& opened, const Progress& progress) {
        if (writing) return;
        const auto& folder = opened.definition.folder;
        writing.emplace(folder, "zonewright", FolderLock::usual_patience(), progress);
        reading.reset();  // only writers remove, and this one is the writer now
        make_folder(opened.cache);
        allow_readers(opened.cache);
        sweep_leftovers(opened.out, true);
        sweep_leftovers(folder, false);
        sweep_leftovers(folder / "data", false);
    }
    /// The others' turn; what was finished here stays where it is as long as this study is open.
    void end_writing(const Opened& opened) {
        if (!writing) return;
        reading.emplace(opened.cache);
        writing.reset();
    }
    static std::filesystem::path archive_of(std::size_t stage, const std::filesystem::path& cache) {
        return cache / (all_stages()[stage].words.id + ".stage");
    }
    /// Where the result of the stage is looked for: what another version of the plan has finished is not done again.
    const std::filesystem::path& home_of(std::size_t stage, const Opened& opened) {
        const auto made_from = fingerprint(stage, opened);
        const bool kept = made_from && !opened.kept.empty() && kept_content(archive_of(stage, opened.kept), *made_from);
        return kept ? opened.kept : opened.cache;
    }
    bool files_are_there(std::size_t stage, const Opened& opened) {
        switch (all_stages()[stage].words.keeps) {
            case Keeps::Values: return true;
            case Keeps::TilesToo: return tiles_are_there(stage, opened);
            case Keeps::PublishedFiles: return published_files_exist(opened);
        }
        return false;
    }

    /// The stages that have to run for this one, itself included, in order; or may have to, when one before them does.
    void collect(std::size_t stage, const Opened& opened, std::set<std::size_t>& unfinished,
                 std::set<std::size_t>& seen) {
        if (!seen.insert(stage).second || ready[stage].load() != nullptr) return;
        for (const Input& input : all_stages()[stage].inputs)
            if (const auto made_by = stage_making(input.type)) collect(*made_by, opened, unfinished, seen);
        if (!note_if_finished(stage, opened)) unfinished.insert(stage);
    }
    bool note_if_finished(std::size_t stage, const Opened& opened) {
        if (!content_of(stage, opened)) return false;
        records.try_emplace(stage, StageRecord{all_stages()[stage].words.id, *fingerprint(stage, opened), true, 0});
        return true;
    }

    Value value_of_input(const Input& input, const Opened& opened) {
        if (const auto made_by = stage_making(input.type)) {
            load_or_run(*made_by, opened, Progress{});
            return values[*made_by];
        }
        Value& value = settings[input.type];
        if (!value) value = input.read(opened);
        return value;
    }

    /// `content`: the digest of what it says. Where it is not what was expected, what follows is judged anew.
    void keep(std::size_t stage, Value value, const std::string& content) {
        if (contents[stage] != content)
            for (std::size_t later = stage + 1; later < ready.size(); ++later)
                if (ready[later].load() == nullptr) fingerprints[later].clear(), contents[later].clear();
        contents[stage] = content;
        values[stage] = std::move(value);
        ready[stage].store(values[stage].get(), std::memory_order_release);
    }

    bool load(std::size_t stage, const Opened& opened) {
        const auto content = content_of(stage, opened);
        Value value;
        if (content) value = value_in(stage, archive_of(stage, home_of(stage, opened)), fingerprints[stage], opened);
        if (!value) return false;
        keep(stage, std::move(value), *content);
        return true;
    }
    /// Null where the archive is absent or of something else. A damaged one is the same as none: the stage runs again.
    static Value value_in(std::size_t stage, const std::filesystem::path& file, const std::string& fingerprint,
                          const Opened& opened) {
        auto archive = load_archive(file, fingerprint, opened.definition.folder);
        try {
            return archive ? all_stages()[stage].load(*archive) : nullptr;
        } catch (const ArchiveCut&) {
            return nullptr;
        }
    }

    void load_or_run(std::size_t stage, const Opened& opened, const Progress& progress) {
        if (ready[stage].load() == nullptr && !load(stage, opened)) run(stage, opened, progress);
    }

    void run(std::size_t stage, const Opened& opened, const Progress& progress) {
        const Stage& wanted = all_stages()[stage];
        const auto start = std::chrono::steady_clock::now();
        std::vector<Value> inputs;
        for (const Input& input : wanted.inputs) inputs.push_back(value_of_input(input, opened));
        progress.report(0);
        if (!writing) {
            begin_writing(opened, progress);
            if (load(stage, opened)) {  // whoever was waited for has run it
                records[stage] = {wanted.words.id, *fingerprint(stage, opened), true, 0};
                return;
            }
        }
        const std::unique_ptr<io::TileShelf> tiles = tiles_of(stage, opened);
        const std::uint64_t refused_before = refused_allocations();
        if (wanted.words.keeps == Keeps::TilesToo) give_back_free_memory();
        Value value = wanted.run(inputs, {progress, *tiles});
        require_no_refusal_since(refused_before);
        ArchiveWriter archive(opened.definition.folder);
        wanted.save(value, archive);
        const std::string made_from = *fingerprint(stage, opened);
        const std::string content = save_archive(archive_of(stage, opened.cache), made_from, archive);
        if (wanted.words.keeps == Keeps::TilesToo) settle(stage, opened, *tiles);
        keep(stage, std::move(value), content);
        records[stage] = {wanted.words.id, made_from, false, seconds_since(start)};
        progress.report(1);
    }

    /// The finished values that these stages will ask for, read side by side.
    void load_inputs_of(const std::set<std::size_t>& unfinished, const Opened& opened, const Progress& progress) {
        std::set<std::size_t> wanted;
        for (const std::size_t stage : unfinished)
            for (const Input& input : all_stages()[stage].inputs)
                if (const auto made_by = stage_making(input.type);
                    made_by && !unfinished.contains(*made_by) && ready[*made_by].load() == nullptr && content_of(*made_by, opened))
                    wanted.insert(*made_by);
        const std::vector<std::size_t> order(wanted.begin(), wanted.end());
        std::vector<std::filesystem::path> files(order.size());  // asked for one by one: the questions keep what they find out
        for (std::size_t i = 0; i < order.size(); ++i) files[i] = archive_of(order[i], home_of(order[i], opened));
        std::vector<Value> loaded(order.size());
        parallel_for(order.size(), 1, progress.quiet(), [&](std::size_t i) {
            loaded[i] = value_in(order[i], files[i], fingerprints[order[i]], opened);
        });
        for (std::size_t i = 0; i < order.size(); ++i)
            if (loaded[i]) keep(order[i], std::move(loaded[i]), contents[order[i]]);
    }

    /// Runs what is unfinished up to this stage; the stage itself may stay on disk.
    void bring_up(std::size_t stage, const Opened& opened, const Progress& progress) {
        std::set<std::size_t> unfinished, seen;
        collect(stage, opened, unfinished, seen);
        double total = 0, before = 0;
        for (const std::size_t each : unfinished) total += all_stages()[each].words.share;
        load_inputs_of(unfinished, opened, progress);
        for (const std::size_t each : unfinished) {
            const StageWords& words = all_stages()[each].words;
            // A damaged archive may have had it run already, and what it waits for may say what it said before.
            if (ready[each].load() == nullptr && !note_if_finished(each, opened))
                run(each, opened, progress.part(before / total, (before + words.share) / total, words.title));
            before += words.share;
        }
    }
};

/// One question at a time; the lock of the study, if it needed it, goes with its answer or its error.
class Study::Turn {
public:
    Turn(Shelf& shelf, const Opened& opened) : shelf_(shelf), opened_(opened), lock_(shelf.running) { ++shelf_.depth; }
    ~Turn() {
        if (--shelf_.depth == 0) shelf_.end_writing(opened_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    Shelf& shelf_;
    const Opened& opened_;
    std::lock_guard<std::recursive_mutex> lock_;
};

Study::Study(const std::filesystem::path& folder) : Study(folder, std::string()) {}
Study::Study(const std::filesystem::path& folder, const std::string& plan)
    : opened_(open_folder(folder, plan)), shelf_(std::make_unique<Shelf>()) {
    shelf_->reading.emplace(opened_.cache);
    if (!opened_.kept.empty()) shelf_->reading_kept.emplace(opened_.kept);
}
Study::~Study() = default;

const void* Study::value_of(std::type_index type, const Progress& progress) const {
    const std::size_t stage = *stage_making(type);
    if (const void* value = shelf_->ready[stage].load(std::memory_order_acquire)) return value;
    const Turn turn(*shelf_, opened_);
    shelf_->bring_up(stage, opened_, progress);
    shelf_->load_or_run(stage, opened_, progress);
    return shelf_->ready[stage].load();
}

template <typename T>
const T& Study::get(const Progress& progress) const {
    return *static_cast<const T*>(value_of(typeid(T), progress));
}

const Intake& Study::intake(const Progress& progress) const {
    return get<Intake>(progress);
}
const Zoning& Study::zoning(const Progress& progress) const {
    return get<Zoning>(progress);
}
const Constraints& Study::constraints(const Progress& progress) const {
    return get<Constraints>(progress);
}
const Criteria& Study::criteria(const Progress& progress) const {
    return get<Criteria>(progress);
}
const model::Suitability& Study::suitability(const Progress& progress) const {
    return get<model::Suitability>(progress);
}
const model::ConstructionSuitability& Study::construction(const Progress& progress) const {
    return get<model::ConstructionSuitability>(progress);
}
const Supply& Study::supply(const Progress& progress) const {
    return get<Supply>(progress);
}
const Assembly& Study::assembly(const Progress& progress) const {
    return get<Assembly>(progress);
}
const model::Allocation& Study::allocation(const Progress& progress) const {
    return get<model::Allocation>(progress);
}
const Publication& Study::publication(const Progress& progress) const {
    return get<Publication>(progress);
}

void Study::publish(Language language, const Progress& progress) {
    const Turn turn(*shelf_, opened_);
    shelf_->begin_writing(opened_, progress);
    const std::size_t stage = *stage_making(typeid(Publication));
    if (opened_.language != language) {
        opened_.language = language;
        shelf_->forget(typeid(PublicationSettings), stage);
    }
    shelf_->bring_up(stage, opened_, progress);
}

void Study::bring_up_to(const std::string& stage_id, const Progress& progress) {
    const Turn turn(*shelf_, opened_);
    shelf_->bring_up(stage_named(stage_id), opened_, progress);
}

bool Study::is_finished(const std::string& stage_id) const {
    const std::lock_guard lock(shelf_->running);
    std::set<std::size_t> unfinished, seen;
    shelf_->collect(stage_named(stage_id), opened_, unfinished, seen);
    return unfinished.empty();
}

std::vector<std::string> Study::stage_ids() {
    std::vector<std::string> ids;
    for (const Stage& each : all_stages()) ids.push_back(each.words.id);
    return ids;
}

void Study::forget_finished() {
    const Turn turn(*shelf_, opened_);
    shelf_->begin_writing(opened_, Progress{});
    for (std::size_t stage = 0; stage < all_stages().size(); ++stage) {
        std::filesystem::remove(Shelf::archive_of(stage, opened_.cache));
        io::TileShelf(opened_.cache / all_stages()[stage].words.id).forget();
    }
    std::fill(shelf_->contents.begin(), shelf_->contents.end(), std::string{});
}

std::unique_ptr<io::TileShelf> Study::tiles_of(const std::string& stage_id) const {
    return Shelf::tiles_of(stage_named(stage_id), opened_);
}

std::vector<StageRecord> Study::records() const {
    const std::lock_guard lock(shelf_->running);
    std::vector<StageRecord> records;
    for (const auto& [stage, record] : shelf_->records) records.push_back(record);
    return records;
}

}  // namespace zonewright::study
