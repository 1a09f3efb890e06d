#include "answer/certified_land.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/atomic_file.h"
#include "io/vector_io.h"
#include "study/published_files.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using CertificateLine = nlohmann::json;

constexpr std::size_t most_land_faults = 100;

model::FeatureTable layer_of_land(const fs::path& out, const char* layer) {
    return io::read_layer({.path = out / "zonewright.gpkg", .layer = layer}, Progress());
}

struct PublishedParcel {
    std::int64_t net_m2 = 0;  ///< rounded down, as certificates have it
    std::string owner, town, status;
    std::set<std::string> rated;  ///< clusters
};

using Pair = std::pair<std::string, std::string>;

Pair in_order(const std::string& a, const std::string& b) {
    return a < b ? Pair(a, b) : Pair(b, a);
}

/// The layers `parcel` and `link`, by id.
struct PublishedLand {
    std::map<std::string, PublishedParcel> parcels;
    std::set<Pair> links;

    explicit PublishedLand(const fs::path& out) {
        const model::FeatureTable table = layer_of_land(out, "parcel");
        const auto text = [&](const model::Feature& row, const char* field) {
            return model::text_of(row.values[table.field(field)]);
        };
        for (const model::Feature& row : table.features) {
            PublishedParcel parcel{.owner = text(row, "owner"), .town = text(row, "town_code"), .status = text(row, "status"), .rated = {}};
            const double net_m2 = model::number_of(row.values[table.field("net_m2")]).value_or(0);
            parcel.net_m2 = std::llround(net_m2 * 1e4) / 10000;
            for (std::size_t f = 0; f < table.fields.size(); ++f)
                if (table.fields[f].name.starts_with("s_") && !model::is_null(row.values[f]))
                    parcel.rated.insert(table.fields[f].name.substr(2));
            parcels.emplace(text(row, "id"), std::move(parcel));
        }
        const model::FeatureTable drawn = layer_of_land(out, "link");
        for (const model::Feature& row : drawn.features)
            links.insert(in_order(model::text_of(row.values[drawn.field("parcel_a")]),
                                  model::text_of(row.values[drawn.field("parcel_b")])));
    }
};

/// Compares the instance of one certificate.
class LandComparison {
public:
    LandComparison(const PublishedLand& land, std::string name, const std::string& text)
        : land_(land), name_(std::move(name)) {
        const std::size_t line = text.find('\n'), next = text.find('\n', line + 1);
        header_ = CertificateLine::parse(text.substr(0, line));
        parcels_ = CertificateLine::parse(text.substr(line + 1, next - line - 1));
        ids_ = parcels_.at("ids").get<std::vector<std::string>>();
    }

    std::vector<RowFault> faults() {
        for (std::size_t v = 0; v < ids_.size(); ++v) compare_parcel(v);
        compare_groups("owner", &PublishedParcel::owner, true);
        compare_groups("town", &PublishedParcel::town, false);
        compare_links();
        compare_sites();
        return std::move(faults_);
    }

private:
    void fault(const char* layer, const std::string& row, const char* field, const std::string& certified, std::string published) {
        if (faults_.size() < most_land_faults)
            faults_.push_back({layer, row, field, std::move(published), both("证书 {}：{}", "certificate {}: {}", name_, certified)});
    }
    const PublishedParcel* find(std::size_t v) const {
        const auto found = land_.parcels.find(ids_.at(v));
        return found == land_.parcels.end() ? nullptr : &found->second;
    }

    void compare_parcel(std::size_t v) {
        const PublishedParcel* parcel = find(v);
        const auto area = parcels_.at("area").at(v).get<std::int64_t>();
        if (parcel == nullptr)
            fault("parcel", ids_[v], "id", ids_[v], "");
        else if (parcel->net_m2 != area)
            fault("parcel", ids_[v], "net_m2", fmt::format("{} m²", area), fmt::format("{} m²", parcel->net_m2));
    }

    /// The same owner or town in the certificate exactly where it is the same in the layer; nobody's land is its own.
    void compare_groups(const char* column, std::string PublishedParcel::*member, bool own_where_empty) {
        std::map<std::int64_t, std::string> name_of;
        std::map<std::string, std::int64_t> number_of;
        for (std::size_t v = 0; v < ids_.size(); ++v) {
            const PublishedParcel* parcel = find(v);
            if (parcel == nullptr) continue;
            const auto number = parcels_.at(column).at(v).get<std::int64_t>();
            const bool nobodys = own_where_empty && (parcel->*member).empty();
            const std::string name = nobodys ? "\n" + ids_[v] : parcel->*member;
            const auto& known_name = name_of.emplace(number, name).first->second;
            const auto known_number = number_of.emplace(name, number).first->second;
            if (known_name != name || known_number != number)
                fault("parcel", ids_[v], column, fmt::format("{}", number), parcel->*member);
        }
    }

    void compare_links() {
        std::set<Pair> certified;
        for (const CertificateLine& link : parcels_.at("links"))
            certified.insert(in_order(ids_.at(link.at(0)), ids_.at(link.at(1))));
        const std::set<std::string> listed(ids_.begin(), ids_.end());
        for (const Pair& link : certified)
            if (!land_.links.contains(link)) fault("link", link.first + "/" + link.second, "parcel_b", link.second, "");
        for (const Pair& link : land_.links)
            if (listed.contains(link.first) && listed.contains(link.second) && !certified.contains(link))
                fault("link", link.first + "/" + link.second, "parcel_b", "", link.second);
    }

    void compare_sites() {
        for (const CertificateLine& site : header_.at("sites")) {
            const std::string cluster = header_.at("clusters").at(site.at("cluster").get<std::size_t>()).at("name");
            for (const CertificateLine& number : site.at("parcels")) {
                const PublishedParcel* parcel = find(number.get<std::size_t>());
                if (parcel == nullptr) continue;
                if (parcel->status == "excluded" || !parcel->rated.contains(cluster))
                    fault("parcel", ids_.at(number.get<std::size_t>()), "status", cluster, parcel->status);
            }
        }
    }

    const PublishedLand& land_;
    std::string name_;
    CertificateLine header_, parcels_;
    std::vector<std::string> ids_;
    std::vector<RowFault> faults_;
};

}  // namespace

std::vector<RowFault> faults_of_certified_land(const fs::path& out) {
    const fs::path folder = study::certificates_folder(out);
    std::vector<RowFault> faults;
    if (!fs::is_directory(folder) || fs::is_empty(folder)) return faults;
    const PublishedLand land(out);
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".jsonl") files.insert(entry.path());
    for (const fs::path& file : files) {
        try {
            for (RowFault& fault : LandComparison(land, file.stem().string(), read_file(file)).faults())
                faults.push_back(std::move(fault));
        } catch (const nlohmann::json::exception&) {
            continue;  // no certificate: it is refused as a whole, where it is checked
        }
    }
    return faults;
}

}  // namespace zonewright::answer
