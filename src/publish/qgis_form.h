// The form of a feature in QGIS: which widget shows a field, and the tabs the fields stand under.
#pragma once

#include <string>

#include "base/language.h"
#include "model/feature_table.h"
#include "model/style.h"
#include "publish/xml_writer.h"

namespace zonewright::publish {

/// <fieldConfiguration>: titles for codes, as many decimals as a length or a share deserves, plain text for the rest.
void write_fields(XmlWriter& xml, const model::LayerStyle& style, const model::FeatureTable& table, Language language);

/// <attributeEditorForm>: the tabs the style declares, fields it does not name under one more; nothing without tabs.
void write_form(XmlWriter& xml, const model::LayerStyle& style, const model::FeatureTable& table, Language language);

}  // namespace zonewright::publish
