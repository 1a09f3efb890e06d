// @ts-nocheck
// The surface below the map: asked of the server for what is in view, drawn cell by cell, asked anew when weights or the
// view change. While one is on its way the next one waits, so that a weight that moves is always followed.
import { bytesOf } from './api';

const excluded = 65534, noData = 65535;
const ramp = [[255, 247, 188], [199, 233, 180], [127, 205, 187], [65, 182, 196], [29, 145, 192], [34, 94, 168], [12, 44, 132]];

/** Colour of a score 0…1 as [red, green, blue]. */
export function colourOf(score) {
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

export interface Told { milliseconds: number; width: number; height: number; step: number; }

export class Surface {
  [more: string]: any;
  /** `grid`: of the study. `asked()` gives { cluster, weights, curves }. `told({ milliseconds, width, height, step })` after each. */
  constructor(map: any, grid: any, asked: () => any, told: (told: Told) => void, failed: (problem: unknown) => void) {
    Object.assign(this, { map, grid, asked, told, failed });
    map.onView.push(() => { this.paint(); this.refresh(); });
  }

  /** Cells in view, every step-th of them, about one for each pixel. */
  window() {
    const [x, y, wide, high] = this.map.view(), { west_m, north_m, cell_m } = this.grid;
    const step = Math.max(1, 2 ** Math.floor(Math.log2(this.map.perPixel / cell_m) + 0.25)), each = cell_m * step;
    const [east, north] = this.map.metresAt([x, y]);
    const column = Math.floor((east - west_m) / each) * step, row = Math.floor((north_m - north) / each) * step;
    return { column, row, step, width: Math.ceil(wide / each) + 2, height: Math.ceil(high / each) + 2 };
  }

  async refresh() {
    if (this.isAsking) { this.isStale = true; return; }
    this.isAsking = true;
    const began = performance.now(), window = this.window();
    try {
      const bytes = await bytesOf('/live/surface', { ...this.asked(), ...window });
      this.take(window, new Uint16Array(bytes));
      this.told({ milliseconds: performance.now() - began, ...window });
    } catch (problem) { this.failed(problem); }
    this.isAsking = false;
    if (this.isStale) { this.isStale = false; this.refresh(); }
  }

  take(window, scores) {
    this.shown = { window, scores };
    const picture = new ImageData(window.width, window.height), pixels = new Uint32Array(picture.data.buffer);
    for (let i = 0; i < scores.length; i++) pixels[i] = colours[scores[i]];
    this.picture = this.picture || document.createElement('canvas');
    this.picture.width = window.width;
    this.picture.height = window.height;
    this.picture.getContext('2d').putImageData(picture, 0, 0);
    this.paint();
  }

  /** What is known, where it belongs in the present view. */
  paint() {
    const canvas = this.map.canvas, [wide, high] = this.map.size(), sharp = window.devicePixelRatio || 1;
    canvas.width = Math.round(wide * sharp);
    canvas.height = Math.round(high * sharp);
    if (!this.shown) return;
    const { column, row, step, width, height } = this.shown.window, { west_m, north_m, cell_m } = this.grid;
    const [x, y] = this.map.view(), scale = sharp / this.map.perPixel;
    const left = west_m + column * cell_m - this.map.origin[0], top = this.map.origin[1] - (north_m - row * cell_m);
    const brush = canvas.getContext('2d');
    brush.imageSmoothingEnabled = false;
    brush.drawImage(this.picture, (left - x) * scale, (top - y) * scale, width * step * cell_m * scale, height * step * cell_m * scale);
  }

  /** The score under a place of the map: a number, "excluded", or nothing. */
  at(place) {
    if (!this.shown) return null;
    const { column, row, step, width, height } = this.shown.window, { west_m, north_m, cell_m } = this.grid;
    const [east, north] = this.map.metresAt(place);
    const i = Math.floor(((east - west_m) / cell_m - column) / step), j = Math.floor(((north_m - north) / cell_m - row) / step);
    if (i < 0 || j < 0 || i >= width || j >= height) return null;
    const score = this.shown.scores[j * width + i];
    return score === noData ? null : score === excluded ? 'excluded' : score / 10000;
  }
}
