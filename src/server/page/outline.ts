// "I have an outline": bring it or draw it, look whether it is there.
import { announce, areaWords, field, h, mark, number, problemBox, select, show, table, wordsOf, type Child } from './dom';
import { answered, ask, upload } from './api';
import { Drawing } from './drawing';
import { MapView, boxOf } from './map';
import { Plane } from './plane';
import { projectForm } from './project';
import type { Areas, Brought, Kept, Located, Page, Placed, Position, Request, Study, User } from './answers';
import { t } from './words';

const planes = (): [value: string, title: string][] => [
  ['', t('文件自带（推荐）')],
  ['EPSG:4547', t('CGCS2000 三度带 114°E，无带号（EPSG:4547）')],
  ['EPSG:4526', t('CGCS2000 三度带，带号 38（EPSG:4526）')],
  ['EPSG:4490', t('CGCS2000 经纬度（EPSG:4490）')],
];

export function steps(now: number): HTMLElement {
  return h('ol', { class: 'steps', 'aria-label': t('步骤') },
    ['提供红线', '是这里吗', '项目情况', '结果'].map((name, i) => h('li', { 'aria-current': i === now ? 'step' : null }, t(name))));
}

/** Pasted rows of two numbers as GeoJSON; throws words for the person who pasted. */
export function pastedOutline(text: string, order: string, plane: string): object {
  const rings: Position[][] = [[]];
  text.split(/\r?\n/).forEach((line, at) => {
    const words = line.trim();
    if (!words) { if (rings[rings.length - 1].length) rings.push([]); return; }
    const figures = words.split(/[\s,，;；]+/).filter(word => /^[-+]?\d+(\.\d+)?$/.test(word)).map(Number);
    if (figures.length < 2) throw new Error(t('第 {} 行没有两个坐标：“{}”', at + 1, words.slice(0, 40)));
    const [a, b] = figures.slice(-2);
    rings[rings.length - 1].push(order === 'north-east' ? [b, a] : [a, b]);
  });
  const whole = rings.filter(ring => ring.length);
  if (!whole.length) throw new Error(t('请粘贴坐标，每行一个界址点'));
  whole.forEach((ring, i) => {
    const first = ring[0], last = ring[ring.length - 1];
    if (first[0] !== last[0] || first[1] !== last[1]) ring.push([first[0], first[1]]);
    if (ring.length < 4) throw new Error(t('第 {} 块少于三个界址点', i + 1));
  });
  return {
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::' + plane.split(':')[1] } },
    features: whole.map((ring, i) => ({ type: 'Feature', properties: { name: t('地块') + (i + 1) }, geometry: { type: 'Polygon', coordinates: [ring] } })),
  };
}

/** A map that is open on the town of the visitor, or on all towns. */
async function mapToDrawOn(study: Study, user: User): Promise<MapView> {
  const map = new MapView(t('画红线的地图：方向键移动，加减号缩放，回车在十字处加点，退格撤销'), new Plane(study));
  const towns = (await ask<Page>('GET', '/collections/town/items?limit=1000')).features.filter(f => f.geometry);
  const own = towns.filter(f => f.properties.code === user.town);
  if (towns.length) map.open(boxOf(own.length ? own : towns), 0.1);
  return map;
}

interface Taken { name: string; content: Blob; crs: string; }

/** The three ways to bring an outline; each gives the file to send, or throws words beside its field. */
class Ways {
  private readonly file = h('input', { type: 'file', accept: '.txt,.csv,.geojson,.json,.zip,.dxf,.gpkg,.kml' });
  private readonly plane = select(planes());
  private readonly rows = h('textarea', { spellcheck: 'false' });
  private readonly order = select([['north-east', t('北坐标 X，东坐标 Y（测量习惯）')], ['east-north', t('东坐标，北坐标；或经度，纬度')]]);
  private readonly pastedPlane = select(planes().slice(1));
  private readonly drawn = h('div', {});
  private readonly radios = ['file', 'rows', 'draw'].map((way, i) => h('input', { type: 'radio', name: 'way', value: way, checked: i === 0 }));
  private readonly parts: HTMLElement[];
  private drawing?: Drawing;
  readonly element: HTMLElement;

  constructor(private readonly study: Study, private readonly user: User) {
    this.parts = [
      h('div', {}, field(t('红线文件'), this.file, t('TXT（界址点）、GeoJSON、SHP（压缩为 ZIP）、DXF、GPKG、KML，不超过 50 MB')), field(t('坐标系'), this.plane, t('文件没有写明坐标系时才需要选'))),
      h('div', { hidden: true }, field(t('界址点坐标'), this.rows, t('每行一个点，空行隔开不同地块；行首的点号会略去')), field(t('坐标次序'), this.order), field(t('坐标系'), this.pastedPlane)),
      h('div', { hidden: true }, h('p', { class: 'hint' }, t('在地图上逐点点击；只用键盘时，方向键移动地图（Shift 为小步），加减号缩放，回车在十字处加点，退格撤销。')), this.drawn)];
    this.radios.forEach(radio => radio.addEventListener('change', () => { void this.choose(); }));
    this.element = h('div', {}, h('p', { class: 'row' }, ['上传文件', '粘贴坐标', '在地图上画'].map((name, i) => h('label', {}, this.radios[i], ' ' + t(name)))), this.parts);
  }

  private way(): number { return this.radios.findIndex(radio => radio.checked); }

  private async choose(): Promise<void> {
    this.parts.forEach((part, i) => { part.hidden = i !== this.way(); });
    if (this.way() !== 2 || this.drawing) return;
    try {
      this.drawing = new Drawing(await mapToDrawOn(this.study, this.user));
      this.drawn.replaceChildren(this.drawing.element);
      this.drawing.map.fit(this.drawing.map.home);
    } catch (problem) { this.drawn.replaceChildren(problemBox(wordsOf(problem))); }
  }

  /** { name, content, crs }; nothing where the person was told what is missing. */
  taken(): Taken | null {
    mark(this.file, ''); mark(this.rows, '');
    if (this.way() === 0) {
      const file = this.file.files?.[0];
      if (file) return { name: file.name, content: file, crs: this.plane.value };
      mark(this.file, t('请选择文件'));
      this.file.focus();
      return null;
    }
    try {
      const outline = this.way() === 1 ? pastedOutline(this.rows.value, this.order.value, this.pastedPlane.value) : this.drawing!.outline();
      return { name: t(this.way() === 1 ? '粘贴的坐标' : '在地图上画的红线') + '.geojson', content: new Blob([JSON.stringify(outline)]), crs: '' };
    } catch (problem) {
      if (this.way() === 1) { mark(this.rows, wordsOf(problem)); this.rows.focus(); return null; }
      throw problem;
    }
  }
}

/** Where it lies, for the person to confirm. `brought`: see look(). */
export async function locate(study: Study, user: User, kept: Kept, brought: Brought): Promise<void> {
  announce(t('正在读取……'));
  const inputs = brought.crs ? { file: kept.id, crs: brought.crs } : { file: kept.id };
  const { answer } = await answered<Located>('locate', inputs, percent => announce(percent < 0 ? t('排队中……') : t('正在读取……')));
  announce('');
  isItHere(study, user, { ...brought, upload: kept.id, title: kept.title, located: answer });
}

/** `request`: of which this is another version; empty for a new one. */
export function outlineView(study: Study, user: User, request: Request | null): void {
  const ways = new Ways(study, user);
  const surveyed = h('input', { inputmode: 'decimal', autocomplete: 'off' });
  const outcome = h('div', {});
  const go = h('button', { class: 'main' }, t('看看在哪里'));

  async function look(event: Event): Promise<void> {
    event.preventDefault();
    outcome.replaceChildren();
    const stated = surveyed.value.trim();
    if (!mark(surveyed, !stated || Number(stated) > 0 ? '' : t('请填写大于 0 的平方米数，或留空'))) { surveyed.focus(); return; }
    try {
      go.disabled = true;
      const taken = ways.taken();
      if (!taken) return;
      announce(t('正在上传……'));
      await locate(study, user, await upload(taken.name, taken.content), { crs: taken.crs, surveyed_m2: Number(stated) || 0, request });
    } catch (problem) {
      announce('');
      outcome.replaceChildren(problemBox(wordsOf(problem)));
    } finally { go.disabled = false; }
  }

  show(request ? t('另提一版红线') : t('我有红线'), steps(0),
    h('form', { onsubmit: look, novalidate: true },
      h('fieldset', {}, h('legend', {}, t('怎样提供')), ways.element, field(t('勘测面积（m²，可不填）'), surveyed, t('填写后与量算结果对照'))),
      go), outcome);
}

function areaRow(name: Child, shape: Areas & { corners?: number }): Child[] {
  return [name, number(shape.area_m2), number(shape.planar_m2), number(shape.area_ha, 4), number(shape.area_mu), shape.corners];
}

/** The name of one shape, which shows it on the map. */
const shownOn = (map: MapView, name: string, i: number): HTMLElement =>
  h('button', { type: 'button', class: 'name', onclick: () => { map.choose('outline', String(i)); announce(t('图上已标出 {}', name)); } }, name);

/** Nothing is handed in before the person has said that it is there. */
function isItHere(study: Study, user: User, brought: Placed): void {
  const { located } = brought;
  const towns = located.towns.map(town => town.name).join('、') || t('不在任何镇街内');
  const map = new MapView(t('红线位置图：{} 个图形，位于 {}', located.features.length, towns), new Plane(study));
  const difference = brought.surveyed_m2 ? located.area_m2 - brought.surveyed_m2 : 0;
  show(t('是这里吗？'), steps(1), map.element,
    h('p', {}, t('坐标系：{} {}。依据：{}。', located.crs, located.crs_name, located.crs_why)),
    h('p', {}, t('所在镇街：'), located.towns.length ? located.towns.map(town => `${town.name} ${number(100 * town.share, 1)} %`).join('、') : t('不在任何镇街内')),
    h('p', { class: 'lead' }, areaWords(located)),
    table(t('面积（量算平面 {}）', located.plane), ['图形', '椭球面积 m²', '平面面积 m²', '公顷', '亩', '界址点数'].map(words => t(words)),
      [...located.features.map((shape, i) => areaRow(shownOn(map, shape.name, i), shape)), areaRow(t('合计'), located)], [1, 2, 3, 4, 5]),
    brought.surveyed_m2 > 0 && h('p', { class: Math.abs(difference) > 1 ? 'note' : '' },
      t('勘测面积 {} m²，量算椭球面积与之相差 {} m²，平面面积与之相差 {} m²。', number(brought.surveyed_m2), number(difference), number(located.planar_m2 - brought.surveyed_m2))),
    located.warnings.length > 0 && h('div', { class: 'note' }, h('p', {}, t('需要留意：')), h('ul', {}, located.warnings.map(words => h('li', {}, words)))),
    h('div', { class: 'row' },
      h('button', { class: 'main', onclick: () => projectForm(study, brought) }, t('是这里，继续')),
      h('button', { onclick: () => outlineView(study, user, brought.request) }, t('不是这里，重新提供'))));
  map.open(located.box);
  map.set('outline', located.features.flatMap((shape, i) => (shape.geometry ? [{ geometry: shape.geometry, title: shape.name, key: String(i) }] : [])));
}
