// The language of the page. Words stand in the sources in Chinese; english.js has each of them in English.
import { english } from './english';
import type { Titled } from './answers';

const kept = 'zonewright-language';
let language = 'zh';
try { language = localStorage.getItem(kept) === 'en' ? 'en' : 'zh'; } catch (e) { /* storage is off */ }

export const inEnglish = (): boolean => language === 'en';

export function setLanguage(to: string): void {
  language = to;
  try { localStorage.setItem(kept, to); } catch (e) { /* for this visit, then */ }
}

/** t('找到 {} 处', 3) */
export function t(words: string, ...values: unknown[]): string {
  let at = 0;
  const said = language === 'en' ? english[words] || words : words;
  return said.replace(/\{\}/g, () => String(values[at++]));
}

/** Of what the server says in both languages: { title, title_en } → its title. */
export const titled = (thing: Titled): string => (language === 'en' && thing.title_en) || thing.title;

/** "请先登录 / sign in first" → the half that is wanted. */
export function half(words: string): string {
  const at = words.indexOf(' / ');
  return at < 0 ? words : language === 'en' ? words.slice(at + 3) : words.slice(0, at);
}
