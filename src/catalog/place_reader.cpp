#include "catalog/place_reader.h"

#include <algorithm>
#include <tuple>

#include "catalog/evidence_reader.h"
#include "catalog/outline_reader.h"

namespace zonewright::catalog {
namespace {

using model::GeometryOrigin;
using model::Place;
using model::PlaceKind;

const Words<PlaceKind> place_kinds = {{"town", PlaceKind::Town},
                                {"park", PlaceKind::Park},
                                {"functional_area", PlaceKind::FunctionalArea},
                                {"district", PlaceKind::District},
                                {"base", PlaceKind::Base},
                                {"pilot_area", PlaceKind::PilotArea}};

std::vector<GeometryOrigin> read_origins(TableReader& reader) {
    std::vector<GeometryOrigin> origins;
    for (const std::string& word : reader.words("geometry_from")) {
        if (word == "place")
            origins.push_back(GeometryOrigin::PlaceSource);
        else if (word == "town")
            origins.push_back(GeometryOrigin::TownSource);
        else if (word == "members")
            origins.push_back(GeometryOrigin::Members);
        else if (word == "outline")
            origins.push_back(GeometryOrigin::Outline);
        else
            reader.reject_word("geometry_from", word, {"place", "town", "members", "outline"});
    }
    return origins;
}

model::PlaceRevision read_revision(TableReader& reader) {
    model::PlaceRevision revision;
    revision.date = reader.text("date");
    revision.published_area_m2 = reader.area_m2("published_area");
    revision.note = reader.text("note");
    revision.evidence = reader.read("evidence", read_evidence);
    return revision;
}

void check_place(TableReader& reader, const Place& place) {
    if (place.kind == PlaceKind::Base && place.date.empty())
        reader.reject("kind", "date",
                      both("基地的记录须有日期，补上 date", "the record of a base needs its date"));
    const auto comes_from = [&](GeometryOrigin origin) {
        return std::find(place.geometry_from.begin(), place.geometry_from.end(), origin) != place.geometry_from.end();
    };
    if (comes_from(GeometryOrigin::Members) && place.members.empty())
        reader.reject("geometry_from", "members",
                      both("补上成员，或去掉 members", "add the members, or leave members out"));
    if (comes_from(GeometryOrigin::Outline) && !place.outline)
        reader.reject("geometry_from", "[outline]",
                      both("补上 [outline]（crs、status、wkt），或去掉 outline",
                           "add [outline] (crs, status, wkt), or leave outline out"));
}

Place read_place(TableReader& reader, const std::string& stem, PlanLines& lines) {
    Place place;
    place.id = read_id(reader, stem);
    place.name = reader.title("name");
    place.kind = reader.choice("kind", place_kinds);
    place.code = reader.text("code", "");
    place.district = reader.text("district", "");
    place.members = reader.words("members");
    place.hosts = reader.words("hosts");
    place.published_area_m2 = reader.area_m2("published_area");
    place.aliases = reader.words("aliases");
    place.formerly = reader.words("formerly");
    place.geometry_from = read_origins(reader);
    place.date = reader.text("date", "");
    place.note = reader.text("note", "");
    place.evidence = reader.read("evidence", read_evidence);
    place.revisions = reader.read_all("revision", read_revision);
    place.outline = reader.read_optional("outline", read_outline);
    check_place(reader, place);
    for (const char* key : {"id", "code", "name", "aliases", "members", "hosts", "district", "formerly"})
        lines[fmt::format("places/{}.toml: {}", stem, key)] = reader.line_of(key);
    return place;
}

}  // namespace

std::vector<Place> read_places(LayerFiles& files, const std::string& subfolder, PlanLines& lines) {
    std::vector<Place> places;
    for (const std::string& file : files.list(subfolder)) {
        const std::string stem = std::filesystem::path(file).stem().string();
        places.push_back(files.read(file, [&](TableReader& reader) { return read_place(reader, stem, lines); }));
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return std::tie(a.kind, a.code, a.id) < std::tie(b.kind, b.code, b.id);
    });
    return places;
}

}  // namespace zonewright::catalog
