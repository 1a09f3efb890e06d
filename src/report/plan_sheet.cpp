#include "report/plan_sheet.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "io/map_renderer.h"
#include "report/map_figure.h"
#include "report/map_marks.h"
#include "report/page.h"
#include "report/print_pdf.h"
#include "report/sheet_layers.h"
#include "report/word_document.h"

namespace zonewright::report {
namespace {

constexpr int sheet_map_width_px = 1400, sheet_map_height_px = 600;
constexpr double sheet_map_width_mm = 180;

class PlanPage {
public:
    explicit PlanPage(const PlanSheetLook& look) : look_(look) {}

    PageData page(const PlanSheet& sheet) const {
        PageData data = page_object();
        data.set("kind", in(sheet.kind));
        data.set("title", sheet.title);
        data.set("subtitle", sheet.subtitle);
        data.set("study", look_.study_title);
        data.set("schematic", look_.schematic);
        data.set("confidentiality", look_.confidentiality);
        data.set("has_confidentiality", !look_.confidentiality.empty());
        data.set("facts", fact_rows(sheet));
        data.set("alerts", lines(sheet.alerts));
        data.set("has_alerts", !sheet.alerts.empty());
        data.set("notes", lines(sheet.notes));
        data.set("has_notes", !sheet.notes.empty());
        PageData tables = page_list();
        for (const SheetTable& table : sheet.tables) tables << table_data(table);
        data.set("tables", tables);
        if (!sheet.map.layers.empty()) data.set("map", map_data(sheet.map));
        data.set("has_map", !sheet.map.layers.empty());
        data.set("version", ZONEWRIGHT_VERSION);
        return data;
    }

private:
    const std::string& in(const Text& text) const { return text.in(look_.language); }

    PageData lines(const std::vector<Text>& texts) const {
        PageData list = page_list();
        for (const Text& text : texts) list << PageData(in(text));
        return list;
    }

    /// Two facts a row.
    PageData fact_rows(const PlanSheet& sheet) const {
        PageData rows = page_list();
        for (std::size_t i = 0; i < sheet.facts.size(); i += 2) {
            PageData row = page_object();
            row.set("label", in(sheet.facts[i].first));
            row.set("value", sheet.facts[i].second);
            const bool pair = i + 1 < sheet.facts.size();
            row.set("other_label", pair ? in(sheet.facts[i + 1].first) : std::string());
            row.set("other_value", pair ? sheet.facts[i + 1].second : std::string());
            rows << row;
        }
        return rows;
    }

    PageData table_data(const SheetTable& table) const {
        PageData data = page_object(), heads = page_list(), rows = page_list();
        data.set("title", in(table.title));
        data.set("note", in(table.note));
        data.set("has_note", !table.note.empty());
        data.set("empty", table.rows.empty());
        for (const SheetHead& head : table.head) {
            PageData cell = page_object();
            cell.set("text", in(head.title));
            cell.set("figure", head.figure);
            heads << cell;
        }
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            PageData row = page_object(), cells = page_list();
            for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
                PageData cell = page_object();
                cell.set("text", table.rows[r][c]);
                cell.set("figure", c < table.head.size() && table.head[c].figure);
                cells << cell;
            }
            row.set("cells", cells);
            row.set("stressed", std::ranges::find(table.stressed, r) != table.stressed.end());
            rows << row;
        }
        data.set("heads", heads);
        data.set("rows", rows);
        return data;
    }

    const model::LayerStyle& style_named(const std::string& name) const {
        for (const model::StyleSheet* sheet : {look_.map_styles, look_.styles})
            if (const model::LayerStyle* style = sheet->find(name)) return *style;
        throw InputError({.thing = fmt::format("styles/{}.toml", name),
                          .expected = both("地图样式", "a style for maps"),
                          .advice = both("恢复随程序安装的样式", "restore the style that came with the program")});
    }

    PageData map_data(const SheetMap& map) const {
        geom::Box box = map.box;
        io::MapRequest request{.width_px = sheet_map_width_px, .height_px = sheet_map_height_px,
                               .pixels_per_mm = sheet_map_width_px / sheet_map_width_mm, .language = look_.language};
        MapFurniture furniture{.title = in(map.title), .legend = {}, .print_width_mm = sheet_map_width_mm, .crs = map.crs, .date = {}, .maker = {}, .sources = {}, .mark = map.mark};
        for (const auto& [table, style_name] : map.layers) {
            for (LegendEntry& entry : legend_of(style_named(style_name), table, look_.language)) furniture.legend.push_back(std::move(entry));
            if (map.box.empty()) include(box, table);
        }
        request.box = box.grown(0.03 * std::max(box.width(), box.height()));
        const double least = std::max(request.box.width(), request.box.height() * sheet_map_width_px / sheet_map_height_px);
        SheetLayers layers(round_scale(least, sheet_map_width_mm) / 1000, &style_named("site_leader"));
        for (const auto& [table, style_name] : map.layers) layers.add(table, style_named(style_name));
        request.layers = layers.layers();
        return map_figure(io::draw_map(request), furniture);
    }

    static void include(geom::Box& box, const model::FeatureTable& table) {
        for (const model::Feature& feature : table.features)
            if (const auto* land = std::get_if<geom::MultiPolygon>(&feature.geometry)) box.include(geom::bounds(*land));
    }

    const PlanSheetLook& look_;
};

bool wants(const std::vector<std::string>& formats, const char* format) {
    return std::ranges::find(formats, format) != formats.end();
}

}  // namespace

std::string plan_sheet_page(const PlanSheet& sheet, const PlanSheetLook& look) {
    return render_page(look.templates, "plan_sheet", PlanPage(look).page(sheet), look.language);
}

std::vector<std::filesystem::path> write_plan_sheet(const std::filesystem::path& folder, const std::string& name,
                                                    const PlanSheet& sheet, const PlanSheetLook& look,
                                                    const std::vector<std::string>& formats) {
    const std::string page = plan_sheet_page(sheet, look);
    std::vector<std::filesystem::path> files{folder / (name + ".html")};
    write_file(files.front(), page);
    if (wants(formats, "docx")) {
        files.push_back(folder / (name + ".docx"));
        write_word_document(files.back(), look.templates / "word", page, look.language);
    }
    if (wants(formats, "pdf") && print_pdf(files.front(), folder / (name + ".pdf"))) files.push_back(folder / (name + ".pdf"));
    return files;
}

}  // namespace zonewright::report
