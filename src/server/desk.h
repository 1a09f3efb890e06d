// Everything the routes work with, held together for as long as the door is open.
#pragma once

#include <memory>
#include <string>

#include "answer/study_notice.h"
#include "server/accounts.h"
#include "server/audit.h"
#include "server/companion.h"
#include "server/page_files.h"
#include "server/published.h"
#include "server/queue.h"
#include "server/requests.h"
#include "server/tiles.h"
#include "server/uploads.h"
#include "server/workers.h"

namespace zonewright::server {

struct Desk {
    Desk(const std::filesystem::path& the_study, const std::filesystem::path& state, const std::string& today, Clock the_clock = system_clock())
        : clock(std::move(the_clock)), study(the_study), notice(answer::study_notice(the_study, today)), page(page_folder(notice.layers_folder)),
          database(state / "desk.sqlite"), accounts(database, clock), audit(database, clock),
          uploads(database, clock, state / "uploads"), queue(database, clock), requests(database, clock),
          folders(state / "jobs"), published(notice.out) {}

    Clock clock;
    std::filesystem::path study;
    answer::StudyNotice notice;
    PageFiles page;
    Database database;
    Accounts accounts;
    Audit audit;
    Uploads uploads;
    Queue queue;
    Requests requests;
    JobFolders folders;
    Published published;
    std::unique_ptr<Companion> live;  ///< there while the door is open, as `tiles`
    std::unique_ptr<Tiles> tiles;
    std::string public_url;  ///< without a slash at its end
    bool is_closed_off = false;  ///< questions run behind bwrap
    int keep_days = 30;
};

}  // namespace zonewright::server
