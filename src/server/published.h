// The published results, shared by threads: each takes a reader of its own and gives it back.
//
// A publication that replaces the file is noticed at the next request; readers of the earlier one are dropped.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "answer/published_items.h"

namespace zonewright::server {

class Published {
public:
    explicit Published(std::filesystem::path out) : out_(std::move(out)) {}

    /// Lends a reader; throws InputError when nothing is published.
    class Reader {
    public:
        Reader(Published& from, std::string identity, std::unique_ptr<answer::PublishedPackage> package)
            : from_(from), identity_(std::move(identity)), package_(std::move(package)) {}
        ~Reader();
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;
        const answer::PublishedPackage* operator->() const { return package_.get(); }

    private:
        Published& from_;
        std::string identity_;
        std::unique_ptr<answer::PublishedPackage> package_;
    };
    Reader reader();
    const std::filesystem::path& out() const { return out_; }
    std::filesystem::path file() const { return out_ / "zonewright.gpkg"; }

private:
    std::string identity() const;

    std::filesystem::path out_;
    std::mutex mutex_;
    std::string identity_;
    std::vector<std::unique_ptr<answer::PublishedPackage>> idle_;
};

}  // namespace zonewright::server
