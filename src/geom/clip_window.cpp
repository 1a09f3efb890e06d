#include "geom/clip_window.h"

#include <algorithm>
#include <array>
#include <optional>

#include "geom/planar_area.h"

namespace zonewright::geom {
namespace {

/// The part of a segment inside the window.
struct Piece {
    Point from, to;
    bool enters = false, leaves = false;  ///< the end lies on the border
};

/// Liang-Barsky; a cut end lies exactly on the border line it was cut at.
std::optional<Piece> inside_part(Point a, Point b, const Box& window) {
    double t0 = 0, t1 = 1;
    Piece piece{a, b, false, false};
    const auto cut = [&](double Point::*along, double Point::*across, double bound, double sign) {
        const double da = sign * (a.*along - bound), db = sign * (b.*along - bound);  // inside is positive
        if (da < 0 && db < 0) return false;
        if (da >= 0 && db >= 0) return true;
        const double t = da / (da - db);
        Point at;
        at.*along = bound;
        at.*across = a.*across + t * (b.*across - a.*across);
        if (da < 0 && t > t0) t0 = t, piece.from = at, piece.enters = true;
        if (db < 0 && t < t1) t1 = t, piece.to = at, piece.leaves = true;
        return true;
    };
    const bool meets =
        cut(&Point::x, &Point::y, window.min_x, 1) && cut(&Point::x, &Point::y, window.max_x, -1) &&
        cut(&Point::y, &Point::x, window.min_y, 1) && cut(&Point::y, &Point::x, window.max_y, -1);
    if (!meets || t0 >= t1) return std::nullopt;
    return piece;
}

/// Boundary from where it enters the window to where it leaves.
struct Chain {
    Ring points;
    bool enters = false, leaves = false;
    bool used = false;
};

class Clipper {
public:
    explicit Clipper(const Box& window) : window_(window) {}

    MultiPolygon clip(const std::vector<OverlayEdge>& edges, bool corner_inside) {
        for (const OverlayEdge& edge : edges) add(edge);
        end_ring();
        MultiPolygon pieces = joined_along_border();
        if (chains_.empty() && corner_inside) pieces.parts.push_back({{border()}});
        add_whole_rings(pieces);
        return pieces;
    }

private:
    void add(const OverlayEdge& edge) {
        // A chain can be open here only when its ring ended inside the window.
        if (edge.start == EdgeStart::Unknown || (edge.start == EdgeStart::Outside && open_)) end_ring();
        const auto piece = inside_part(edge.from, edge.to, window_);
        if (!piece) return;
        if (!open_ || piece->enters) ring_.push_back({{piece->from}, piece->enters, false, false});
        Chain& chain = ring_.back();
        if (chain.points.back() != piece->to) chain.points.push_back(piece->to);
        chain.leaves = piece->leaves;
        open_ = !piece->leaves;
    }

    /// A ring that starts inside ends inside: its last chain runs on into its first.
    void end_ring() {
        open_ = false;
        if (ring_.empty()) return;
        if (!ring_.front().enters && !ring_.back().leaves) {
            if (ring_.size() == 1) {
                whole_rings_.push_back(std::move(ring_.front().points));
                ring_.clear();
                return;
            }
            Chain& last = ring_.back();
            last.points.insert(last.points.end(), ring_.front().points.begin() + 1,
                               ring_.front().points.end());
            last.leaves = ring_.front().leaves;
            ring_.erase(ring_.begin());
        }
        for (Chain& chain : ring_) chains_.push_back(std::move(chain));
        ring_.clear();
    }

    /// Distance along the border from the lower left corner, counter-clockwise.
    double position(Point p) const {
        const double w = window_.width(), h = window_.height();
        if (p.y == window_.min_y) return p.x - window_.min_x;
        if (p.x == window_.max_x) return w + (p.y - window_.min_y);
        if (p.y == window_.max_y) return w + h + (window_.max_x - p.x);
        return w + h + w + (window_.max_y - p.y);
    }

    Ring border() const {
        return {{window_.min_x, window_.min_y},
                {window_.max_x, window_.min_y},
                {window_.max_x, window_.max_y},
                {window_.min_x, window_.max_y},
                {window_.min_x, window_.min_y}};
    }

    /// Corners passed when going counter-clockwise from one position to the next.
    void add_corners(double from, double to, Ring& ring) const {
        const Ring corners = border();
        const double w = window_.width(), h = window_.height();
        const std::array<double, 4> at = {0, w, w + h, w + h + w};
        const double round = 2 * (w + h);
        if (to < from) to += round;
        for (int lap = 0; lap < 2; ++lap)
            for (std::size_t i = 0; i < 4; ++i) {
                const double corner = at[i] + lap * round;
                if (corner > from && corner < to) ring.push_back(corners[i]);
            }
    }

    MultiPolygon joined_along_border() {
        std::vector<std::pair<double, std::size_t>> entries;
        for (std::size_t i = 0; i < chains_.size(); ++i)
            entries.emplace_back(position(chains_[i].points.front()), i);
        std::sort(entries.begin(), entries.end());
        MultiPolygon pieces;
        for (std::size_t first = 0; first < chains_.size(); ++first) {
            Ring ring;
            for (std::size_t i = first; !chains_[i].used;) {
                chains_[i].used = true;
                ring.insert(ring.end(), chains_[i].points.begin(), chains_[i].points.end());
                const double leaves_at = position(ring.back());
                auto next =
                    std::lower_bound(entries.begin(), entries.end(), std::pair(leaves_at, std::size_t{0}));
                if (next == entries.end()) next = entries.begin();
                add_corners(leaves_at, next->first, ring);
                i = next->second;
            }
            if (ring.empty()) continue;
            ring.push_back(ring.front());
            ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
            if (ring.size() >= 4 && signed_ring_area(ring) > 0) pieces.parts.push_back({{std::move(ring)}});
        }
        return pieces;
    }

    void add_whole_rings(MultiPolygon& pieces) {
        for (const Ring& ring : whole_rings_)
            if (signed_ring_area(ring) > 0) pieces.parts.push_back({{ring}});
        for (const Ring& ring : whole_rings_)
            if (signed_ring_area(ring) < 0) add_hole(pieces, ring);
    }

    static bool encloses(const Polygon& part, const Ring& hole) {
        const Polygon shell{{part.rings.front()}};
        for (Point p : hole) {
            const Position where = locate(p, shell);
            if (where != Position::OnBoundary) return where == Position::Inside;
        }
        return false;
    }

    static void add_hole(MultiPolygon& pieces, const Ring& hole) {
        // The smallest shell around it: shells may lie in holes of other shells.
        Polygon* owner = nullptr;
        double owner_m2 = 0;
        for (Polygon& part : pieces.parts) {
            const double shell_m2 = signed_ring_area(part.rings.front());
            if ((owner == nullptr || shell_m2 < owner_m2) && encloses(part, hole))
                owner = &part, owner_m2 = shell_m2;
        }
        if (owner != nullptr) owner->rings.push_back(hole);
    }

    Box window_;
    std::vector<Chain> chains_;
    std::vector<Chain> ring_;  ///< chains of the ring being read
    bool open_ = false;        ///< the last chain has not left the window yet
    std::vector<Ring> whole_rings_;
};

}  // namespace

MultiPolygon clip_to_window(const std::vector<OverlayEdge>& edges, const Box& window, bool corner_inside) {
    return Clipper(window).clip(edges, corner_inside);
}

Box window_beside(const std::vector<OverlayEdge>& edges, const Box& window) {
    const auto on_border = [&](const Box& box, Point p) {
        return p.x == box.min_x || p.x == box.max_x || p.y == box.min_y || p.y == box.max_y;
    };
    Box tried = window;
    double step_m = 1.0 / 1024;
    while (std::any_of(edges.begin(), edges.end(), [&](const OverlayEdge& e) {
        return on_border(tried, e.from) || on_border(tried, e.to);
    })) {
        tried = window.grown(step_m);
        step_m *= 1.5;
    }
    return tried;
}

}  // namespace zonewright::geom
