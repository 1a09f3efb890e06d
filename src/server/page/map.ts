// @ts-nocheck
// A plain map on the study's plane (EPSG:4547): towns, parcels in view, outlines, a surface below them; moved with the mouse,
// the keyboard or its buttons; outlines can be drawn on it. True to scale; for measuring, the server measures.
import { h, svg } from './dom';
import { ask } from './api';
import type { Plane } from './plane';
import type { Box, Geometry } from './types';
import { t } from './words';

const styles = {
  town: { fill: '#eef2e6', stroke: '#7a8672', 'stroke-width': 1.5 },
  parcel: { fill: '#ffffff', stroke: '#8d99a1', 'stroke-width': 0.8 },
  site: { fill: '#0b4f6c', 'fill-opacity': 0.35, stroke: '#0b4f6c', 'stroke-width': 1.5 },
  outline: { fill: '#c3123b', 'fill-opacity': 0.25, stroke: '#a3181f', 'stroke-width': 2.5 },
  kept: { fill: '#14602f', 'fill-opacity': 0.3, stroke: '#14602f', 'stroke-width': 2.5 },
  cut: { fill: '#a3181f', 'fill-opacity': 0.55, stroke: '#a3181f', 'stroke-width': 1 },
};
const hollow = { ...styles, town: { ...styles.town, 'fill-opacity': 0 }, parcel: { ...styles.parcel, 'fill-opacity': 0, stroke: '#1b2a33', 'stroke-opacity': 0.7 } };

export type Layer = 'town' | 'parcel' | 'site' | 'cut' | 'kept' | 'outline';
export interface Shape { geometry: Geometry; title?: string; label?: string; }

export class MapView {
  [more: string]: any;
  /** `plane`: see plane.js. `isHollow`: there is a surface below, so areas are not filled. */
  constructor(label: string, plane: Plane, isHollow = false) {
    this.plane = plane;
    this.isHollow = isHollow;
    this.shown = { town: [], parcel: [], site: [], cut: [], kept: [], outline: [] };
    this.onView = [];
    this.svg = svg('svg', { role: 'application', 'aria-roledescription': t('地图'), 'aria-label': label, tabindex: 0, preserveAspectRatio: 'none' });
    this.canvas = h('canvas', { 'aria-hidden': 'true' });
    this.scale = h('p', { class: 'scale' });
    this.bar = h('span', { class: 'bar' });
    this.tools = h('div', { class: 'tools' },
      h('button', { type: 'button', 'aria-label': t('放大'), onclick: () => this.zoom(0.6) }, '＋'),
      h('button', { type: 'button', 'aria-label': t('缩小'), onclick: () => this.zoom(1 / 0.6) }, '－'),
      h('button', { type: 'button', onclick: () => this.fit(this.home) }, t('全图')));
    this.element = h('div', { class: 'map' }, this.canvas, this.svg, h('div', { class: 'scalebox' }, this.bar, this.scale), this.tools);
    this.svg.addEventListener('keydown', event => this.onKey(event));
    this.svg.addEventListener('wheel', event => { event.preventDefault(); this.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.under(event)); }, { passive: false });
    this.svg.addEventListener('pointerdown', event => this.onDrag(event));
    new ResizeObserver(() => { if (this.perPixel) this.redraw(); }).observe(this.element);
  }

  /** box: west, south, east, north in degrees. */
  open(box, margin = 0.6) {
    const corners = [[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]].map(p => this.plane.metres(p));
    const east = corners.map(p => p[0]), north = corners.map(p => p[1]);
    this.origin = [(Math.min(...east) + Math.max(...east)) / 2, (Math.min(...north) + Math.max(...north)) / 2];
    this.home = [0, 0, Math.max((Math.max(...east) - Math.min(...east)) * (1 + margin), 120), Math.max((Math.max(...north) - Math.min(...north)) * (1 + margin), 90)];
    this.fit(this.home);
    this.loadTowns();
    return this;
  }

  // Local metres: east and south of the origin, small enough for the figures of a drawing.
  at(position) { const [x, y] = this.plane.metres(position); return [x - this.origin[0], this.origin[1] - y]; }
  metresAt([x, y]) { return [x + this.origin[0], this.origin[1] - y]; }
  size() { return [this.element.clientWidth || 900, this.element.clientHeight || 420]; }
  view() { const [w, high] = this.size(); return [this.middle[0] - w * this.perPixel / 2, this.middle[1] - high * this.perPixel / 2, w * this.perPixel, high * this.perPixel]; }
  under(event: Event) {
    const box = this.svg.getBoundingClientRect(), [x, y, wide, high] = this.view();
    return [x + (event.clientX - box.left) / box.width * wide, y + (event.clientY - box.top) / box.height * high];
  }

  path(geometry) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    return polygons.map(rings => rings.map(ring => 'M' + ring.map(p => this.at(p).map(v => v.toFixed(2)).join(' ')).join('L') + 'Z').join('')).join('');
  }

  /** shapes: { geometry, title, label }; a label is written in its middle */
  set(layer, shapes) {
    this.shown[layer] = shapes.map(shape => ({ ...shape, d: this.path(shape.geometry), middle: shape.label && this.middleOf(shape.geometry) }));
    this.draw();
  }

  draw() {
    const groups = Object.entries(this.shown).map(([layer, shapes]) => {
      const group = svg('g', { 'fill-rule': 'evenodd' });
      for (const shape of shapes) {
        const path = svg('path', { d: shape.d, 'vector-effect': 'non-scaling-stroke', ...(this.isHollow ? hollow : styles)[layer] });
        if (shape.title) {
          const title = svg('title', {});
          title.textContent = shape.title;
          path.append(title);
        }
        group.append(path);
      }
      return group;
    });
    this.names = svg('g', { class: 'names', 'aria-hidden': 'true' });
    this.svg.replaceChildren(...groups, this.names, ...(this.overlay ? [this.overlay()] : []));
    this.drawNames();
  }

  /** Numbers of sites, then names of towns, as large on the screen at every scale; none over another, none cut off. */
  drawNames() {
    if (!this.names || !this.perPixel) return;
    const [x, y, wide, high] = this.view(), size = 13 * this.perPixel, taken = [];
    const isFree = box => !taken.some(other => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
    const texts = [];
    for (const { label, middle } of [...this.shown.site, ...this.shown.town]) {
      if (!label || !middle || middle[0] < x || middle[0] > x + wide || middle[1] < y || middle[1] > y + high) continue;
      const half = label.length * size * 0.55, box = [middle[0] - half, middle[1] - size * 0.7, middle[0] + half, middle[1] + size * 0.7];
      if (!isFree(box)) continue;
      taken.push(box);
      const text = svg('text', { x: middle[0].toFixed(2), y: (middle[1] + size * 0.35).toFixed(2), 'font-size': size.toFixed(3), 'stroke-width': (size / 4).toFixed(3) });
      text.textContent = label;
      texts.push(text);
    }
    this.names.replaceChildren(...texts);
  }

  /** The middle of the largest part. */
  middleOf(geometry) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    let best = null, most = 0;
    for (const [shell] of polygons) {
      const ring = shell.map(p => this.at(p));
      let twice = 0, east = 0, south = 0;
      for (let i = 1; i < ring.length; i++) {
        const turn = ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
        twice += turn;
        east += (ring[i - 1][0] + ring[i][0]) * turn;
        south += (ring[i - 1][1] + ring[i][1]) * turn;
      }
      if (Math.abs(twice) > most) { most = Math.abs(twice); best = [east / (3 * twice), south / (3 * twice)]; }
    }
    return best;
  }

  /** view: middle and extent in local metres. */
  fit([x, y, wide, high]) {
    const [w, tall] = this.size();
    this.middle = [x, y];
    this.perPixel = Math.min(Math.max(wide / w, high / tall, 0.02), 1000);
    this.redraw();
  }

  redraw() {
    const view = this.view();
    this.svg.setAttribute('viewBox', view.map(v => v.toFixed(2)).join(' '));
    const most = view[2] / 4, round = 10 ** Math.floor(Math.log10(most));
    const step = [1, 2, 5].map(k => k * round).filter(k => k <= most).pop() || round;
    this.bar.style.width = step / this.perPixel + 'px';
    this.say(step >= 1000 ? t('{} 公里', step / 1000) : t('{} 米', step));
    if (this.overlay) this.draw(); else this.drawNames();
    this.onView.forEach(tell => tell());
    clearTimeout(this.later);
    this.later = setTimeout(() => this.loadParcels(), 250);
  }

  say(words, more = '') { this.stated = words; this.scale.textContent = words + (more && '　' + more); }

  /** `around` stays where it is. */
  zoom(factor, around = this.middle) {
    this.perPixel = Math.min(Math.max(this.perPixel * factor, 0.02), 1000);
    this.middle = this.middle.map((v, i) => around[i] + (v - around[i]) * factor);
    this.redraw();
  }

  move(right, down) {
    const [, , wide, high] = this.view();
    this.middle = [this.middle[0] + right * wide, this.middle[1] + down * high];
    this.redraw();
  }

  onKey(event: Event) {
    const step = event.shiftKey ? 0.02 : 0.2;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (this.onPress && this.onPress(event)) event.preventDefault();
    else if (moves[event.key]) this.move(...moves[event.key]);
    else if (event.key === '+' || event.key === '=') this.zoom(0.6);
    else if (event.key === '-') this.zoom(1 / 0.6);
    else if (event.key === 'Home') this.fit(this.home);
    else return;
    event.preventDefault();
  }

  /** A press that does not move is a click at a place. */
  onDrag(event: Event) {
    const from = [event.clientX, event.clientY], middle = this.middle.slice();
    let moved = false;
    const drag = move => {
      const away = [move.clientX - from[0], move.clientY - from[1]];
      moved = moved || Math.hypot(...away) > 4;
      if (!moved) return;
      this.middle = [middle[0] - away[0] * this.perPixel, middle[1] - away[1] * this.perPixel];
      this.redraw();
    };
    const end = () => {
      window.removeEventListener('pointermove', drag);
      window.removeEventListener('pointerup', end);
      if (!moved && this.onClick) this.onClick(this.under(event));
    };
    window.addEventListener('pointermove', drag);
    window.addEventListener('pointerup', end);
  }

  async loadTowns() {
    try {
      const towns = await ask('GET', '/collections/town/items?limit=1000');
      this.set('town', towns.features.filter(f => f.geometry).map(f => ({ geometry: f.geometry, title: f.properties.name, label: f.properties.name })));
    } catch (problem) { this.say(this.stated, t('镇街界线未能读取')); }
  }

  /** Parcels only where they can be told apart. */
  async loadParcels() {
    const [x, y, wide, high] = this.view();
    if (wide > 9000) { if (this.shown.parcel.length) this.set('parcel', []); return; }
    const corners = [[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]].map(p => this.plane.degrees(this.metresAt(p)));
    const box = [Math.min, Math.max].flatMap(least => [0, 1].map(i => least(...corners.map(p => p[i]))));
    try {
      const page = await ask('GET', `/collections/parcel/items?limit=2500&bbox=${box.map(v => v.toFixed(7)).join(',')}`);
      this.set('parcel', page.features.filter(f => f.geometry).map(f => ({ geometry: f.geometry, title: f.properties.id })));
      if (page.links.some(link => link.rel === 'next')) this.say(this.stated, t('宗地过多只画了一部分，请放大'));
    } catch (problem) { this.say(this.stated, t('宗地未能读取')); }
  }
}

/** The box around GeoJSON features, in degrees. */
export function boxOf(features: { geometry: Geometry | null }[]): Box {
  const box = [180, 90, -180, -90];
  const take = value => {
    if (typeof value[0] !== 'number') { value.forEach(take); return; }
    box[0] = Math.min(box[0], value[0]); box[1] = Math.min(box[1], value[1]);
    box[2] = Math.max(box[2], value[0]); box[3] = Math.max(box[3], value[1]);
  };
  features.forEach(feature => take(feature.geometry.coordinates));
  return box;
}
