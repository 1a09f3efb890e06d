// The layers of the map: how shapes look, the pictures that the server draws of the study, and the menu of them.
import type ImageTile from 'ol/ImageTile';
import TileLayer from 'ol/layer/Tile';
import type OlMap from 'ol/Map';
import type Tile from 'ol/Tile';
import type { FeatureLike } from 'ol/Feature';
import TileImage from 'ol/source/TileImage';
import { Fill, Stroke, Style, Text } from 'ol/style';
import TileGrid from 'ol/tilegrid/TileGrid';
import { ask } from './api';
import { h } from './dom';
import type { Plane } from './plane';
import type { TileSet, Tiles } from './answers';
import { inEnglish, t } from './words';

export const kinds = ['town', 'parcel', 'site', 'cut', 'kept', 'outline', 'chosen'] as const;
export type Layer = typeof kinds[number];

/** Where layers lie: pictures, the surface, the shapes in their order, names. */
export const height = { base: 0, surface: 1, overlay: 2, shapes: 3, names: 20, drawing: 21 };

interface Look { fill: string; hollow?: string; stroke: string; width: number; }
const looks: Record<Layer, Look> = {
  town: { fill: '#eef2e6', hollow: 'rgba(0,0,0,0)', stroke: '#7a8672', width: 1.5 },
  parcel: { fill: '#ffffff', hollow: 'rgba(0,0,0,0)', stroke: '#6b7880', width: 0.8 },
  site: { fill: 'rgba(11,79,108,.35)', stroke: '#0b4f6c', width: 1.5 },
  cut: { fill: 'rgba(163,24,31,.55)', stroke: '#a3181f', width: 1 },
  kept: { fill: 'rgba(20,96,47,.3)', stroke: '#14602f', width: 2.5 },
  outline: { fill: 'rgba(195,18,59,.25)', stroke: '#a3181f', width: 2.5 },
  chosen: { fill: 'rgba(255,255,255,0)', stroke: '#c45c00', width: 4 },
};

/** `isHollow`: there is a picture below, so what lies below is not covered. */
export function styleOf(layer: Layer, isHollow: boolean): Style {
  const { fill, hollow, stroke, width } = looks[layer];
  return new Style({ fill: new Fill({ color: (isHollow && hollow) || fill }), stroke: new Stroke({ color: stroke, width }) });
}

const font = '13px "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';

/** Names as large at every scale; those of sites go before those of towns where there is no room for both. */
export function nameStyle(feature: FeatureLike): Style {
  return new Style({
    text: new Text({ text: String(feature.get('label')), font, overflow: true, fill: new Fill({ color: '#1b2a33' }), stroke: new Stroke({ color: 'rgba(255,255,255,.85)', width: 3.5 }) }),
    zIndex: feature.get('layer') === 'site' ? 2 : 1 });
}

/** What the server draws of the study; nothing where it draws none. */
export async function readTiles(): Promise<Tiles | null> {
  try { return await ask<Tiles>('GET', '/tiles.json'); } catch { return null; }
}

const tries = 15, pause = 2000;

function tileLayer(tiles: Tiles, set: TileSet, plane: Plane): TileLayer<TileImage> {
  const coarsest = tiles.resolutions[set.min_zoom];
  const tileGrid = new TileGrid({ origin: tiles.origin, extent: tiles.extent, resolutions: tiles.resolutions.slice(0, set.max_zoom + 1), minZoom: set.min_zoom, tileSize: tiles.tile_px });
  const address = ([z, x, y]: number[]) => tiles.url.replace('{set}', set.id).replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)).replace('{version}', tiles.version);
  const source = new TileImage({ projection: plane.projection, tileGrid, tileUrlFunction: address, transition: 0 });
  const layer = new TileLayer({ source, zIndex: set.kind === 'base' ? height.base : height.overlay, maxResolution: set.min_zoom > 0 ? coarsest * Math.SQRT2 : Infinity });
  // The server says "in a while" as long as it reads the study.
  const failed = new WeakMap<Tile, number>();
  source.on('tileloaderror', ({ tile }) => {
    const times = (failed.get(tile) ?? 0) + 1;
    failed.set(tile, times);
    if (times < tries) window.setTimeout(() => (tile as ImageTile).load(), pause);
  });
  source.on('tileloadend', ({ tile }) => { if (failed.has(tile)) layer.changed(); });
  return layer;
}

const groupWords: Record<string, string> = { land: '土地和用地', zones: '分区', surface: '适宜性（正式运行）' };
const titleOf = (set: TileSet): string => (inEnglish() ? set.title.en : set.title.zh);

/** Adds the base, and a menu of what can be laid over it. */
export function addPictures(map: OlMap, tiles: Tiles, plane: Plane, hasSurface: boolean): HTMLElement {
  for (const set of tiles.sets.filter(each => each.kind === 'base')) map.addLayer(tileLayer(tiles, set, plane));
  const overlays = tiles.sets.filter(each => each.kind === 'overlay' && !(hasSurface && each.group === 'surface'));
  const row = (set: TileSet) => {
    const box = h('input', { type: 'checkbox' });
    let layer: TileLayer<TileImage> | null = null;
    box.addEventListener('change', () => {
      if (!layer) { layer = tileLayer(tiles, set, plane); map.addLayer(layer); }
      layer.setVisible(box.checked);
    });
    return h('li', {}, h('label', {}, box, ' ' + titleOf(set)));
  };
  const groups = [...new Set(overlays.map(set => set.group))];
  return h('details', { class: 'layers', hidden: overlays.length === 0 }, h('summary', {}, t('可叠加的图层')), groups.map(group =>
    h('fieldset', {}, h('legend', {}, t(groupWords[group] || '其他')), h('ul', {}, overlays.filter(set => set.group === group).map(row)))));
}

