// Which questions may be asked over the network, with which inputs?
//
// Those that read the study and change nothing in it. Their inputs follow from the declared fields: what names a place on
// this machine is not an input but set here (the study, the folder of results), and a file is an upload, named by its id
// or given inline. What is left out, and why: check, import, seal, allocate write into the study (and so does run, which has a route of its own); demo, init,
// convert, compare and verify are about files of the machine; describe is answered by the API itself.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "answer/questions.h"

namespace zonewright::server {

/// Places as jobs keep them; a worker puts in where they are for the process that answers.
inline constexpr const char* study_place = "{study}";
inline constexpr const char* job_place = "{job}";

std::vector<std::string> offered_names();
/// Nullptr when it is not offered.
const answer::Question* offered_question(const std::string& name);

/// One JSON Schema an input, by name; with "title", "required" and for files "upload" beside it.
nlohmann::ordered_json inputs_of(const answer::Question& question);

/// Takes a file input: an id or an inline value; gives the name of the file in the job, "in/outline.geojson".
using TakeFile = std::function<std::string(const std::string& input, const nlohmann::ordered_json& value)>;

/// The whole question with its places filled in, checked. Throws InputError naming the input that is wrong.
nlohmann::ordered_json prepared_question(const answer::Question& question, const nlohmann::ordered_json& inputs,
                                         const std::string& language, const TakeFile& take_file);

/// The command line of a prepared question, once its places are known.
std::vector<std::string> words_for(const std::string& process, nlohmann::ordered_json question,
                                   const std::string& study, const std::string& job);

}  // namespace zonewright::server
