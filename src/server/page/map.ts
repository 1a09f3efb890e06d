// The map on the study's plane: pictures and surfaces below, shapes above; moved with the mouse, the keyboard or its buttons.
// True to scale; for measuring, the server measures.
import Feature from 'ol/Feature';
import DragPan from 'ol/interaction/DragPan';
import KeyboardPan from 'ol/interaction/KeyboardPan';
import KeyboardZoom from 'ol/interaction/KeyboardZoom';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom';
import PinchZoom from 'ol/interaction/PinchZoom';
import { shiftKeyOnly } from 'ol/events/condition';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Point from 'ol/geom/Point';
import VectorLayer from 'ol/layer/Vector';
import OlMap from 'ol/Map';
import VectorSource from 'ol/source/Vector';
import View from 'ol/View';
import { ask } from './api';
import { announce, h } from './dom';
import { addPictures, height, kinds, nameStyle, readTiles, styleOf, type Layer } from './layers';
import type { Plane } from './plane';
import type { Box, Geometry, Page, Position } from './answers';
import { t } from './words';

export type { Layer } from './layers';
/** `label` is written in its middle; `key` is how it is asked for when it is chosen. */
export interface Shape { geometry: Geometry; title?: string; label?: string; key?: string; }
type Extent = [west: number, south: number, east: number, north: number];

const step = 128, smallStep = 12, closer = 0.6, least = 0.02, most = 1000, seldomWider = 9000;
const open: Set<MapView> = new Set();
let numbers = 0;

/** Maps that have left the page listen no longer. */
function letGo(): void {
  for (const map of open) if (map.wasShown && !map.element.isConnected) { map.map.setTarget(undefined); open.delete(map); }
}

export class MapView {
  readonly element: HTMLElement;
  readonly stage: HTMLElement;
  readonly map: OlMap;
  readonly view: View;
  readonly sources = Object.fromEntries(kinds.map(kind => [kind, new VectorSource()])) as Record<Layer, VectorSource>;
  readonly onView: (() => void)[] = [];
  onClick?: (place: Position) => void;
  onPick?: (key: string) => void;
  onPress?: (event: KeyboardEvent) => boolean;
  wasShown = false;
  home: Extent = [0, 0, 1, 1];
  private shown: Extent = this.home;
  private fitted = '';
  private readonly names = new VectorSource();
  private readonly nameLayer = new VectorLayer({ source: this.names, style: nameStyle, declutter: true, zIndex: height.names });
  private readonly layers: Record<Layer, VectorLayer>;
  private readonly scale = h('p', { class: 'scale' });
  private readonly bar = h('span', { class: 'bar' });
  private readonly said = h('p', { class: 'unseen', id: `map-${++numbers}` });
  private stated = '';
  private later = 0;
  private isToldSoon = false;

  /** `isHollow`: there is a surface below, so areas are not filled. */
  constructor(label: string, readonly plane: Plane, private readonly isHollow = false) {
    letGo();
    open.add(this);
    this.stage = h('div', { class: 'ground', role: 'application', 'aria-roledescription': t('地图'), 'aria-label': label, 'aria-describedby': this.said.id, tabindex: 0 });
    this.view = new View({ projection: plane.projection, center: [0, 0], resolution: 100, minResolution: least, maxResolution: most, enableRotation: false, constrainResolution: false, smoothResolutionConstraint: false });
    this.layers = Object.fromEntries(kinds.map((kind, i) => [kind, new VectorLayer({ source: this.sources[kind], style: styleOf(kind, isHollow), zIndex: height.shapes + i })])) as Record<Layer, VectorLayer>;
    this.map = new OlMap({ target: this.stage, view: this.view, controls: [], moveTolerance: 4,
      layers: [...Object.values(this.layers), this.nameLayer],
      interactions: [new DragPan(), new MouseWheelZoom(), new PinchZoom(), new KeyboardPan({ duration: 0, pixelDelta: step }), new KeyboardPan({ duration: 0, pixelDelta: smallStep, condition: shiftKeyOnly }), new KeyboardZoom({ duration: 0 })] });
    this.element = h('div', { class: 'map' }, this.stage, h('div', { class: 'cross', 'aria-hidden': 'true' }), h('div', { class: 'scalebox' }, this.bar, this.scale), this.buttons(), this.said);
    this.listen();
  }

  private buttons(): HTMLElement {
    return h('div', { class: 'tools' },
      h('button', { type: 'button', 'aria-label': t('放大'), onclick: () => this.zoom(closer) }, '＋'),
      h('button', { type: 'button', 'aria-label': t('缩小'), onclick: () => this.zoom(1 / closer) }, '－'),
      h('button', { type: 'button', onclick: () => this.fit(this.home) }, t('全图')));
  }

  private listen(): void {
    this.stage.addEventListener('keydown', event => this.onKey(event), { capture: true });
    // Middle and scale change one after the other; both are there when it is told.
    this.view.on(['change:center', 'change:resolution'], () => {
      if (!this.isToldSoon) queueMicrotask(() => { this.isToldSoon = false; this.viewed(); });
      this.isToldSoon = true;
    });
    this.map.on('moveend', () => this.tell());
    this.map.on('change:size', () => {
      this.wasShown ||= this.stage.clientWidth > 0;
      if (this.isFitted()) this.fit(this.shown);
      this.viewed();
    });
    this.map.on('click', event => {
      this.onClick?.(event.coordinate as Position);
      if (this.onPick) this.pick(event.pixel);
    });
    this.map.on('pointermove', event => { if (!event.dragging) this.map.getViewport()!.title = this.titleAt(event.pixel); });
  }

  /** box: west, south, east, north in degrees. */
  open(box: Box, margin = 0.6): this {
    const corners = [[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]]].map(p => this.plane.metres(p));
    const east = corners.map(p => p[0]), north = corners.map(p => p[1]);
    const middle = [(Math.min(...east) + Math.max(...east)) / 2, (Math.min(...north) + Math.max(...north)) / 2];
    const half = [Math.max((Math.max(...east) - Math.min(...east)) * (1 + margin), 120) / 2, Math.max((Math.max(...north) - Math.min(...north)) * (1 + margin), 90) / 2];
    this.home = [middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]];
    this.fit(this.home);
    void this.loadTowns();
    void this.loadPictures();
    return this;
  }

  get middle(): Position { return this.view.getCenter() as Position; }
  get perPixel(): number { return this.view.getResolution()!; }
  size(): [number, number] { return [this.stage.clientWidth || 900, this.stage.clientHeight || 420]; }
  /** West, south, east, north in metres. */
  extent(): Extent { return this.view.calculateExtent(this.size()) as Extent; }

  fit(extent: Extent): void {
    this.shown = extent;
    this.view.fit(extent, { size: this.size() });
    this.fitted = String([this.middle, this.perPixel]);
  }

  /** Nobody has moved it since: it stays fitted when the window changes. */
  private isFitted(): boolean { return this.fitted === String([this.middle, this.perPixel]); }

  zoom(factor: number): void { this.view.adjustResolution(factor); }

  geometryOf(geometry: Geometry): MultiPolygon {
    const polygons: number[][][][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    return new MultiPolygon(polygons.map(rings => rings.map(ring => ring.map(p => this.plane.metres(p)))));
  }

  set(layer: Layer, shapes: Shape[]): void {
    const features = shapes.map(({ geometry, title, label, key }) => new Feature({ geometry: this.geometryOf(geometry), layer, title, label, key }));
    this.sources[layer].clear();
    this.sources[layer].addFeatures(features);
    this.names.forEachFeature(name => { if (name.get('layer') === layer) this.names.removeFeature(name); });
    this.names.addFeatures(features.filter(feature => feature.get('label')).map(feature => new Feature({ geometry: new Point(this.middleOf(feature.getGeometry()!)), layer, label: feature.get('label') })));
    this.element.dataset.shapes = String(kinds.reduce((sum, kind) => sum + this.sources[kind].getFeatures().length, 0));
    this.tell();
  }

  /** Inside the largest part. */
  private middleOf(geometry: MultiPolygon): number[] {
    const largest = geometry.getPolygons().reduce((a, b) => (b.getArea() > a.getArea() ? b : a));
    return largest.getInteriorPoint().getCoordinates().slice(0, 2);
  }

  /** Marks what has the key, and brings it into view. */
  choose(layer: Layer, key: string, isToBeSeen = true): void {
    const chosen = this.sources[layer].getFeatures().filter(feature => feature.get('key') === key);
    this.sources.chosen.clear();
    this.sources.chosen.addFeatures(chosen.map(feature => new Feature({ geometry: feature.getGeometry() })));
    const [west, south, east, north] = this.sources.chosen.getExtent() ?? this.home;
    if (isToBeSeen && chosen.length) this.fit([west - (east - west), south - (north - south), east + (east - west), north + (north - south)]);
  }

  private featureAt(pixel: number[], value: string): string {
    return this.map.forEachFeatureAtPixel(pixel, feature => feature.get(value) as string | undefined) ?? '';
  }
  private titleAt(pixel: number[]): string { return this.featureAt(pixel, 'title'); }
  private pick(pixel: number[]): void {
    const key = this.featureAt(pixel, 'key');
    if (key) this.onPick?.(key);
  }

  private onKey(event: KeyboardEvent): void {
    const atMiddle = () => this.map.getPixelFromCoordinate(this.middle);
    if (this.onPress?.(event)) { /* taken */ }
    else if (event.key === '=') this.zoom(0.5);
    else if (event.key === 'Home') this.fit(this.home);
    else if (event.key === 'Enter') {
      announce(this.titleAt(atMiddle()) || t('十字处没有图形'));
      this.pick(atMiddle());
    }
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private viewed(): void {
    const [wide] = this.size(), widest = wide * this.perPixel / 4, round = 10 ** Math.floor(Math.log10(widest));
    const length = [1, 2, 5].map(k => k * round).filter(k => k <= widest).pop() || round;
    this.bar.style.width = length / this.perPixel + 'px';
    this.say(length >= 1000 ? t('{} 公里', length / 1000) : t('{} 米', length));
    this.stage.dataset.view = this.extent().map(v => v.toFixed(2)).join(' ');
    this.onView.forEach(tell => tell());
    clearTimeout(this.later);
    this.later = window.setTimeout(() => { void this.loadParcels(); }, 250);
  }

  private say(words: string, more = ''): void { this.stated = words; this.scale.textContent = words + (more && '　' + more); }

  /** In words what names are in view. */
  private tell(): void {
    const names = this.names.getFeaturesInExtent(this.extent()).map(name => String(name.get('label')));
    this.said.textContent = names.length ? t('图上有：{}', [...new Set(names)].join('、')) : t('图上没有名称');
  }

  private async loadTowns(): Promise<void> {
    try {
      const towns = await ask<Page>('GET', '/collections/town/items?limit=1000');
      this.set('town', towns.features.flatMap(({ geometry, properties: { name } }) => (geometry ? [{ geometry, title: name, label: name }] : [])));
    } catch { this.say(this.stated, t('镇街界线未能读取')); }
  }

  /** Where the server draws the study, towns and parcels need no fill. */
  private async loadPictures(): Promise<void> {
    const tiles = await readTiles();
    if (!tiles) return;
    this.element.append(addPictures(this.map, tiles, this.plane, this.isHollow));
    for (const kind of ['town', 'parcel'] as const) this.layers[kind].setStyle(styleOf(kind, true));
  }

  /** Parcels only where they can be told apart. */
  private async loadParcels(): Promise<void> {
    const [west, south, east, north] = this.extent();
    if (east - west > seldomWider) { if (this.sources.parcel.getFeatures().length) this.set('parcel', []); return; }
    const corners = [[west, south], [east, south], [east, north], [west, north]].map(p => this.plane.degrees(p));
    const box = [Math.min, Math.max].flatMap(extreme => [0, 1].map(i => extreme(...corners.map(p => p[i]))));
    try {
      const page = await ask<Page>('GET', `/collections/parcel/items?limit=2500&bbox=${box.map(v => v.toFixed(7)).join(',')}`);
      this.set('parcel', page.features.flatMap(({ geometry, properties: { id } }) => (geometry ? [{ geometry, title: id }] : [])));
      if (page.links.some(link => link.rel === 'next')) this.say(this.stated, t('宗地过多只画了一部分，请放大'));
    } catch { this.say(this.stated, t('宗地未能读取')); }
  }
}

/** The box around GeoJSON features, in degrees. */
export function boxOf(features: { geometry: Geometry | null }[]): Box {
  const box: Box = [180, 90, -180, -90];
  const take = (value: any): void => {
    if (typeof value[0] !== 'number') { value.forEach(take); return; }
    box[0] = Math.min(box[0], value[0]); box[1] = Math.min(box[1], value[1]);
    box[2] = Math.max(box[2], value[0]); box[3] = Math.max(box[3], value[1]);
  };
  features.forEach(feature => feature.geometry && take(feature.geometry.coordinates));
  return box;
}
