#include "io/tile_shelf.h"

#include <array>
#include <utility>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "io/raster_io.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* kept_suffix = ".kept";
constexpr const char* kept_form = "zonewright kept 1";

/// Different after every start of the machine; empty where the system does not tell.
const std::string& start_of_machine() {
    static const std::string start = [] {
        const fs::path stated = "/proc/sys/kernel/random/boot_id";
        std::error_code unknown;
        std::string text = fs::exists(stated, unknown) ? read_file(stated) : std::string{};
        while (!text.empty() && text.back() == '\n') text.pop_back();
        return text;
    }();
    return start;
}

std::string shortened(const std::string& digest) {
    return digest.substr(0, 16);
}

/// What lies beside a store.
struct KeptNote {
    std::string key, store, size, content_sha256, start, note;

    std::string text() const {
        return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", kept_form, key, store, size, content_sha256, start,
                           hash_text(note), note);
    }
    /// Nothing when it is cut or altered.
    static std::optional<KeptNote> from(const std::string& text) {
        std::array<std::string, 7> lines;
        std::size_t at = 0;
        for (std::string& line : lines) {
            const std::size_t end = text.find('\n', at);
            if (end == std::string::npos) return std::nullopt;
            line = text.substr(at, end - at);
            at = end + 1;
        }
        KeptNote kept{lines[1], lines[2], lines[3], lines[4], lines[5], text.substr(at)};
        if (lines[0] != kept_form || lines[6] != hash_text(kept.note)) return std::nullopt;
        return kept;
    }
};

/// Name and key as in the name of a file.
std::string label_of(const std::string& name, const std::string& key) {
    return name + "." + shortened(key);
}

std::string size_of(const fs::path& store) {
    std::error_code absent;
    const std::uintmax_t size = fs::file_size(store, absent);
    return absent ? std::string("absent") : std::to_string(size);
}

}  // namespace

TileShelf::TileShelf(fs::path folder, fs::path also) : folder_(std::move(folder)), also_(std::move(also)) {}

std::optional<TileShelf::Item> TileShelf::believed(const fs::path& folder, const std::string& label,
                                                   const std::string& key) {
    const fs::path file = folder / (label + kept_suffix);
    std::error_code absent;
    if (folder.empty() || !fs::exists(file, absent)) return std::nullopt;
    auto kept = KeptNote::from(read_file(file));
    if (!kept || kept->key != key) return std::nullopt;
    Item item{{}, kept->content_sha256, kept->note};
    if (kept->store.empty()) return item;
    item.store = folder / kept->store;
    if (size_of(item.store) != kept->size) return std::nullopt;
    if (!start_of_machine().empty() && kept->start == start_of_machine()) return item;
    if (!tiles_are_intact(item.store)) return std::nullopt;
    kept->start = start_of_machine();
    try {
        write_file(file, kept->text());
    } catch (const ResourceError&) {
        // A study on a disk that cannot be written is checked again the next time.
    }
    return item;
}

std::optional<TileShelf::Item> TileShelf::find(const std::string& name, const std::string& key) {
    auto item = peek(name, key);
    if (item) count_as_used(label_of(name, key), key, *item);
    return item;
}

std::optional<TileShelf::Item> TileShelf::peek(const std::string& name, const std::string& key) const {
    const std::string label = label_of(name, key);
    auto item = believed(folder_, label, key);
    return item ? item : believed(also_, label, key);
}

fs::path TileShelf::draft(const std::string& name, const std::string& key) const {
    make_folder(folder_);
    return folder_ / (label_of(name, key) + ".draft.tif");
}

TileShelf::Item TileShelf::keep(const std::string& name, const std::string& key, const std::string& content_sha256,
                                const std::string& note) {
    make_folder(folder_);
    const std::string label = label_of(name, key);
    KeptNote kept{.key = key, .content_sha256 = content_sha256, .start = start_of_machine(), .note = note};
    Item item{{}, content_sha256, note};
    if (!content_sha256.empty()) {
        kept.store = name + "." + shortened(content_sha256) + ".tif";
        item.store = folder_ / kept.store;
        kept.size = size_of(draft(name, key));
        std::error_code failed;
        fs::rename(draft(name, key), item.store, failed);
        if (failed)
            throw ResourceError({.thing = item.store.string(),
                                 .value = failed.message(),
                                 .advice = both("检查磁盘后重试", "check the disk and try again")});
    }
    write_file(folder_ / (label + kept_suffix), kept.text());
    count_as_used(label, key, item);
    return item;
}

void TileShelf::count_as_used(const std::string& label, const std::string& key, const Item& item) {
    const std::scoped_lock lock(mutex_);
    lines_.insert(label.substr(0, label.size() - shortened(key).size() - 1) + " " + key);
    used_files_.insert(fs::path(label + kept_suffix));
    if (!item.store.empty()) used_files_.insert(item.store.filename());
}

std::string TileShelf::used() const {
    const std::scoped_lock lock(mutex_);
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
}

bool TileShelf::has_all(const std::string& used) {
    std::size_t at = 0;
    while (at < used.size()) {
        const std::size_t end = used.find('\n', at), space = used.rfind(' ', end);
        if (end == std::string::npos || space == std::string::npos || space < at) return false;
        if (!find(used.substr(at, space - at), used.substr(space + 1, end - space - 1))) return false;
        at = end + 1;
    }
    return true;
}

void TileShelf::sweep() const {
    const std::scoped_lock lock(mutex_);
    std::vector<fs::path> unused;
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const bool an_item = entry.path().extension() == ".tif" || entry.path().extension() == kept_suffix;
        const bool of_an_earlier_form = entry.is_directory();
        if (of_an_earlier_form || (an_item && !used_files_.contains(entry.path().filename())))
            unused.push_back(entry.path());
    }
    for (const fs::path& each : unused) fs::remove_all(each);
}

void TileShelf::forget() const {
    std::vector<fs::path> notes;
    std::error_code absent;
    if (!fs::is_directory(folder_, absent)) return;
    for (const auto& entry : fs::directory_iterator(folder_))
        if (entry.path().extension() == kept_suffix) notes.push_back(entry.path());
    for (const fs::path& note : notes) fs::remove(note);
}

}  // namespace zonewright::io
