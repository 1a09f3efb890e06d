// The web door: answers HTTP on this machine until it is asked to stop.
//
// This process holds HTTP, sign-in, the queue and the audit log; it reads the study's own results and opens no file that
// was brought from outside: that is done by questions in processes of their own (server/sandbox.h, server/workers.h).
// Errors: InputError for an option or a study that is not published, ResourceError for the port and the disk.
#pragma once

#include "answer/serve.h"

namespace zonewright::server {

answer::ServeAnswer serve(const answer::ServeQuestion& question, const Progress& progress,
                          const std::function<void(const Text&)>& tell);

}  // namespace zonewright::server
