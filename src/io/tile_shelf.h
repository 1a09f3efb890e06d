// Tile stores of a stage, found again by what they were made from: change one criterion, and one is measured.
//
// A store is named after what it says (<name>.<content>.tif), so a path that stays the same means cells that stay the
// same, and nobody who still reads an earlier store loses it. Beside it lies <name>.<key>.kept: "made from this, so many
// bytes, written or last checked in this run of the machine", and a note of its maker (digests, remarks, sums).
// Stores are renamed into place without waiting for the disk (io::TileWriter): whole as long as the machine stays up,
// possibly cut by a power failure. So when the machine has been started since, a store is read and compared with its own
// digests before it is believed. That a block is what was written is checked whenever it is read (io/block_digests.h).
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace zonewright::io {

class TileShelf {
public:
    /// What was made of one key; without a store when its maker had nothing to map.
    struct Item {
        std::filesystem::path store;
        std::string content_sha256;
        std::string note;  ///< any bytes
    };

    /// `also`: another shelf that is only read (that of the study, for a version of its plan); empty: none.
    explicit TileShelf(std::filesystem::path folder, std::filesystem::path also = {});

    /// The item made from this key, when it is there and may be believed; it counts as used. Thread-safe.
    std::optional<Item> find(const std::string& name, const std::string& key);
    /// The same without counting as used: to look at what was there before. Thread-safe.
    std::optional<Item> peek(const std::string& name, const std::string& key) const;
    /// Where the store of a new item is written before keep(); nothing is there yet.
    std::filesystem::path draft(const std::string& name, const std::string& key) const;
    /// Takes the draft in, whose content has this digest; an empty digest: there is no store. Thread-safe.
    Item keep(const std::string& name, const std::string& key, const std::string& content_sha256, const std::string& note);

    /// The items found or kept since this object was made, one line each, sorted: for finished().
    std::string used() const;
    /// Are all items that used() listed there, and may they be believed?
    bool has_all(const std::string& used);
    /// Removes what was neither found nor kept.
    void sweep() const;
    /// What is there is found no more; who reads a store goes on reading it.
    void forget() const;

private:
    static std::optional<Item> believed(const std::filesystem::path& folder, const std::string& label, const std::string& key);
    void count_as_used(const std::string& label, const std::string& key, const Item& item);

    std::filesystem::path folder_, also_;
    mutable std::mutex mutex_;
    std::set<std::string> lines_;
    std::set<std::filesystem::path> used_files_;
};

}  // namespace zonewright::io
