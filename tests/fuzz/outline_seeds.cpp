#include "fuzz/outline_seeds.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/atomic_file.h"
#include "gis/crs.h"
#include "intake/survey_features.h"
#include "io/vector_io.h"

namespace zonewright::fuzz {
namespace {

namespace fs = std::filesystem;

model::FeatureTable table_of(const std::vector<geom::MultiPolygon>& polygons, int epsg) {
    model::FeatureTable table{
        "outline", {}, model::GeometryKind::Polygon, epsg, {{"name", model::FieldType::Text, {}, ""}}, {}};
    for (const geom::MultiPolygon& polygon : polygons) {
        const auto number = static_cast<std::int64_t>(table.features.size() + 1);
        table.features.push_back({number, polygon, {fmt::format("甲{}", number)}});
    }
    return table;
}

std::string drawing_of(const std::vector<geom::MultiPolygon>& polygons) {
    std::string text = "0\nSECTION\n2\nENTITIES\n";
    for (const geom::MultiPolygon& polygon : polygons)
        for (const geom::Ring& ring : polygon.parts.front().rings) {
            text += fmt::format("0\nLWPOLYLINE\n8\n0\n90\n{}\n70\n1\n", ring.size() - 1);
            for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                text += fmt::format("10\n{}\n20\n{}\n", ring[i].x, ring[i].y);
        }
    return text + "0\nENDSEC\n0\nEOF\n";
}

std::string place_marks_of(const std::vector<geom::MultiPolygon>& polygons, int epsg) {
    const gis::Transformation to_degrees(epsg, 4326);
    std::string text = "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>";
    for (const geom::MultiPolygon& polygon : polygons) {
        text += "<Placemark><name>甲</name><Polygon>";
        for (std::size_t r = 0; r < polygon.parts.front().rings.size(); ++r) {
            const std::string boundary = r == 0 ? "outerBoundaryIs" : "innerBoundaryIs";
            text += "<" + boundary + "><LinearRing><coordinates>";
            for (const geom::Point& point : polygon.parts.front().rings[r]) {
                const geom::Point degrees = to_degrees(point);
                text += fmt::format("{:.9f},{:.9f} ", degrees.x, degrees.y);
            }
            text += "</coordinates></LinearRing></" + boundary + ">";
        }
        text += "</Polygon></Placemark>";
    }
    return text + "</Document></kml>";
}

/// Corners of the shells: no more can be said by a table of points.
std::vector<std::vector<std::string>> point_rows(const std::vector<geom::MultiPolygon>& polygons) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t p = 0; p < polygons.size(); ++p) {
        const geom::Ring& ring = polygons[p].parts.front().rings.front();
        for (std::size_t i = 0; i + 1 < ring.size(); ++i)
            rows.push_back({fmt::format("甲{}", p + 1), fmt::format("{}", i + 1),
                            fmt::format("{:.4f}", ring[i].y), fmt::format("{:.4f}", ring[i].x)});
    }
    return rows;
}

std::string points_text(const std::vector<std::vector<std::string>>& rows) {
    std::string text = "地块编号,点号,X坐标,Y坐标\n";
    for (const auto& row : rows) text += fmt::format("{},{},{},{}\n", row[0], row[1], row[2], row[3]);
    return text;
}

std::vector<io::ZipEntry> points_workbook(const std::vector<std::vector<std::string>>& rows) {
    const auto cell = [](std::size_t row, std::size_t column, const std::string& type,
                         const std::string& inside) {
        return fmt::format("<c r=\"{}{}\"{}>{}</c>", "ABCD"[column], row + 1, type, inside);
    };
    const auto word = [&](std::size_t row, std::size_t column, const std::string& text) {
        return cell(row, column, " t=\"inlineStr\"", "<is><t>" + text + "</t></is>");
    };
    const std::string titles[] = {"地块编号", "点号", "X坐标", "Y坐标"};
    std::string sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row "
        "r=\"1\">";
    for (std::size_t column = 0; column < 4; ++column) sheet += word(0, column, titles[column]);
    sheet += "</row>";
    for (std::size_t row = 0; row < rows.size(); ++row) {
        sheet += fmt::format("<row r=\"{}\">", row + 2) + word(row + 1, 0, rows[row][0]);
        for (std::size_t column = 1; column < 4; ++column)
            sheet += cell(row + 1, column, "", "<v>" + rows[row][column] + "</v>");
        sheet += "</row>";
    }
    sheet += "</sheetData></worksheet>";
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string package = "http://schemas.openxmlformats.org/package/2006/";
    const std::string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    return {
        {"[Content_Types].xml",
         head + "<Types xmlns=\"" + package +
             "content-types\"><Default Extension=\"rels\" ContentType=\"application/"
             "vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" "
             "ContentType=\"" +
             type + "sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" +
             type + "worksheet+xml\"/></Types>"},
        {"_rels/.rels", head + "<Relationships xmlns=\"" + package +
                            "relationships\"><Relationship Id=\"rId1\" Type=\"" + office +
                            "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml",
         head + "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" +
             office + "\"><sheets><sheet name=\"界址点\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", head + "<Relationships xmlns=\"" + package +
                                           "relationships\"><Relationship Id=\"rId1\" Type=\"" + office +
                                           "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
        {"xl/worksheets/sheet1.xml", head + sheet}};
}

std::string written(const model::FeatureTable& table, const fs::path& target, io::VectorFormat format) {
    io::write_layers(target, format, {&table}, Progress{}, {.lossy = true});
    return fs::is_regular_file(target) ? read_file(target) : std::string();
}

/// The files below the folder whose names begin with this one's.
std::vector<io::ZipEntry> files_of(const fs::path& folder, const std::string& name) {
    std::vector<io::ZipEntry> parts;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string inside = entry.path().lexically_relative(folder).generic_string();
        if (entry.is_regular_file() && inside.starts_with(name))
            parts.emplace_back(inside, read_file(entry.path()));
    }
    std::ranges::sort(parts);
    return parts;
}

}  // namespace

std::vector<OutlineSeed> outline_seeds(const std::vector<geom::MultiPolygon>& polygons, int epsg,
                                       const fs::path& scratch) {
    const model::FeatureTable table = table_of(polygons, epsg);
    const auto alone = [](std::string bytes) { return std::vector<io::ZipEntry>{{"", std::move(bytes)}}; };
    std::vector<OutlineSeed> seeds;
    const auto file = [&](const std::string& extension, io::VectorFormat format, bool states_crs) {
        seeds.push_back(
            {extension, extension, alone(written(table, scratch / ("a" + extension), format)), states_crs});
    };
    file(".geojson", io::VectorFormat::GeoJson, true);
    file(".gpkg", io::VectorFormat::GeoPackage, true);
    file(".fgb", io::VectorFormat::FlatGeobuf, true);
    written(table, scratch / "b.shp", io::VectorFormat::Shapefile);
    seeds.push_back({".shp in .zip", ".zip", files_of(scratch, "b.")});
    written(table, scratch / "c.gdb", io::VectorFormat::FileGeodatabase);
    seeds.push_back({".gdb in .zip", ".zip", files_of(scratch, "c.gdb/")});
    seeds.push_back(
        {".wkt .csv", ".csv", alone(written(table, scratch / "d.csv", io::VectorFormat::Csv)), false});
    seeds.push_back({".dxf", ".dxf", alone(drawing_of(polygons)), false});
    seeds.push_back({".kml", ".kml", alone(place_marks_of(polygons, epsg))});
    seeds.push_back({".kmz", ".kmz", {{"doc.kml", place_marks_of(polygons, epsg)}}});
    seeds.push_back({"survey .txt", ".txt", alone(intake::survey_bytes(intake::survey_of(table, {})))});
    seeds.push_back({"points .csv", ".csv", alone(points_text(point_rows(polygons))), false});
    seeds.push_back({"points .xlsx", ".xlsx", points_workbook(point_rows(polygons)), false});
    return seeds;
}

}  // namespace zonewright::fuzz
