import { computed, ref } from 'vue';
import wordsEn from 'api/src/words.en.json';
import wordsZh from 'api/src/words.zh-CN.json';

import en from './messages/en.json';
import zh from './messages/zh-CN.json';

type Tree = { [key: string]: string | Tree };
export type Language = 'zh-CN' | 'en';
const KEPT = 'language';
const MESSAGES = { 'zh-CN': zh, en } as Record<Language, Tree>;
const WORDS = { 'zh-CN': wordsZh, en: wordsEn } as Record<Language, Record<string, Record<string, string>>>;

export const language = ref<Language>(uni.getStorageSync(KEPT) === 'en' ? 'en' : 'zh-CN');
export const chinese = computed(() => language.value === 'zh-CN');

export function speak(wanted: Language) {
  language.value = wanted;
  uni.setStorageSync(KEPT, wanted);
  // #ifdef H5
  document.documentElement.lang = wanted;
  // #endif
}

/** A sentence by its name, with `{places}` filled in; the name itself where there is none. */
export function t(name: string, places: Record<string, string | number> = {}): string {
  let at: string | Tree | undefined = MESSAGES[language.value];
  for (const part of name.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  if (typeof at !== 'string') return name;
  return at.replace(/\{(\w+)\}/g, (_, place: string) => String(places[place] ?? ''));
}

/** The word for a code. */
export function word(kind: string, code: string | null | undefined): string {
  if (!code) return '';
  const known = WORDS[language.value][kind]?.[code];
  if (known) return known;
  const own = t(`words.${kind}.${code}`);
  return own.startsWith('words.') ? code : own;
}

/** The title of the page in the reader's language. */
export function entitle(name: string) {
  uni.setNavigationBarTitle({ title: t(`pages.${name}`) });
}
