// The analyst's face: weights and value curves beside the map; what is moved is seen at once.
import { announce, byId, field, h, number, problemBox, select, show, wordsOf } from './dom';
import { Refused, ask, wait } from './api';
import { curveFields } from './curve';
import { judgementsPart } from './judgements';
import { pointPart, shiftPart } from './moved';
import { MapView, boxOf } from './map';
import { Plane } from './plane';
import { savePart } from './saving';
import { Surface, colourOf, type Told } from './surface';
import type { About, Box, Criterion, Curve, LiveCluster, Page, Point, Position, Shift, Study, Tried } from './answers';
import { t, titled } from './words';

const settled = 350;

/** Reading the study takes a while; others may be reading it. */
async function opened(): Promise<About> {
  for (let tries = 0; ; tries++) {
    try { return await ask<About>('POST', '/live/open', {}); } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== 503 || tries > 60) throw problem;
      await wait(2000);
    }
  }
}

class Analysis {
  readonly panel = h('div', { class: 'criteria' });
  readonly judged = h('div', {});
  readonly readout = h('p', { class: 'readout', role: 'status' }, ' ');
  readonly speed = h('p', { class: 'hint', id: 'speed' });
  readonly shift = h('div', {});
  readonly point = h('div', {});
  readonly problem = h('div', {});
  readonly map: MapView;
  readonly surface: Surface;
  cluster!: LiveCluster;
  private weights: number[] = [];
  private curves: Record<string, Curve> = {};
  private rows: { slider: HTMLInputElement; share: HTMLOutputElement; element: HTMLElement }[] = [];
  private later = 0;
  private isOpen = false;

  constructor(study: Study, private readonly about: About) {
    this.map = new MapView(t('适宜性地图：点击或按回车，说明该处为什么得这个分'), new Plane(study), true);
    this.surface = new Surface(this.map, about.grid, () => this.tried(), told => this.told(told), problem => this.failed(problem));
    this.map.onClick = place => { void this.ask(place); };
    this.map.onPress = event => {
      if (event.key !== 'Enter') return false;
      void this.ask(this.map.middle);
      return true;
    };
    this.map.map.on('pointermove', event => this.read(event.coordinate as Position));
    this.map.onView.push(() => this.read(this.map.middle));
    this.choose(about.clusters.find(one => one.criteria.length > 0)!);
  }

  open(box: Box): void {
    this.isOpen = true;
    this.map.open(box, 0.05);
    void this.surface.refresh();
  }

  choose(cluster: LiveCluster): void {
    this.cluster = cluster;
    this.weights = cluster.criteria.map(one => one.weight);
    this.curves = {};
    this.drawPanel();
    this.changed();
  }

  /** Nothing is said of what is as in the run, so that the numbers are the run's own. */
  tried(): Tried {
    const moved = this.weights.some((weight, i) => weight !== this.cluster.criteria[i].weight);
    const weights = moved ? Object.fromEntries(this.cluster.criteria.map((one, i) => [one.criterion, this.weights[i]])) : {};
    return { cluster: this.cluster.cluster, weights, curves: this.curves };
  }

  private sum(): number { return this.weights.reduce((sum, weight) => sum + weight, 0); }

  private changed(): void {
    this.shares();
    if (this.sum() > 0 && this.isOpen) void this.surface.refresh();
    clearTimeout(this.later);
    this.later = window.setTimeout(() => { void this.moved(); }, settled);
  }

  private shares(): void {
    const sum = this.sum();
    this.rows.forEach((row, i) => { row.share.textContent = sum > 0 ? number(100 * this.weights[i] / sum, 1) + ' %' : '—'; row.slider.setAttribute('aria-valuetext', row.share.textContent); });
  }

  private async moved(): Promise<void> {
    const tried = this.tried();
    if (!(this.sum() > 0)) { this.shift.replaceChildren(problemBox(t('至少给一个指标权重'))); return; }
    if (Object.keys(tried.curves).length) { this.shift.replaceChildren(h('p', { class: 'note' }, t('改了价值曲线：地图是新的，宗地和供应的变化要运行后才有。'))); return; }
    try { this.shift.replaceChildren(shiftPart(await ask<Shift>('POST', '/live/shift', tried), this.about)); } catch (problem) { this.failed(problem); }
  }

  private drawPanel(): void {
    this.rows = this.cluster.criteria.map((one, i) => {
      const slider = h('input', { type: 'range', min: 0, max: 0.5, step: 0.001, value: String(Math.min(0.5, this.weights[i])) });
      const share = h('output', {});
      slider.addEventListener('input', () => { this.weights[i] = Number(slider.value); this.changed(); });
      const curve = h('details', {}, h('summary', {}, t('价值曲线')));
      curve.addEventListener('toggle', () => {
        if (curve.open && curve.children.length === 1) curve.append(curveFields(one.curve, one.unit, next => this.bend(one, next)));
      });
      return { slider, share, element: h('div', { class: 'criterion' }, h('div', { class: 'head' }, share, field(titled(one), slider)), curve) };
    });
    const judged = h('details', {}, h('summary', {}, t('两两比较（AHP）')));
    judged.addEventListener('toggle', () => {
      if (judged.open && judged.children.length === 1) judged.append(judgementsPart(this.cluster.criteria, this.weights, weights => this.put(weights)));
    });
    this.panel.replaceChildren(...this.rows.map(row => row.element));
    this.judged.replaceChildren(judged);
  }

  private put(weights: number[]): void {
    this.weights = weights.slice();
    this.rows.forEach((row, i) => { row.slider.value = String(Math.min(0.5, weights[i])); });
    this.changed();
  }

  private bend(criterion: Criterion, curve: Curve): void {
    const isOwn = JSON.stringify(curve) === JSON.stringify(criterion.curve);
    if (isOwn) delete this.curves[criterion.criterion]; else this.curves[criterion.criterion] = curve;
    this.changed();
  }

  private told({ milliseconds, width, height, step }: Told): void {
    this.speed.textContent = t('重画 {} 毫秒（{} × {} 像素，每 {} 个栅格取一个）', Math.round(milliseconds), width, height, step);
    this.speed.dataset.milliseconds = String(milliseconds);
    this.speed.dataset.drawn = String(Number(this.speed.dataset.drawn || 0) + 1);
    this.problem.replaceChildren();
  }

  failed(problem: unknown): void { this.problem.replaceChildren(problemBox(wordsOf(problem))); }

  private read(place: Position): void {
    const score = this.surface.at(place), grade = typeof score === 'number' && this.about.classes.find(each => score >= each.from);
    this.readout.textContent = score === null ? ' ' : score === 'excluded' ? t('已排除') : t('得分 {}（{}）', number(score, 4), grade ? titled(grade) : '');
  }

  private async ask(place: Position): Promise<void> {
    const [x_m, y_m] = place;
    try {
      const found = await ask<Point>('POST', '/live/point', { ...this.tried(), x_m, y_m });
      this.point.replaceChildren(pointPart(found, this.cluster));
      announce(t('已说明该处'));
    } catch (problem) { this.failed(problem); }
  }

  legend(): HTMLElement {
    return h('ul', { class: 'legend', 'aria-label': t('图例') }, this.about.classes.map((each, i) => {
      const swatch = h('canvas', { width: 18, height: 12, 'aria-hidden': 'true' }), brush = swatch.getContext('2d')!, top = i === 0 ? 1 : this.about.classes[i - 1].from;
      brush.fillStyle = `rgb(${colourOf((each.from + top) / 2).join(',')})`;
      brush.fillRect(0, 0, 18, 12);
      return h('li', {}, swatch, ` ${titled(each)} ≥ ${each.from}`);
    }), h('li', { class: 'excluded' }, t('灰色：已排除')));
  }
}

export async function liveView(study: Study): Promise<void> {
  show(t('实时适宜性'), h('p', { role: 'status' }, t('正在读取研究，第一次要等几秒……')));
  const about = await opened();
  const towns = (await ask<Page>('GET', '/collections/town/items?limit=1000')).features.filter(f => f.geometry);
  const analysis = new Analysis(study, about);
  const cluster = select(about.clusters.filter(one => one.criteria.length).map((one): [string, string] => [one.cluster, titled(one)]), analysis.cluster.cluster);
  cluster.addEventListener('change', () => analysis.choose(about.clusters.find(one => one.cluster === cluster.value)!));
  show(t('实时适宜性'), h('div', { class: 'live' },
    h('div', { class: 'side' }, field(t('产业集群'), cluster), h('p', { class: 'hint' }, t('合成方法 {}；权重 {}。移动滑块，地图立即重画；数值与正式运行相同。', about.aggregation, about.weights)),
      h('p', { class: 'row' }, h('button', { type: 'button', onclick: () => analysis.choose(analysis.cluster) }, t('恢复运行时的权重'))), analysis.panel, savePart(() => analysis.tried(), () => { liveView(study).catch(problem => analysis.failed(problem)); })),
    h('div', { class: 'stage' }, analysis.map.element, h('div', { class: 'under' }, analysis.readout, analysis.speed), analysis.legend(), analysis.problem, analysis.judged, analysis.point, analysis.shift)));
  byId('main').classList.add('wide');
  analysis.open(boxOf(towns));
}
