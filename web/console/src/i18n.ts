import { computed, ref } from 'vue';
import wordsEn from 'api/src/words.en.json';
import wordsZh from 'api/src/words.zh-CN.json';

import en from './messages/en.json';
import zh from './messages/zh-CN.json';

export type Language = 'zh-CN' | 'en';
const KEPT = 'console.language';
const MESSAGES = { 'zh-CN': zh, en } as Record<Language, Tree>;
const WORDS = { 'zh-CN': wordsZh, en: wordsEn } as Record<Language, Record<string, Record<string, string>>>;

type Tree = { [key: string]: string | Tree };

export const language = ref<Language>(localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN');

export function speak(wanted: Language) {
  language.value = wanted;
  localStorage.setItem(KEPT, wanted);
  document.documentElement.lang = wanted;
}

/** A sentence by its name, with `{places}` filled in; the name itself where there is none. */
export function t(name: string, places: Record<string, string | number> = {}): string {
  let at: string | Tree | undefined = MESSAGES[language.value];
  for (const part of name.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  if (typeof at !== 'string') return name;
  return at.replace(/\{(\w+)\}/g, (_, place: string) => String(places[place] ?? ''));
}

/** The word for a code: `states`, `actions`, `stages`, `lamps`, `holders`, `units`, `cards`, or of the messages. */
export function word(kind: string, code: string | null | undefined): string {
  if (!code) return '';
  const known = WORDS[language.value][kind]?.[code];
  if (known) return known;
  const own = t(`words.${kind}.${code}`);
  return own.startsWith('words.') ? code : own;
}

/** Whether Chinese comes first. */
export const chinese = computed(() => language.value === 'zh-CN');
