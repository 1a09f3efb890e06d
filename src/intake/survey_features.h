// Between survey texts and layers. Fields by their usual names: DKBH 地块编号, DKMC 地块名称, TXSX 图形属性,
// TFH 图幅号, XZYT 地块用途, DLBM 地类编码, MJ 面积 (m², from the 公顷 of the text).
// Errors: InputError for a plane that survey texts cannot state.
#pragma once

#include "io/vector_io.h"
#include "intake/survey_text.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// One feature per parcel, shells and holes by nesting, in the CRS of the text (epsg 0 when it cannot be
/// told).
model::FeatureTable table_of(const SurveyFile& file, const std::string& name);

/// The file read as any other layer; remarks become warnings.
io::LayerReading read_survey(const std::filesystem::path& path);

struct SurveyStyle {
    SurveyDialect dialect = SurveyDialect::Standard;
    std::string encoding = "GBK";
    int decimals = 3;
    std::string producer;  ///< 数据产生单位
    std::string date;      ///< 数据产生日期
};

/// A text of the polygons of a table. The table must be in a CGCS2000 Gauss-Krüger plane (in degrees for D5).
/// Rings start at their north-western vertex; shells run clockwise, holes counter-clockwise; every ring has a
/// 圈号 of its own; J numbers run on; 地块面积 is planar, in 公顷 with 4 decimals.
SurveyFile survey_of(const model::FeatureTable& table, const SurveyStyle& style);

}  // namespace zonewright::intake
