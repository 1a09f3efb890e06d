// The surface below the map: asked of the server for what is in view, drawn cell by cell, asked anew when weights or the
// view change. While one is on its way the next one waits, so that a weight that moves is always followed.
import Layer from 'ol/layer/Layer';
import type { FrameState } from 'ol/Map';
import { bytesOf } from './api';
import { h } from './dom';
import { height } from './layers';
import type { MapView } from './map';
import type { Grid, Position, Tried } from './answers';

const excluded = 65534, noData = 65535;
const ramp = [[255, 247, 188], [199, 233, 180], [127, 205, 187], [65, 182, 196], [29, 145, 192], [34, 94, 168], [12, 44, 132]];

/** Colour of a score 0…1 as [red, green, blue]. */
export function colourOf(score: number): number[] {
  const at = Math.min(Math.max(score, 0), 1) * (ramp.length - 1), i = Math.min(Math.floor(at), ramp.length - 2);
  return ramp[i].map((value, k) => Math.round(value + (ramp[i + 1][k] - value) * (at - i)));
}

/** By the number that stands for a score: its colour as the four bytes of a picture. */
const colours = new Uint32Array(65536);
for (let i = 0; i <= 10000; i++) {
  const [red, green, blue] = colourOf(i / 10000);
  colours[i] = (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
}
colours[excluded] = 0xffc4c4c4;

/** Cells from column and row on, every step-th of them. */
interface Cells { column: number; row: number; step: number; width: number; height: number; }
export interface Told extends Cells { milliseconds: number; }

export class Surface {
  private readonly canvas = h('canvas', { class: 'surface', 'aria-hidden': 'true' });
  private readonly picture = document.createElement('canvas');
  private readonly layer: Layer;
  private shown: { cells: Cells; scores: Uint16Array } | null = null;
  private isAsking = false;
  private isStale = false;

  /** `told` after each that has been drawn. */
  constructor(private readonly map: MapView, private readonly grid: Grid, private readonly asked: () => Tried, private readonly told: (told: Told) => void, private readonly failed: (problem: unknown) => void) {
    this.layer = new Layer({ zIndex: height.surface, render: frame => this.paint(frame) });
    map.map.addLayer(this.layer);
    map.onView.push(() => { void this.refresh(); });
  }

  /** Cells in view, about one for each pixel. */
  private inView(): Cells {
    const [west, , , north] = this.map.extent(), [wide, high] = this.map.size(), { west_m, north_m, cell_m } = this.grid, perPixel = this.map.perPixel;
    const step = Math.max(1, 2 ** Math.floor(Math.log2(perPixel / cell_m) + 0.25)), each = cell_m * step;
    const column = Math.floor((west - west_m) / each) * step, row = Math.floor((north_m - north) / each) * step;
    return { column, row, step, width: Math.ceil(wide * perPixel / each) + 2, height: Math.ceil(high * perPixel / each) + 2 };
  }

  async refresh(): Promise<void> {
    if (this.isAsking) { this.isStale = true; return; }
    this.isAsking = true;
    const began = performance.now(), cells = this.inView();
    try {
      const bytes = await bytesOf('/live/surface', { ...this.asked(), ...cells });
      this.take(cells, new Uint16Array(bytes));
      this.told({ milliseconds: performance.now() - began, ...cells });
    } catch (problem) { this.failed(problem); }
    this.isAsking = false;
    if (this.isStale) { this.isStale = false; void this.refresh(); }
  }

  private take(cells: Cells, scores: Uint16Array): void {
    this.shown = { cells, scores };
    const image = new ImageData(cells.width, cells.height), pixels = new Uint32Array(image.data.buffer);
    for (let i = 0; i < scores.length; i++) pixels[i] = colours[scores[i]];
    this.picture.width = cells.width;
    this.picture.height = cells.height;
    this.picture.getContext('2d')!.putImageData(image, 0, 0);
    this.layer.changed();
    this.map.map.renderSync();
  }

  /** What is known, where it belongs in the frame: cell edges fall where their metres are. */
  private paint({ size: [wide, high], pixelRatio, viewState: { center, resolution } }: FrameState): HTMLElement {
    const canvas = this.canvas;
    canvas.width = Math.round(wide * pixelRatio);
    canvas.height = Math.round(high * pixelRatio);
    if (!this.shown) return canvas;
    const { column, row, step, width, height: rows } = this.shown.cells, { west_m, north_m, cell_m } = this.grid;
    const scale = pixelRatio / resolution, side = step * cell_m * scale;
    const left = (west_m + column * cell_m - center[0]) * scale + wide * pixelRatio / 2, top = (center[1] - north_m + row * cell_m) * scale + high * pixelRatio / 2;
    const brush = canvas.getContext('2d')!;
    brush.imageSmoothingEnabled = false;
    brush.drawImage(this.picture, left, top, width * side, rows * side);
    return canvas;
  }

  /** The score under a place of the map: a number, "excluded", or nothing. */
  at([east, north]: Position): number | 'excluded' | null {
    if (!this.shown) return null;
    const { column, row, step, width, height: rows } = this.shown.cells, { west_m, north_m, cell_m } = this.grid;
    const i = Math.floor(((east - west_m) / cell_m - column) / step), j = Math.floor(((north_m - north) / cell_m - row) / step);
    if (i < 0 || j < 0 || i >= width || j >= rows) return null;
    const score = this.shown.scores[j * width + i];
    return score === noData ? null : score === excluded ? 'excluded' : score / 10000;
  }
}
