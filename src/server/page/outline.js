// "I have an outline": bring it, look whether it is there, state the project, ask for the report.
import { announce, field, h, mark, number, problemBox, show, table } from './dom.js';
import { answered, ask, upload } from './api.js';
import { MapView } from './map.js';

const planes = [
  ['', '文件自带（推荐）'],
  ['EPSG:4547', 'CGCS2000 三度带 114°E，无带号（EPSG:4547）'],
  ['EPSG:4526', 'CGCS2000 三度带，带号 38（EPSG:4526）'],
  ['EPSG:4490', 'CGCS2000 经纬度（EPSG:4490）'],
];

function steps(now) {
  return h('ol', { class: 'steps', 'aria-label': '步骤' },
    ['提供红线', '是这里吗', '项目情况', '结果'].map((name, i) => h('li', { 'aria-current': i === now ? 'step' : null }, name)));
}

function select(pairs, chosen) {
  const control = h('select', {}, pairs.map(([value, title]) => h('option', { value }, title)));
  if (chosen !== undefined) control.value = chosen;
  return control;
}

/** Pasted rows of two numbers as GeoJSON; throws words for the person who pasted. */
export function pastedOutline(text, order, plane) {
  const rings = [[]];
  text.split(/\r?\n/).forEach((line, at) => {
    const words = line.trim();
    if (!words) { if (rings[rings.length - 1].length) rings.push([]); return; }
    const figures = words.split(/[\s,，;；]+/).filter(word => /^[-+]?\d+(\.\d+)?$/.test(word)).map(Number);
    if (figures.length < 2) throw new Error(`第 ${at + 1} 行没有两个坐标：“${words.slice(0, 40)}”`);
    const [a, b] = figures.slice(-2);
    rings[rings.length - 1].push(order === 'north-east' ? [b, a] : [a, b]);
  });
  const whole = rings.filter(ring => ring.length);
  if (!whole.length) throw new Error('请粘贴坐标，每行一个界址点');
  whole.forEach((ring, i) => {
    const first = ring[0], last = ring[ring.length - 1];
    if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first.slice());
    if (ring.length < 4) throw new Error(`第 ${i + 1} 块少于三个界址点`);
  });
  return {
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::' + plane.split(':')[1] } },
    features: whole.map((ring, i) => ({ type: 'Feature', properties: { name: '地块' + (i + 1) }, geometry: { type: 'Polygon', coordinates: [ring] } })),
  };
}

/** `request`: of which this is another version; empty for a new one. */
export function outlineView(study, request) {
  const file = h('input', { type: 'file', accept: '.txt,.csv,.geojson,.json,.zip,.dxf,.gpkg,.kml' });
  const plane = select(planes);
  const rows = h('textarea', { spellcheck: 'false' });
  const order = select([['north-east', '北坐标 X，东坐标 Y（测量习惯）'], ['east-north', '东坐标，北坐标；或经度，纬度']]);
  const pastedPlane = select(planes.slice(1));
  const surveyed = h('input', { inputmode: 'decimal', autocomplete: 'off' });
  const outcome = h('div', {});
  const byFile = h('input', { type: 'radio', name: 'way', checked: true });
  const byRows = h('input', { type: 'radio', name: 'way' });
  const filePart = h('div', {}, field('红线文件', file, 'TXT（界址点）、GeoJSON、SHP（压缩为 ZIP）、DXF、GPKG、KML，不超过 50 MB'), field('坐标系', plane, '文件没有写明坐标系时才需要选'));
  const rowsPart = h('div', { hidden: true }, field('界址点坐标', rows, '每行一个点，空行隔开不同地块；行首的点号会略去'), field('坐标次序', order), field('坐标系', pastedPlane));
  const choose = () => { filePart.hidden = !byFile.checked; rowsPart.hidden = byFile.checked; };
  byFile.addEventListener('change', choose);
  byRows.addEventListener('change', choose);
  const go = h('button', { class: 'main' }, '看看在哪里');

  async function look(event) {
    event.preventDefault();
    mark(file, ''); mark(rows, '');
    let kept, crs = plane.value;
    try {
      go.disabled = true;
      announce('正在上传……');
      if (byFile.checked) {
        if (!file.files.length) { mark(file, '请选择文件'); file.focus(); return; }
        kept = await upload(file.files[0].name, file.files[0]);
      } else {
        let outline;
        try { outline = pastedOutline(rows.value, order.value, pastedPlane.value); } catch (problem) { mark(rows, problem.message); rows.focus(); return; }
        kept = await upload('粘贴的坐标.geojson', new Blob([JSON.stringify(outline)]));
        crs = '';
      }
      announce('正在读取……');
      const inputs = crs ? { file: kept.id, crs } : { file: kept.id };
      const { answer } = await answered('locate', inputs, percent => announce(percent < 0 ? '排队中……' : '正在读取……'));
      announce('');
      isItHere(study, { upload: kept.id, title: kept.title, crs, located: answer, surveyed_m2: Number(surveyed.value) || 0, request });
    } catch (problem) {
      announce('');
      outcome.replaceChildren(problemBox(problem.message));
    } finally { go.disabled = false; }
  }

  show(request ? '另提一版红线' : '我有红线', steps(0),
    h('form', { onsubmit: look, novalidate: true },
      h('fieldset', {}, h('legend', {}, '怎样提供'),
        h('p', {}, h('label', {}, byFile, ' 上传文件'), '　', h('label', {}, byRows, ' 粘贴坐标')), filePart, rowsPart,
        field('勘测面积（m²，可不填）', surveyed, '填写后与量算结果对照')),
      go), outcome);
}

function areaRow(name, shape) {
  return [name, number(shape.area_m2), number(shape.planar_m2), number(shape.area_ha, 4), number(shape.area_mu), shape.corners || ''];
}

/** Nothing is sent to anybody before the person has said that it is there. */
function isItHere(study, brought) {
  const { located } = brought;
  const map = new MapView('红线位置图：' + located.features.length + ' 个图形，位于 ' + located.towns.map(town => town.name).join('、'));
  const difference = brought.surveyed_m2 ? located.area_m2 - brought.surveyed_m2 : 0;
  show('是这里吗？', steps(1), map.element,
    h('p', {}, '坐标系：', located.crs, ' ', located.crs_name, '。依据：', located.crs_why, '。'),
    h('p', {}, '所在镇街：', located.towns.length ? located.towns.map(town => `${town.name} ${number(100 * town.share, 1)} %`).join('、') : '不在任何镇街内', '。'),
    table('面积（量算平面 ' + located.plane + '）', ['图形', '椭球面积 m²', '平面面积 m²', '公顷', '亩', '界址点数'],
      [...located.features.map(shape => areaRow(shape.name, shape)), areaRow('合计', located)], [1, 2, 3, 4, 5]),
    brought.surveyed_m2 > 0 && h('p', { class: Math.abs(difference) > 1 ? 'note' : '' },
      `勘测面积 ${number(brought.surveyed_m2)} m²，量算椭球面积与之相差 ${number(difference)} m²，平面面积与之相差 ${number(located.planar_m2 - brought.surveyed_m2)} m²。`),
    located.warnings.length > 0 && h('div', { class: 'note' }, h('p', {}, '需要留意：'), h('ul', {}, located.warnings.map(words => h('li', {}, words)))),
    h('div', { class: 'row' },
      h('button', { class: 'main', onclick: () => projectForm(study, brought) }, '是这里，继续'),
      h('button', { onclick: () => outlineView(study, brought.request) }, '不是这里，重新提供')));
  map.open(located.box);
  map.set('outline', located.features.map(shape => ({ geometry: shape.geometry, title: shape.name })));
}

/** label, key, unit as typed, factor to what is sent, least, most, hint */
const figures = [
  ['需要面积（亩）', 'demanded_area_mu', 1, 0, 1e6, '与红线面积对照'],
  ['总投资（万元）', 'investment_yuan', 1e4, 0, 1e9, '用于投资强度'],
  ['容积率', 'plot_ratio', 1, 0, 20, '例如 2.5'],
  ['建筑系数（%）', 'building_coverage', 0.01, 0, 100, '例如 45'],
  ['办公及生活用地占比（%）', 'office_land_share', 0.01, 0, 100, '例如 7'],
  ['办公及生活建筑面积占比（%）', 'office_floor_share', 0.01, 0, 100, '例如 15'],
  ['绿地率（%）', 'green_share', 0.01, 0, 100, '例如 15'],
];

/** The code of what was typed: "39", "39 计算机…", or a word that only one name has. */
export function industryCode(typed, industries) {
  const words = typed.trim();
  if (!words) return '';
  const byCode = industries.find(one => words === one.value || words.startsWith(one.value + ' '));
  if (byCode) return byCode.value;
  const named = industries.filter(one => one.title.includes(words));
  return named.length === 1 ? named[0].value : null;
}

function projectForm(study, brought) {
  const title = h('input', { autocomplete: 'off', maxlength: 60, value: brought.request ? brought.request.title : '' });
  const applicant = h('input', { autocomplete: 'organization', maxlength: 60 });
  const industry = h('input', { list: 'industries', autocomplete: 'off' });
  const industries = h('datalist', { id: 'industries' }, study.industries.map(one => h('option', { value: one.value + ' ' + one.title })));
  const cluster = select([['', '由程序按得分判断'], ...study.clusters.map(one => [one.value, one.title])]);
  const inputs = figures.map(() => h('input', { inputmode: 'decimal', autocomplete: 'off' }));
  const comment = h('textarea', { maxlength: 600 });
  const outcome = h('div', {});
  const go = h('button', { class: 'main' }, '出具选址报告');

  function project() {
    const stated = { name: title.value.trim(), applicant: applicant.value.trim() };
    let sound = mark(title, title.value.trim() ? '' : '请填写项目名称');
    const code = industryCode(industry.value, study.industries);
    sound = mark(industry, code === null ? '没有唯一对应的行业大类，请从列表中选择' : '') && sound;
    if (code) stated.industry = code;
    figures.forEach(([label, key, factor, least, most], i) => {
      const typed = inputs[i].value.trim();
      const value = Number(typed);
      const fits = !typed || (Number.isFinite(value) && value >= least && value <= most);
      sound = mark(inputs[i], fits ? '' : `请填写 ${least} 到 ${most} 之间的数`) && sound;
      if (typed && fits) stated[key] = Number((value * factor).toPrecision(12));
    });
    return sound ? stated : null;
  }

  async function send(event) {
    event.preventDefault();
    const stated = project();
    if (!stated) { document.querySelector('[aria-invalid=true]').focus(); return; }
    const body = { title: title.value.trim(), upload: brought.upload, crs: brought.crs, cluster: cluster.value, project: stated, comment: comment.value };
    try {
      go.disabled = true;
      const made = brought.request ? await ask('POST', `/requests/${brought.request.id}/versions`, body) : await ask('POST', '/requests', body);
      location.hash = '#/request/' + made.id;
    } catch (problem) { outcome.replaceChildren(problemBox(problem.message)); go.disabled = false; }
  }

  show('项目情况', steps(2), h('p', {}, '红线：', brought.title, '，', number(brought.located.area_mu), ' 亩。没有填的内容在报告中写“未提供”，不作判断。'),
    h('form', { onsubmit: send, novalidate: true },
      h('fieldset', {}, h('legend', {}, '项目'), field('项目名称（必填）', title), field('申请单位', applicant),
        field('所属行业（GB/T 4754 大类）', industry, '输入字词查找，例如“电子”'), industries, field('按哪个产业集群评价', cluster)),
      h('fieldset', {}, h('legend', {}, '指标（有则填）'), figures.map(([label, , , , , hint], i) => field(label, inputs[i], hint))),
      h('fieldset', {}, h('legend', {}, '说明'), field('给审核人员的说明', comment)),
      go), outcome);
}
