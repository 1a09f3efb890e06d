// Owners of GDAL's files and features. Each handle is as small as a pointer; nothing outside src/io sees one.
#pragma once

#include <gdal_priv.h>
#include <ogr_feature.h>

#include <memory>

#include "gis/handles.h"

namespace zonewright::io {

struct DatasetRelease {
    void operator()(GDALDataset* dataset) const noexcept { GDALClose(dataset); }
};
/// Closing writes: reset it inside a GdalErrors scope and check that scope afterwards.
using Dataset = std::unique_ptr<GDALDataset, DatasetRelease>;

struct FeatureRelease {
    void operator()(OGRFeature* feature) const noexcept { OGRFeature::DestroyFeature(feature); }
};
using FeatureHandle = std::unique_ptr<OGRFeature, FeatureRelease>;

}  // namespace zonewright::io
