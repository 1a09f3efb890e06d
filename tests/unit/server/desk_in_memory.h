// A desk's database in a temporary folder, with a clock that the test moves.
#pragma once

#include <filesystem>

#include "base/secrets.h"
#include "server/database.h"

namespace zonewright::server {

struct TestDesk {
    TestDesk() : folder(std::filesystem::temp_directory_path() / ("zonewright-desk-" + random_hex(8))) {
        std::filesystem::create_directories(folder);
        database = std::make_unique<Database>(folder / "desk.sqlite");
    }
    ~TestDesk() {
        database.reset();
        std::filesystem::remove_all(folder);
    }
    Clock clock() {
        return [this] { return now; };
    }
    std::filesystem::path folder;
    std::unique_ptr<Database> database;
    std::int64_t now = 1790000000;
};

inline const char* const password_one = "correct horse 一";
inline const char* const password_two = "another horse 二";

}  // namespace zonewright::server
