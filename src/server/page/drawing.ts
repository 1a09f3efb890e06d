// An outline drawn on the map, corner by corner: with the mouse, with the keyboard at the cross in the middle, or as figures.
import Feature from 'ol/Feature';
import type { FeatureLike } from 'ol/Feature';
import LineString from 'ol/geom/LineString';
import type MultiPolygon from 'ol/geom/MultiPolygon';
import MultiPoint from 'ol/geom/MultiPoint';
import Point from 'ol/geom/Point';
import Polygon from 'ol/geom/Polygon';
import Interaction from 'ol/interaction/Interaction';
import Modify from 'ol/interaction/Modify';
import Snap from 'ol/interaction/Snap';
import VectorLayer from 'ol/layer/Vector';
import type MapBrowserEvent from 'ol/MapBrowserEvent';
import VectorSource from 'ol/source/Vector';
import { Circle, Fill, Stroke, Style } from 'ol/style';
import { announce, field, h, mark, number, wordsOf } from './dom';
import { height } from './layers';
import type { MapView } from './map';
import type { Position } from './answers';
import { t } from './words';

const snapPixels = 10, justNow = 100;
type Ring = Position[];

function areaOf(ring: Ring): number {
  let twice = 0;
  ring.forEach((p, i) => { const q = ring[(i + 1) % ring.length]; twice += p[0] * q[1] - q[0] * p[1]; });
  return Math.abs(twice) / 2;
}

const turn = (a: Position, b: Position, c: Position): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
const crosses = (a: Position, b: Position, c: Position, d: Position): boolean => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

/** Whether two edges of the ring that are no neighbours cross. */
export function crossesItself(ring: Ring): boolean {
  const count = ring.length;
  for (let i = 0; i < count; i++)
    for (let k = i + 2; k < count; k++)
      if ((k + 1) % count !== i && crosses(ring[i], ring[i + 1], ring[k], ring[(k + 1) % count])) return true;
  return false;
}

/** Rows of "east north"; an empty row between rings. Throws words for the person who typed. */
export function ringsFrom(text: string): Ring[] {
  const rings: Ring[] = [[]];
  text.split(/\r?\n/).forEach((line, at) => {
    if (!line.trim()) { if (rings[rings.length - 1].length) rings.push([]); return; }
    const figures = line.trim().split(/[\s,，;；]+/).map(Number);
    if (figures.length !== 2 || !figures.every(Number.isFinite)) throw new Error(t('第 {} 行没有两个坐标：“{}”', at + 1, line.trim().slice(0, 40)));
    rings[rings.length - 1].push([figures[0], figures[1]]);
  });
  return rings;
}

const geometryOf = (ring: Ring): Point | LineString | Polygon =>
  (ring.length === 1 ? new Point(ring[0]) : ring.length === 2 ? new LineString(ring) : new Polygon([[...ring, ring[0]]]));

/** The corners of what was drawn, without the one that closes it. */
function cornersOf(feature: FeatureLike): Ring {
  const geometry = feature.getGeometry();
  if (geometry instanceof Polygon) return geometry.getCoordinates()[0].slice(0, -1) as Ring;
  if (geometry instanceof LineString) return geometry.getCoordinates() as Ring;
  return geometry instanceof Point ? [geometry.getCoordinates() as Position] : [];
}

const red = new Stroke({ color: '#a3181f', width: 2.5 });
const dot = new Circle({ radius: 4, fill: new Fill({ color: '#fff' }), stroke: new Stroke({ color: '#a3181f', width: 1.5 }) });
const looks = [new Style({ fill: new Fill({ color: 'rgba(195,18,59,.2)' }), stroke: red }), new Style({ image: dot, geometry: feature => new MultiPoint(cornersOf(feature)) })];

/** Adds a corner where the map is clicked, after what else takes the click. */
class Clicks extends Interaction {
  constructor(private readonly clicked: (place: Position) => void) { super(); }
  override handleEvent(event: MapBrowserEvent<any>): boolean {
    if (event.type === 'click') this.clicked(event.coordinate as Position);
    return true;
  }
}

export class Drawing {
  readonly element: HTMLElement;
  private rings: Ring[] = [[]];  // in metres of the plane; the last one is being drawn
  private readonly source = new VectorSource();
  private readonly snap: Snap;
  private readonly snaps = h('input', { type: 'checkbox', checked: true });
  private readonly figures = h('textarea', { spellcheck: 'false' });
  private readonly state = h('p', { class: 'hint', role: 'status', 'aria-live': 'polite' });
  private changed = 0;

  /** `map` is open. */
  constructor(readonly map: MapView) {
    this.snap = new Snap({ source: map.sources.parcel, edge: false, pixelTolerance: snapPixels });
    this.element = h('div', { class: 'drawing' }, map.element,
      h('div', { class: 'row' },
        h('button', { type: 'button', onclick: () => this.add(map.middle) }, t('在十字处加点')),
        h('button', { type: 'button', onclick: () => this.undo() }, t('撤销一点')),
        h('button', { type: 'button', onclick: () => this.next() }, t('再画一块')),
        h('button', { type: 'button', onclick: () => this.put([[]]) }, t('全部清除')),
        h('label', {}, this.snaps, ' ' + t('吸附宗地界址点'))),
      this.state,
      h('details', {}, h('summary', {}, t('界址点坐标（可修改）')), field(t('界址点（东坐标 北坐标，米）'), this.figures, t('每行一个点，空行隔开不同地块'))));
    map.map.addLayer(new VectorLayer({ source: this.source, style: looks, zIndex: height.drawing }));
    const modify = new Modify({ source: this.source, pixelTolerance: snapPixels });
    modify.on('modifyend', () => { this.changed = performance.now(); this.readBack(); });
    // The last one is asked first: what snaps, then what moves a corner, then what adds one.
    for (const each of [new Clicks(place => this.onClick(place)), modify, this.snap]) map.map.addInteraction(each);
    this.snaps.addEventListener('change', () => this.snap.setActive(this.snaps.checked));
    this.figures.addEventListener('change', () => this.takeFigures());
    map.onPress = event => this.onKey(event);
    this.tell();
  }

  private onKey(event: KeyboardEvent): boolean {
    if (event.key === 'Enter' || event.key === ' ') this.add(this.map.middle);
    else if (event.key === 'Backspace') this.undo();
    else return false;
    return true;
  }

  private last(): Ring { return this.rings[this.rings.length - 1]; }

  /** On the first corner a click closes the ring; on another one, or after an edge was moved, it means nothing more. */
  private onClick(place: Position): void {
    if (performance.now() - this.changed < justNow) return;
    const isNear = (p: Position) => Math.hypot(p[0] - place[0], p[1] - place[1]) < snapPixels * this.map.perPixel;
    if (this.last().length >= 3 && isNear(this.last()[0])) this.next();
    else if (!this.last().some(isNear)) this.add(place);
  }

  private add(place: Position): void {
    this.last().push((this.snaps.checked && this.snapped(place)) || [place[0], place[1]]);
    this.draw();
    this.tell(t('第 {} 点', this.last().length));
  }

  private undo(): void {
    if (!this.last().length && this.rings.length > 1) this.rings.pop();
    this.last().pop();
    this.draw();
    this.tell(t('已撤销'));
  }

  private next(): void {
    if (this.last().length >= 3) this.rings.push([]);
    this.tell();
  }

  private put(rings: Ring[]): void {
    this.rings = rings;
    this.draw();
    this.tell();
  }

  /** The corner of a parcel that is near enough to be meant. */
  private snapped(place: Position): Position | null {
    const near = snapPixels * this.map.perPixel;
    let best: Position | null = null, nearest = near;
    this.map.sources.parcel.forEachFeatureInExtent([place[0] - near, place[1] - near, place[0] + near, place[1] + near], feature => {
      const flat = (feature.getGeometry() as MultiPolygon).getFlatCoordinates();
      for (let i = 0; i < flat.length; i += 2) {
        const away = Math.hypot(flat[i] - place[0], flat[i + 1] - place[1]);
        if (away < nearest) { nearest = away; best = [flat[i], flat[i + 1]]; }
      }
    });
    return best;
  }

  private draw(): void {
    this.source.clear();
    this.source.addFeatures(this.rings.flatMap((ring, i) => (ring.length ? [new Feature({ geometry: geometryOf(ring), ring: i })] : [])));
  }

  /** Corners that were moved, put in or taken away with the mouse. */
  private readBack(): void {
    for (const feature of this.source.getFeatures()) this.rings[feature.get('ring') as number] = cornersOf(feature);
    this.tell(t('已修改'));
  }

  private takeFigures(): void {
    try {
      const rings = ringsFrom(this.figures.value);
      mark(this.figures, '');
      this.put(rings);
    } catch (problem) { mark(this.figures, wordsOf(problem)); }
  }

  private whole(): Ring[] { return this.rings.filter(ring => ring.length >= 3); }

  private tell(words = ''): void {
    const whole = this.whole(), crossed = whole.some(crossesItself), area = whole.reduce((sum, ring) => sum + areaOf(ring), 0);
    this.state.textContent = [words, t('{} 块，当前块 {} 点', whole.length, this.last().length), area > 0 && t('平面面积约 {} m²（{} 亩）', number(area, 0), number(area * 3 / 2000)),
      crossed && t('边界自相交，请撤销后重画')].filter(Boolean).join('；');
    this.state.classList.toggle('wrong', crossed);
    this.figures.value = this.rings.filter(ring => ring.length).map(ring => ring.map(p => p.map(v => v.toFixed(3)).join(' ')).join('\n')).join('\n\n');
    if (words) announce(this.state.textContent);
  }

  /** GeoJSON on the study's plane, to the millimetre; throws words for the person who drew. */
  outline(): object {
    const rings = this.whole();
    if (!rings.length) throw new Error(t('请先在地图上画出至少三个点'));
    if (rings.some(crossesItself)) throw new Error(t('边界自相交，请撤销后重画'));
    const corner = (p: Position) => p.map(v => Math.round(v * 1000) / 1000);
    return {
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::' + this.map.plane.name.split(':')[1] } },
      features: rings.map((ring, i) => ({ type: 'Feature', properties: { name: t('地块') + (i + 1) }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]].map(corner)] } })),
    };
  }
}
