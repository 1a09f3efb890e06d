// Which function answers which address, and who may ask it?
//
// Every route states who may use it; a test walks the table with every kind of visitor. Anyone else is sent to sign in
// (401), or refused (403). What changes something needs the token of the session in X-Zonewright-Token; programs that
// sign in with each request (Basic) need JSON as content type instead, which a foreign page cannot send unasked. Every
// response carries the headers that keep a browser from running or framing what it should not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/desk.h"
#include "server/exchange.h"
#include "server/http_server.h"

namespace zonewright::server {

enum class Who { Anyone, SignedIn, Bureau, Admin };

struct Visit {
    const Request& request;
    std::optional<User> user;
    std::string token;                ///< of the session; empty for programs
    std::vector<std::string> parts;   ///< what stood for each {…} of the pattern
    const User& by() const { return *user; }
};

struct Route {
    std::string method, pattern;  ///< "/jobs/{id}"; "{path…}" takes the rest
    Who who = Who::SignedIn;
    Response (*answer)(Desk& desk, const Visit& visit);
    std::string summary;
};

/// Those of the whole desk.
const std::vector<Route>& all_routes();

Response respond(Desk& desk, const Request& request);

/// How large a body an address takes.
std::size_t most_body_of(const std::string& method, const std::string& path);

/// What a request will wait for: a password that is not remembered, or a process that calculates or draws.
Lane lane_of(Desk& desk, const Request& request);
/// Nothing has to be drawn for this address.
bool is_quick_tile(Desk& desk, const std::string& path);

// The parts of the table, one a source.
std::vector<Route> page_routes();
std::vector<Route> landing_routes();
std::vector<Route> feature_routes();
std::vector<Route> process_routes();
std::vector<Route> job_routes();
std::vector<Route> session_routes();
std::vector<Route> request_routes();
std::vector<Route> live_routes();
std::vector<Route> tile_routes();
std::vector<Route> run_routes();

/// The answer to an id that is unknown, or another town's.
Response not_found();
/// The JSON object in the body; throws InputError when it is none.
Json body_object(const Request& request);

}  // namespace zonewright::server
