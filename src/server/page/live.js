// The analyst's face: weights and value curves beside the map; what is moved is seen at once.
import { announce, field, h, mark, number, problemBox, select, show } from './dom.js';
import { ask, wait } from './api.js';
import { curveFields } from './curve.js';
import { judgementsPart } from './judgements.js';
import { pointPart, shiftPart } from './moved.js';
import { MapView, boxOf } from './map.js';
import { Plane } from './plane.js';
import { Surface, colourOf } from './surface.js';
import { t, titled } from './words.js';

const settled = 350;

/** Reading the study takes a while; others may be reading it. */
async function opened() {
  for (let tries = 0; ; tries++) {
    try { return await ask('POST', '/live/open', {}); } catch (problem) {
      if (problem.status !== 503 || tries > 60) throw problem;
      await wait(2000);
    }
  }
}

class Analysis {
  constructor(study, about) {
    this.study = study;
    this.about = about;
    this.panel = h('div', { class: 'criteria' });
    this.judged = h('div', {});
    this.readout = h('p', { class: 'readout', role: 'status' }, ' ');
    this.speed = h('p', { class: 'hint', id: 'speed' });
    this.shift = h('div', {});
    this.point = h('div', {});
    this.problem = h('div', {});
    this.map = new MapView(t('适宜性地图：点击或按回车，说明该处为什么得这个分'), new Plane(study.plane), true);
    this.surface = new Surface(this.map, about.grid, () => this.tried(), told => this.told(told), problem => this.failed(problem));
    this.map.onClick = place => this.ask(place);
    this.map.onPress = event => event.key === 'Enter' && (this.ask(this.map.middle), true);
    this.map.svg.addEventListener('pointermove', event => this.read(this.map.under(event)));
    this.choose(about.clusters.find(one => one.criteria.length > 0));
  }

  choose(cluster) {
    this.cluster = cluster;
    this.weights = cluster.criteria.map(one => one.weight);
    this.curves = {};
    this.drawPanel();
    this.changed();
  }

  /** Nothing is said of what is as in the run, so that the numbers are the run's own. */
  tried() {
    const moved = this.weights.some((weight, i) => weight !== this.cluster.criteria[i].weight);
    const weights = moved ? Object.fromEntries(this.cluster.criteria.map((one, i) => [one.criterion, this.weights[i]])) : {};
    return { cluster: this.cluster.cluster, weights, curves: this.curves };
  }

  sum() { return this.weights.reduce((sum, weight) => sum + weight, 0); }

  changed() {
    this.shares();
    if (this.sum() > 0 && this.map.perPixel) this.surface.refresh();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.moved(), settled);
  }

  shares() {
    const sum = this.sum();
    this.rows.forEach((row, i) => { row.share.textContent = sum > 0 ? number(100 * this.weights[i] / sum, 1) + ' %' : '—'; row.slider.setAttribute('aria-valuetext', row.share.textContent); });
  }

  async moved() {
    const tried = this.tried();
    if (!(this.sum() > 0)) { this.shift.replaceChildren(problemBox(t('至少给一个指标权重'))); return; }
    if (Object.keys(tried.curves).length) { this.shift.replaceChildren(h('p', { class: 'note' }, t('改了价值曲线：地图是新的，宗地和供应的变化要运行后才有。'))); return; }
    try { this.shift.replaceChildren(shiftPart(await ask('POST', '/live/shift', tried), this.about)); } catch (problem) { this.failed(problem); }
  }

  drawPanel() {
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

  put(weights) {
    this.weights = weights.slice();
    this.rows.forEach((row, i) => { row.slider.value = String(Math.min(0.5, weights[i])); });
    this.changed();
  }

  bend(criterion, curve) {
    const isOwn = JSON.stringify(curve) === JSON.stringify(criterion.curve);
    if (isOwn) delete this.curves[criterion.criterion]; else this.curves[criterion.criterion] = curve;
    this.changed();
  }

  told({ milliseconds, width, height, step }) {
    this.speed.textContent = t('重画 {} 毫秒（{} × {} 像素，每 {} 个栅格取一个）', Math.round(milliseconds), width, height, step);
    this.speed.dataset.milliseconds = String(milliseconds);
    this.speed.dataset.drawn = String(Number(this.speed.dataset.drawn || 0) + 1);
    this.problem.replaceChildren();
  }

  failed(problem) { this.problem.replaceChildren(problemBox(problem.message)); }

  read(place) {
    const score = this.surface.at(place), grade = typeof score === 'number' && this.about.classes.find(each => score >= each.from);
    this.readout.textContent = score === null ? ' ' : score === 'excluded' ? t('已排除') : t('得分 {}（{}）', number(score, 4), grade ? titled(grade) : '');
  }

  async ask(place) {
    const [x_m, y_m] = this.map.metresAt(place);
    try {
      const found = await ask('POST', '/live/point', { ...this.tried(), x_m, y_m });
      this.point.replaceChildren(pointPart(found, this.cluster, this.study, this.map));
      announce(t('已说明该处'));
    } catch (problem) { this.failed(problem); }
  }

  legend() {
    return h('ul', { class: 'legend', 'aria-label': t('图例') }, this.about.classes.map((each, i) => {
      const swatch = h('canvas', { width: 18, height: 12, 'aria-hidden': 'true' }), brush = swatch.getContext('2d'), top = i === 0 ? 1 : this.about.classes[i - 1].from;
      brush.fillStyle = `rgb(${colourOf((each.from + top) / 2).join(',')})`;
      brush.fillRect(0, 0, 18, 12);
      return h('li', {}, swatch, ` ${titled(each)} ≥ ${each.from}`);
    }), h('li', { class: 'excluded' }, t('灰色：已排除')));
  }

  saving() {
    const id = h('input', { autocomplete: 'off', maxlength: 64 }), title = h('input', { autocomplete: 'off', maxlength: 80 }), outcome = h('div', { role: 'status' });
    const save = async event => {
      event.preventDefault();
      const given = mark(id, /^[a-z0-9_-]{1,64}$/.test(id.value) ? '' : t('1 至 64 个小写字母、数字、- 或 _')) & mark(title, title.value.trim() ? '' : t('请写明用途'));
      if (!given) return;
      try {
        const kept = await ask('POST', '/live/save', { ...this.tried(), id: id.value, title: title.value.trim() });
        outcome.replaceChildren(h('div', { class: 'note good' }, h('p', {}, t('已存入研究：{}。', kept.files.join('、'))), h('p', {}, t('在命令行中：')), h('ul', {}, kept.next.map(words => h('li', {}, h('code', {}, words))))));
      } catch (problem) { outcome.replaceChildren(problemBox(problem.message)); }
    };
    return h('details', {}, h('summary', {}, t('存为方案')), h('form', { onsubmit: save, novalidate: true }, field(t('方案编号'), id, t('小写字母、数字、- 和 _')), field(t('用途'), title), h('button', {}, t('存入研究'))), outcome);
  }
}

export async function liveView(study) {
  show(t('实时适宜性'), h('p', { role: 'status' }, t('正在读取研究，第一次要等几秒……')));
  const about = await opened();
  const towns = (await ask('GET', '/collections/town/items?limit=1000')).features.filter(f => f.geometry);
  const analysis = new Analysis(study, about);
  const cluster = select(about.clusters.filter(one => one.criteria.length).map(one => [one.cluster, titled(one)]), analysis.cluster.cluster);
  cluster.addEventListener('change', () => analysis.choose(about.clusters.find(one => one.cluster === cluster.value)));
  show(t('实时适宜性'), h('div', { class: 'live' },
    h('div', { class: 'side' }, field(t('产业集群'), cluster), h('p', { class: 'hint' }, t('合成方法 {}；权重 {}。移动滑块，地图立即重画；数值与正式运行相同。', about.aggregation, about.weights)),
      h('p', { class: 'row' }, h('button', { type: 'button', onclick: () => analysis.choose(analysis.cluster) }, t('恢复运行时的权重'))), analysis.panel, analysis.saving()),
    h('div', { class: 'stage' }, analysis.map.element, h('div', { class: 'under' }, analysis.readout, analysis.speed), analysis.legend(), analysis.problem, analysis.judged, analysis.point, analysis.shift)));
  document.querySelector('main').classList.add('wide');
  analysis.map.open(boxOf(towns), 0.05);
  analysis.surface.refresh();
}
