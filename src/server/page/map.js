// A plain map in SVG: towns, parcels in view, outlines; moved with the mouse, the keyboard or its buttons. Drawn in metres
// around the middle of what is shown, true to scale within a city; for looking, not for measuring.
import { h, svg } from './dom.js';
import { ask } from './api.js';

const metresPerDegree = 111195;
const styles = {
  town: { fill: '#eef2e6', stroke: '#7a8672', 'stroke-width': 1.5 },
  parcel: { fill: '#ffffff', stroke: '#8d99a1', 'stroke-width': 0.8 },
  outline: { fill: '#c3123b', 'fill-opacity': 0.25, stroke: '#a3181f', 'stroke-width': 2.5 },
  site: { fill: '#0b4f6c', 'fill-opacity': 0.35, stroke: '#0b4f6c', 'stroke-width': 1.5 },
};

export class MapView {
  constructor(label) {
    this.shown = { town: [], parcel: [], outline: [], site: [] };
    this.svg = svg('svg', { role: 'img', 'aria-label': label, tabindex: 0, preserveAspectRatio: 'xMidYMid meet' });
    this.scale = h('p', { class: 'scale' });
    this.element = h('div', { class: 'map' }, this.svg, this.scale, h('div', { class: 'tools' },
      h('button', { type: 'button', 'aria-label': '放大', onclick: () => this.zoom(0.6) }, '＋'),
      h('button', { type: 'button', 'aria-label': '缩小', onclick: () => this.zoom(1 / 0.6) }, '－'),
      h('button', { type: 'button', onclick: () => this.fit(this.home) }, '全图')));
    this.svg.addEventListener('keydown', event => this.onKey(event));
    this.svg.addEventListener('wheel', event => { event.preventDefault(); this.zoom(event.deltaY > 0 ? 1.25 : 0.8); }, { passive: false });
    this.svg.addEventListener('pointerdown', event => this.onDrag(event));
  }

  /** box: west, south, east, north in degrees. */
  open(box, margin = 0.6) {
    this.middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    this.narrow = Math.cos(this.middle[1] * Math.PI / 180);
    const [x0, y1] = this.at([box[0], box[1]]), [x1, y0] = this.at([box[2], box[3]]);
    const wide = Math.max((x1 - x0) * (1 + margin), 120), high = Math.max((y1 - y0) * (1 + margin), 90);
    this.home = [-wide / 2, -high / 2, wide, high];
    this.fit(this.home);
    this.loadTowns();
    return this;
  }

  at(position) {
    return [(position[0] - this.middle[0]) * metresPerDegree * this.narrow, -(position[1] - this.middle[1]) * metresPerDegree];
  }

  degrees(x, y) {
    return [this.middle[0] + x / (metresPerDegree * this.narrow), this.middle[1] - y / metresPerDegree];
  }

  path(geometry) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    return polygons.map(rings => rings.map(ring => 'M' + ring.map(p => this.at(p).map(v => v.toFixed(1)).join(' ')).join('L') + 'Z').join('')).join('');
  }

  /** shapes: { geometry, title } */
  set(layer, shapes) {
    this.shown[layer] = shapes;
    this.draw();
  }

  draw() {
    const groups = Object.entries(this.shown).map(([layer, shapes]) => {
      const group = svg('g', { 'fill-rule': 'evenodd' });
      for (const shape of shapes) {
        const path = svg('path', { d: this.path(shape.geometry), 'vector-effect': 'non-scaling-stroke', ...styles[layer] });
        if (shape.title) {
          const title = svg('title', {});
          title.textContent = shape.title;
          path.append(title);
        }
        group.append(path);
      }
      return group;
    });
    this.svg.replaceChildren(...groups);
  }

  fit(view) {
    this.view = view.slice();
    this.svg.setAttribute('viewBox', view.map(v => v.toFixed(2)).join(' '));
    const wide = this.view[2];
    const round = Math.pow(10, Math.floor(Math.log10(wide / 4)));
    const step = [1, 2, 5, 10].map(n => n * round).filter(n => n <= wide / 3).pop() || round;
    this.scale.textContent = '图宽约 ' + (wide >= 1000 ? (wide / 1000).toFixed(1) + ' 公里' : Math.round(wide) + ' 米') + '，示意图';
    this.scale.dataset.step = step;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.loadParcels(), 250);
  }

  zoom(factor) {
    const [x, y, wide, high] = this.view;
    this.fit([x + wide * (1 - factor) / 2, y + high * (1 - factor) / 2, wide * factor, high * factor]);
  }

  move(right, down) {
    const [x, y, wide, high] = this.view;
    this.fit([x + right * wide, y + down * high, wide, high]);
  }

  onKey(event) {
    const moves = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };
    if (moves[event.key]) this.move(...moves[event.key]);
    else if (event.key === '+' || event.key === '=') this.zoom(0.6);
    else if (event.key === '-') this.zoom(1 / 0.6);
    else if (event.key === 'Home') this.fit(this.home);
    else return;
    event.preventDefault();
  }

  onDrag(event) {
    const from = [event.clientX, event.clientY], view = this.view.slice(), box = this.svg.getBoundingClientRect();
    const perPixel = Math.max(view[2] / box.width, view[3] / box.height);
    const drag = move => this.fit([view[0] - (move.clientX - from[0]) * perPixel, view[1] - (move.clientY - from[1]) * perPixel, view[2], view[3]]);
    const end = () => { window.removeEventListener('pointermove', drag); window.removeEventListener('pointerup', end); };
    window.addEventListener('pointermove', drag);
    window.addEventListener('pointerup', end);
  }

  async loadTowns() {
    try {
      const towns = await ask('GET', '/collections/town/items?limit=1000');
      this.set('town', towns.features.filter(f => f.geometry).map(f => ({ geometry: f.geometry, title: f.properties.name })));
    } catch (problem) { this.scale.textContent = '镇街界线未能读取'; }
  }

  /** Parcels only where they can be told apart. */
  async loadParcels() {
    const [x, y, wide, high] = this.view;
    if (wide > 6000) { if (this.shown.parcel.length) this.set('parcel', []); return; }
    const [west, north] = this.degrees(x, y), [east, south] = this.degrees(x + wide, y + high);
    try {
      const page = await ask('GET', `/collections/parcel/items?limit=1500&bbox=${[west, south, east, north].map(v => v.toFixed(7)).join(',')}`);
      this.set('parcel', page.features.filter(f => f.geometry).map(f => ({ geometry: f.geometry, title: f.properties.id })));
      if (page.links.some(link => link.rel === 'next')) this.scale.textContent += '，宗地过多只画了一部分，请放大';
    } catch (problem) { this.scale.textContent = '宗地未能读取'; }
  }
}
