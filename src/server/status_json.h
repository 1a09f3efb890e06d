// A job as OGC API – Processes describes it.
#pragma once

#include "server/desk.h"
#include "server/exchange.h"

namespace zonewright::server {

Json status_json(const Desk& desk, const Job& job);
/// 404, 400 … with the type that the standard names: "no-such-job".
Response process_problem(unsigned status, const std::string& type, const std::string& title, const std::string& detail);
/// 503: try again later.
Response queue_is_full();

}  // namespace zonewright::server
