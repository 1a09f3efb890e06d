// What is in the data, how old it is, and until when the checks take it.
import { h, show, table } from './dom';
import type { Study, User } from './answers';
import { inEnglish, t, titled } from './words';

const statusWords: Record<string, string> = { official: '正式', approximate: '近似', schematic: '示意', unstated: '未注明' };

export function dataView(study: Study, user: User): void {
  const rows = study.sources.map(source => [
    titled(source),
    t(statusWords[source.status] || source.status || '未注明'),
    source.date || t('未注明'),
    source.valid_until ? t(source.is_too_old ? '{} 年（已过期，核查时按未核查）' : '{} 年', source.valid_until) : t('没有时限规定')]);
  const unlooked = inEnglish() ? study.unlooked_en : study.unlooked;
  show(t('数据情况'),
    h('p', { class: 'row' }, h('a', { class: 'button main', href: '#/outline' }, t('我有红线')), h('a', { class: 'button main', href: '#/find' }, t('我要找地')),
      user.role !== 'town' && h('a', { class: 'button', href: '#/live' }, t('实时适宜性'))),
    h('p', {}, t('研究：{}；规划：{}；量算平面：{}；程序版本 {}。', study.title, inEnglish() ? study.plan_en : study.plan, study.plane, study.version)),
    !study.is_closed_off && h('p', { class: 'note bad' }, t('本服务未启用任务隔离（bwrap），请告知管理员。')),
    table(t('数据来源'), ['图层', '边界性质', '数据时点', '可用至'].map(words => t(words)), rows),
    h('h2', {}, t('没有数据、因此不能核查的事项')),
    unlooked.length ? h('ul', { class: 'columns' }, unlooked.map(check => h('li', {}, check))) : h('p', {}, t('没有。')),
    h('p', { class: 'quiet' }, t('未核查不等于不涉及。未报送的上传文件和结果保留 {} 天后清除。', study.keep_days)),
    h('p', { class: 'quiet' }, h('a', { href: '/page/third-party.txt' }, t('本网页所含第三方软件的许可'))));
}
