// GDAL raster datasets for the raster files of this folder only: opening from an allow-list, creating in
// memory, labelling, and telling a failed write from a good one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "gis/handles.h"
#include "gis/raster_io.h"
#include "raster/grid.h"

namespace zonewright::gis {

/// Throws ResourceError naming `target` when GDAL reported a failure; on a full disk 3.6 does so by message
/// alone.
void require_written(const GdalErrors& errors, const std::filesystem::path& target);

/// No data in the files we write.
inline constexpr float file_no_data = -9999.0F;
inline constexpr std::uint32_t file_no_reason = 4294967295U;

/// Throws ResourceError when this GDAL lacks the driver.
GDALDriver& raster_driver(const char* name);
/// Opens an existing regular file with GTiff, COG, HFA or AAIGrid and nothing else (no VRT, no network, no
/// archive). Throws InputError naming the path.
Dataset open_raster(const std::filesystem::path& path);
/// The CRS as text GDAL reads back.
std::string wkt_of(const OGRSpatialReference& crs);
RasterInfo describe(GDALDataset& dataset, const std::filesystem::path& path);

/// One band over `cells`, which must outlive the dataset.
Dataset memory_raster(const raster::GridSpec& spec, int epsg, GDALDataType type, void* cells);
/// States CRS, position, no data, description and unit of a dataset that is being written.
void label_raster(GDALDataset& dataset, const raster::GridSpec& spec, int epsg, double no_data,
                  const RasterLabel& label);

/// NaN → file_no_data, and back.
void to_file_values(std::span<const float> cells, std::span<float> stored);
void from_file_values(std::span<float> cells, const std::optional<double>& no_data);

}  // namespace zonewright::gis
