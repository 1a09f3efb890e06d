// What a GeoJSON holds that its reader passes over or stumbles at: a key that stands twice in one object (RFC 8259
// leaves open which of them counts), and coordinates that are no numbers. Internal to io/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zonewright::io {

/// From the first byte to behind the last.
struct JsonSpan {
    std::size_t begin = 0, end = 0;
};

struct RepeatedKey {
    std::size_t feature = 0;  ///< counted from 1; 0: of the whole file
    std::string name;         ///< the first property of the feature: "DKBH=D1"; empty where there is none
    std::string key;
    bool property = false;  ///< an attribute; else one that says what the shape is
};

struct BadCoordinates {
    std::size_t feature = 0;
    std::string name;
    std::string written;  ///< the first that is none, as it stands there; "null" where there are no coordinates
    JsonSpan geometry;    ///< the whole of it; empty where it is that of the file
};

struct JsonFaults {
    std::vector<RepeatedKey> repeated;
    std::vector<BadCoordinates> coordinates;
};

/// Fed the text in pieces of any size. Never throws on what is no JSON: its reader will say so.
class JsonScan {
public:
    /// `lines`: a feature in every line (GeoJSONSeq) instead of one collection.
    explicit JsonScan(bool lines = false) : lines_(lines) {}
    void take(std::string_view piece);
    const JsonFaults& faults() const { return faults_; }

private:
    enum class Part { Top, Features, Feature, Properties, Geometry, Geometries, Coordinates, Other };
    struct Container {
        Part part = Part::Other;
        bool object = false;
        std::string key;                ///< of an object: the one whose value comes next
        bool value_next = false;        ///< of an object: behind the colon
        std::vector<std::string> keys;  ///< of the parts that are told
        std::size_t begin = 0;
        std::size_t arrays = 0, numbers = 0;  ///< of coordinates: what lies in them
    };

    void take_character(char c);
    void open(bool object);
    void close();
    void end_token();
    void take_scalar(const std::string& word, bool text);
    Part part_within(bool object) const;
    bool opens_feature(Part part) const;
    void begin_feature();
    void end_feature();
    void end_geometry(const Container& done);
    void blame_coordinates(const std::string& written);
    void tell_repeated(Container& container);

    bool lines_ = false;
    std::vector<Container> open_;
    std::string token_;
    bool in_text_ = false, escaped_ = false, in_word_ = false;
    std::size_t at_ = 0, feature_ = 0, repeated_before_ = 0;
    std::string name_;
    std::optional<BadCoordinates> bad_;
    JsonSpan geometry_;
    JsonFaults faults_;
};

}  // namespace zonewright::io
