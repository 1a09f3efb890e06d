// @ts-nocheck
// An outline drawn on the map, corner by corner: with the mouse, or with the keyboard at the cross in the middle.
import { announce, h, number, svg } from './dom';
import { t } from './words';

const snapPixels = 10;

function areaOf(ring) {
  let twice = 0;
  ring.forEach((p, i) => { const q = ring[(i + 1) % ring.length]; twice += p[0] * q[1] - q[0] * p[1]; });
  return Math.abs(twice) / 2;
}

const turn = (a, b, c) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const crosses = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Whether two edges of the ring that are no neighbours cross. */
export function crossesItself(ring) {
  const count = ring.length;
  for (let i = 0; i < count; i++)
    for (let k = i + 2; k < count; k++)
      if ((k + 1) % count !== i && crosses(ring[i], ring[i + 1], ring[k], ring[(k + 1) % count])) return true;
  return false;
}

export class Drawing {
  [more: string]: any;
  /** `map` is open. Rings in local metres of the map; the last one is being drawn. */
  constructor(map) {
    this.map = map;
    this.rings = [[]];
    this.snaps = h('input', { type: 'checkbox', checked: true });
    this.state = h('p', { class: 'hint', role: 'status', 'aria-live': 'polite' });
    this.element = h('div', {}, map.element,
      h('div', { class: 'row' },
        h('button', { type: 'button', onclick: () => this.add(map.middle) }, t('在十字处加点')),
        h('button', { type: 'button', onclick: () => this.undo() }, t('撤销一点')),
        h('button', { type: 'button', onclick: () => this.next() }, t('再画一块')),
        h('button', { type: 'button', onclick: () => { this.rings = [[]]; this.tell(); } }, t('全部清除')),
        h('label', {}, this.snaps, ' ' + t('吸附宗地界址点'))),
      this.state);
    map.onClick = place => this.add(place);
    map.onPress = event => this.onKey(event);
    map.overlay = () => this.shape();
    this.tell();
  }

  onKey(event: Event) {
    if (event.key === 'Enter' || event.key === ' ') this.add(this.map.middle);
    else if (event.key === 'Backspace') this.undo();
    else return false;
    return true;
  }

  last() { return this.rings[this.rings.length - 1]; }

  add(place) {
    this.last().push((this.snaps.checked && this.snapped(place)) || place.slice());
    this.tell(t('第 {} 点', this.last().length));
  }

  undo() {
    if (!this.last().length && this.rings.length > 1) this.rings.pop();
    this.last().pop();
    this.tell(t('已撤销'));
  }

  next() {
    if (this.last().length >= 3) this.rings.push([]);
    this.tell();
  }

  /** The corner of a parcel that is near enough to be meant. */
  snapped(place) {
    let best = null, nearest = snapPixels * this.map.perPixel;
    const look = value => {
      if (typeof value[0] !== 'number') { value.forEach(look); return; }
      const corner = this.map.at(value), away = Math.hypot(corner[0] - place[0], corner[1] - place[1]);
      if (away < nearest) { nearest = away; best = corner; }
    };
    this.map.shown.parcel.forEach(shape => look(shape.geometry.coordinates));
    return best;
  }

  whole() { return this.rings.filter(ring => ring.length >= 3); }

  tell(words = '') {
    const area = this.whole().reduce((sum, ring) => sum + areaOf(ring), 0);
    const crossed = this.whole().some(crossesItself);
    this.state.textContent = [words, t('{} 块，当前块 {} 点', this.whole().length, this.last().length),
      area > 0 && t('平面面积约 {} m²（{} 亩）', number(area, 0), number(area * 3 / 2000)), crossed && t('边界自相交，请撤销后重画')].filter(Boolean).join('；');
    this.state.classList.toggle('wrong', crossed);
    if (words) announce(this.state.textContent);
    this.map.draw();
  }

  shape() {
    const group = svg('g', {}), pixel = this.map.perPixel;
    for (const ring of this.rings) {
      const d = ring.map((p, i) => (i ? 'L' : 'M') + p.map(v => v.toFixed(3)).join(' ')).join('') + (ring.length > 2 ? 'Z' : '');
      if (ring.length) group.append(svg('path', { d, fill: '#c3123b', 'fill-opacity': 0.2, stroke: '#a3181f', 'stroke-width': 2.5, 'vector-effect': 'non-scaling-stroke' }));
      for (const p of ring) group.append(svg('circle', { cx: p[0], cy: p[1], r: 4 * pixel, fill: '#fff', stroke: '#a3181f', 'stroke-width': 1.5 * pixel }));
    }
    const [x, y] = this.map.middle, arm = 12 * pixel;
    group.append(svg('path', { d: `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`, stroke: '#1b2a33', 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke', fill: 'none' }));
    return group;
  }

  /** GeoJSON on the study's plane, to the millimetre; throws words for the person who drew. */
  outline() {
    const rings = this.whole();
    if (!rings.length) throw new Error(t('请先在地图上画出至少三个点'));
    if (rings.some(crossesItself)) throw new Error(t('边界自相交，请撤销后重画'));
    const corner = p => this.map.metresAt(p).map(v => Math.round(v * 1000) / 1000);
    return {
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::' + this.map.plane.name.split(':')[1] } },
      features: rings.map((ring, i) => ({ type: 'Feature', properties: { name: t('地块') + (i + 1) },
        geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]].map(corner)] } })),
    };
  }
}
