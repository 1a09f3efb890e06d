#include "assembly/verify_certificate.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "assembly/search/certificate_tree.h"
#include "assembly/search/node_position.h"
#include "assembly/search/strict_line.h"
#include "base/hash.h"

namespace zonewright::assembly {
namespace {

using certified::Circle;
using certified::demand;
using certified::demand_keys;
using certified::Fault;
using nlohmann::json;

/// Larger numbers could overflow a sum of 64 bits; no true certificate needs them.
constexpr std::int64_t largest_number = 1000000000000000;
constexpr std::size_t most_cuts = 4000;

struct Cluster {
    std::int64_t min_area, max_area, radius, owners, towns, permille, count;
    std::vector<std::int64_t> costs;
    std::vector<bool> closed;
};

class CertificateReader {
public:
    explicit CertificateReader(std::string_view text) : rest_(text) {}

    Verification check() {
        read_header();
        read_instance();
        std::int64_t bound = 0;
        for (const std::int64_t price : price_) bound -= price;
        std::vector<std::int64_t> least;
        for (std::size_t k = 0; k < clusters_.size(); ++k) least.push_back(check_claim(k));
        for (std::size_t k = 0; k < clusters_.size(); ++k)
            bound += clusters_[k].count * (penalty_ > 0 ? std::min(least[k], penalty_) : least[k]);
        check_sites();
        demand(bound == result_.bound, "下界与各项之和不符", "the bound is not the sum of its parts");
        demand(result_.objective >= result_.bound, "目标值低于下界", "the objective is below the bound");
        demand(rest_.empty(), "文件末尾有多余内容", "there is more after the last claim");
        result_.holds = true;
        return result_;
    }
    const Verification& so_far() const { return result_; }

private:
    std::string_view next_line() {
        const std::size_t end = rest_.find('\n');
        demand(end != std::string_view::npos, "文件不完整", "the file is cut short");
        const std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return line;
    }

    void read_header() {
        const std::string_view line = next_line();
        header_ = certified::strict_line(line);
        demand(header_.value("format", "") == "zonewright certificate", "不是证书", "not a certificate");
        demand(header_.value("version", 0) == 2, "证书为第 " + header_.value("version", json()).dump() + " 版，应为第 2 版",
               "a certificate of version " + header_.value("version", json()).dump() + ", not 2");
        demand_keys(header_, {"format", "version", "kind", "units", "step", "penalty", "clusters", "instance", "sites",
                              "objective", "bound"});
        const std::size_t hash = line.find(",\"instance\":");
        demand(hash != std::string_view::npos && hash < line.find(",\"sites\":"), "首行的次序不对",
               "the header is not in its order");
        rules_ = line.substr(0, hash);
        demand(header_.at("units") == json{{"area", "m2"}, {"length", "cm"}, {"cost", "1/1024 yuan"}}, "单位不符",
               "the units are not those of the format");
        result_.kind = header_.at("kind").get<std::string>();
        demand(result_.kind == "site" || result_.kind == "portfolio", "种类未知", "a kind that is not known");
        result_.objective = header_.at("objective").get<std::int64_t>();
        result_.bound = header_.at("bound").get<std::int64_t>();
        penalty_ = header_.at("penalty").get<std::int64_t>();
        step_ = header_.at("step").get<std::int64_t>();
        demand(step_ >= 1 && penalty_ >= 0, "步长或罚值无效", "step or penalty is not valid");
        for (const json& c : header_.at("clusters")) {
            demand_keys(c, {"name", "min_area", "max_area", "radius", "owners", "towns", "redevelopment_permille", "count"});
            const auto number = [&](const char* key) { return c.at(key).get<std::int64_t>(); };
            clusters_.push_back({number("min_area"),
                                 number("max_area"),
                                 number("radius"),
                                 number("owners"),
                                 number("towns"),
                                 number("redevelopment_permille"),
                                 number("count"),
                                 {},
                                 {}});
            demand(
                clusters_.back().min_area >= 1 && clusters_.back().count >= 0 && clusters_.back().radius >= 0,
                "窗口无效", "a window is not valid");
        }
    }

    void read_instance() {
        const char* begin = rest_.data();
        const json parcels = certified::strict_line(next_line());
        demand_keys(parcels, {"ids", "area", "x", "y", "owner", "town", "redevelopment", "links"});
        area_ = parcels.at("area").get<std::vector<std::int64_t>>();
        x_ = parcels.at("x").get<std::vector<std::int64_t>>();
        y_ = parcels.at("y").get<std::vector<std::int64_t>>();
        owner_ = parcels.at("owner").get<std::vector<int>>();
        town_ = parcels.at("town").get<std::vector<int>>();
        rebuilt_ = parcels.at("redevelopment").get<std::vector<int>>();
        const std::size_t n = area_.size();
        demand(parcels.at("ids").size() == n && x_.size() == n && y_.size() == n && owner_.size() == n &&
                   town_.size() == n && rebuilt_.size() == n,
               "地块各列长度不一", "the columns of the parcels differ in length");
        demand(
            std::none_of(area_.begin(), area_.end(), [](std::int64_t a) { return a < 0 || a > 1000000000; }),
            "面积无效", "an area is not valid");
        result_.parcels = n;
        const auto ids = parcels.at("ids").get<std::vector<std::string>>();
        demand(std::set<std::string>(ids.begin(), ids.end()).size() == n, "地块编号重复", "an id of a parcel stands twice");
        near_.resize(n);
        for (const json& link : parcels.at("links")) {
            demand(link.size() == 2, "连接无效", "a link is not valid");
            const int a = parcel(link.at(0)), b = parcel(link.at(1));
            near_[at(a)].push_back(b);
            near_[at(b)].push_back(a);
        }
        for (Cluster& cluster : clusters_) {
            const json line = certified::strict_line(next_line());
            demand_keys(line, {"costs", "closed"});
            cluster.costs = line.at("costs").get<std::vector<std::int64_t>>();
            demand(cluster.costs.size() == n, "成本列长度不符", "a cost column has the wrong length");
            cluster.closed.assign(n, false);
            for (const json& v : line.at("closed")) cluster.closed[at(parcel(v))] = true;
        }
        price_.assign(n, 0);
        const json prices = certified::strict_line(next_line());
        demand_keys(prices, {"prices"});
        for (const json& entry : prices.at("prices")) {
            const auto value = entry.at(1).get<std::int64_t>();
            demand(value >= 0 && value <= largest_number && value % step_ == 0, "地块价格无效",
                   "a parcel price is negative or not a multiple of the step");
            price_[at(parcel(entry.at(0)))] = value;
        }
        for (const Cluster& cluster : clusters_)
            for (const std::int64_t cost : cluster.costs)
                demand(cost % step_ == 0 && cost >= -largest_number && cost <= largest_number, "成本不是步长的倍数",
                       "a cost is not a multiple of the step");
        const std::string_view lines(begin, static_cast<std::size_t>(rest_.data() - begin));
        demand(hash_text(std::string(rules_) + "\n" + std::string(lines)) == header_.at("instance").get<std::string>(), "规则或算例与其哈希不符",
               "the rules or the instance do not match their hash");
        local_.assign(n, -1);
    }

    int parcel(const json& value) const {
        const int v = value.get<int>();
        demand(v >= 0 && at(v) < area_.size(), "地块序号越界", "a parcel number is out of range");
        return v;
    }

    bool inside(const Cluster& cluster, int centre, int v) const {
        if (cluster.closed[at(v)] || area_[at(v)] <= 0 || area_[at(v)] > cluster.max_area) return false;
        const __int128 dx = x_[at(v)] - x_[at(centre)], dy = y_[at(v)] - y_[at(centre)];
        return cluster.radius == 0 ||
               dx * dx + dy * dy <= static_cast<__int128>(cluster.radius) * cluster.radius;
    }

    /// Leaves the number of each parcel within the circle in local_; release() clears it.
    Circle circle_of(const Cluster& cluster, int centre, bool with_prices) {
        Circle circle;
        circle.min_area = cluster.min_area;
        circle.max_area = cluster.max_area;
        circle.owners = cluster.owners;
        circle.towns = cluster.towns;
        circle.rebuilt_permille = cluster.permille;
        circle.step = step_;
        const auto add = [&](int v) {
            local_[at(v)] = static_cast<int>(circle.parcel.size());
            circle.parcel.push_back(v);
            circle.area.push_back(area_[at(v)]);
            circle.cost.push_back(cluster.costs[at(v)] + (with_prices ? price_[at(v)] : 0));
            circle.owner.push_back(owner_[at(v)]);
            circle.town.push_back(town_[at(v)]);
            circle.rebuilt.push_back(rebuilt_[at(v)] != 0);
        };
        if (inside(cluster, centre, centre)) add(centre);
        std::size_t head = 0;
        while (head < circle.parcel.size())  // grows meanwhile
            for (const int w : near_[at(circle.parcel[head++])])
                if (local_[at(w)] < 0 && inside(cluster, centre, w)) add(w);
        for (const int v : circle.parcel) {
            circle.near.emplace_back();
            for (const int w : near_[at(v)])
                if (local_[at(w)] >= 0) circle.near.back().push_back(local_[at(w)]);
        }
        return circle;
    }
    void release(const Circle& circle) {
        for (const int v : circle.parcel) local_[at(v)] = -1;
    }
    int number_in_circle(int v) const {
        demand(v >= 0 && at(v) < local_.size() && local_[at(v)] >= 0, "证明提到圆外地块",
               "the proof names a parcel outside the circle");
        return local_[at(v)];
    }

    std::int64_t check_claim(std::size_t k) {
        const json claim = certified::strict_line(next_line());
        demand_keys(claim, {"claim", "least"}, "centres");
        demand(claim.at("claim") == k, "论断次序错误", "claims are out of order");
        const auto least = claim.at("least").get<std::int64_t>();
        // Below a `least` between two multiples of the step a site could cost more than `least` - step.
        demand(least % step_ == 0, "论断不是步长的倍数", "a claim is not a multiple of the step");
        std::set<int> centres;
        if (claim.contains("centres")) {
            demand(result_.kind == "site", "组合证书必须覆盖所有中心",
                   "a portfolio's claim must cover every centre");
            for (const json& v : claim.at("centres")) centres.insert(parcel(v));
        } else {
            for (std::size_t v = 0; v < area_.size(); ++v)
                if (!clusters_[k].closed[v]) centres.insert(static_cast<int>(v));
        }
        claimed_centres_.push_back(centres);
        while (!rest_.empty() && rest_.starts_with("{\"tree\"")) check_one_tree(k, least, centres);
        for (const int centre : centres) {
            const Circle circle = circle_of(clusters_[k], centre, true);
            if (!circle.parcel.empty())
                demand(certified::fractional_least(circle) >= least, "有中心未被证明",
                       "a centre is left without proof");
            release(circle);
            ++result_.centres;
        }
        return least;
    }

    std::pair<std::vector<int>, certified::Node> read_node(const Circle& circle) {
        const json line = certified::strict_line(next_line());
        demand_keys(line, {"path", "rounds", "branch"});
        std::vector<int> path;
        for (const json& step : line.at("path")) {
            const int value = step.get<int>();
            path.push_back(value > 0 ? number_in_circle(value - 1) + 1
                                     : -number_in_circle(-value - 1) - 1);
        }
        certified::Node node;
        for (const json& round : line.at("rounds")) {
            node.rounds.emplace_back(round.at(0).get<std::int64_t>(),
                                     std::vector<certified::Separator>{});
            const std::int64_t multiplier = node.rounds.back().first,
                               limit = certified::nothing / 4 / std::max<std::int64_t>(1, circle.max_area);
            demand(multiplier > -limit && multiplier < limit, "乘子越界", "a multiplier is out of range");
            demand(round.at(1).size() <= most_cuts, "分隔不等式过多", "there are too many separators");
            for (const json& cut : round.at(1)) {
                certified::Separator separator{cut.at(0).get<std::int64_t>(), {}, {}};
                demand(separator.amount >= 0 && separator.amount <= largest_number, "分隔量越界",
                       "an amount is out of range");
                for (const json& v : cut.at(1))
                    separator.gaining.push_back(number_in_circle(v.get<int>()));
                for (const json& v : cut.at(2))
                    separator.border.push_back(number_in_circle(v.get<int>()));
                node.rounds.back().second.push_back(std::move(separator));
            }
        }
        const int branch = line.at("branch").get<int>();
        node.branch = branch < 0 ? -1 : number_in_circle(branch);
        return {std::move(path), std::move(node)};
    }

    /// Reads a tree, checks it and takes its centre off the list of those that need one.
    void check_one_tree(std::size_t k, std::int64_t least, std::set<int>& centres) {
        const json head = certified::strict_line(next_line());
        demand_keys(head, {"tree", "nodes"}, "places");
        const int centre = parcel(head.at("tree"));
        Circle circle = circle_of(clusters_[k], centre, true);
        demand(!circle.parcel.empty(), "证明树的中心无效", "a tree has a closed centre");
        if (head.contains("places"))
            for (const json& rule : head.at("places")) {
                circle.places.emplace_back();
                for (const json& place : rule) {
                    circle.places.back().emplace_back();
                    std::set<int> distinct;
                    for (const json& v : place) distinct.insert(number_in_circle(v.get<int>()));
                    circle.places.back().back().assign(distinct.begin(), distinct.end());
                }
            }
        certified::Tree tree;
        for (auto left = head.at("nodes").get<std::size_t>(); left > 0; --left) {
            auto [path, node] = read_node(circle);
            demand(tree.emplace(std::move(path), std::move(node)).second, "证明树的节点重复", "a node of a tree stands twice");
        }
        result_.tree_nodes += certified::check_tree(circle, tree, least);
        ++result_.trees;
        places_[{k, centre}] = circle.places;
        release(circle);
        centres.erase(centre);
        ++result_.centres;
    }

    void check_sites() {
        std::vector<bool> used(area_.size(), false);
        std::vector<std::int64_t> placed(clusters_.size(), 0);
        std::int64_t objective = 0;
        demand(!header_.at("sites").empty(), "证书中没有用地", "there is no site");
        for (const json& entry : header_.at("sites")) {
            demand_keys(entry, {"cluster", "centre", "cost", "parcels"});
            const auto k = entry.at("cluster").get<std::size_t>();
            demand(k < clusters_.size(), "集群序号越界", "a cluster number is out of range");
            const int centre = parcel(entry.at("centre"));
            if (result_.kind == "site")
                demand(claimed_centres_[k].contains(centre), "用地的中心不在论断内",
                       "the site's centre is not in the claim");
            Circle circle = circle_of(clusters_[k], centre, false);
            const auto known = places_.find({k, centre});
            if (known != places_.end()) circle.places = known->second;
            std::vector<int> set;
            std::int64_t cost = 0;
            for (const json& v : entry.at("parcels")) {
                demand(!used[at(parcel(v))], "一宗地属于两处用地", "a parcel belongs to two sites");
                used[at(parcel(v))] = true;
                set.push_back(number_in_circle(parcel(v)));
                cost += circle.cost[at(set.back())];
            }
            std::sort(set.begin(), set.end());
            certified::check_site(circle, set);
            demand(cost == entry.at("cost").get<std::int64_t>(), "用地成本之和不符",
                   "a site's cost is not the sum of its parcels");
            objective += cost;
            ++placed[k];
            ++result_.sites;
            release(circle);
        }
        for (std::size_t k = 0; k < clusters_.size(); ++k) {
            demand(placed[k] <= clusters_[k].count, "用地数超过需求", "there are more sites than wanted");
            objective += (clusters_[k].count - placed[k]) * penalty_;
        }
        demand(objective == result_.objective, "目标值与各用地之和不符",
               "the objective is not the sum of the sites");
    }

    std::string_view rest_, rules_;
    Verification result_;
    json header_;
    std::int64_t penalty_ = 0, step_ = 1;
    std::vector<Cluster> clusters_;
    std::vector<std::int64_t> area_, x_, y_, price_;
    std::vector<int> owner_, town_, rebuilt_, local_;
    std::vector<std::vector<int>> near_;
    std::vector<std::set<int>> claimed_centres_;
    std::map<std::pair<std::size_t, int>, std::vector<std::vector<std::vector<int>>>> places_;
};

}  // namespace

Verification verify_certificate(std::string_view text) {
    CertificateReader reader(text);
    try {
        return reader.check();
    } catch (const Fault& fault) {
        Verification result = reader.so_far();
        result.fault = fault.words();
        return result;
    } catch (const json::exception& broken) {
        Verification result = reader.so_far();
        result.fault =
            both("不是可识别的证书：{}", "not a certificate that is known here: {}", broken.what());
        return result;
    }
}

}  // namespace zonewright::assembly
