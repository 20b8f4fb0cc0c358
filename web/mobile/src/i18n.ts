import { computed, ref } from 'vue';
import { sentence, wordOf, type Places, type Tree, type Words } from 'api';
import wordsEn from 'api/src/words.en.json';
import wordsZh from 'api/src/words.zh-CN.json';

import en from './messages/en.json';
import zh from './messages/zh-CN.json';

export type Language = 'zh-CN' | 'en';
const KEPT = 'language';
const MESSAGES = { 'zh-CN': zh, en } as Record<Language, Tree>;
const WORDS = { 'zh-CN': wordsZh, en: wordsEn } as Record<Language, Words>;

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
export const t = (name: string, places?: Places): string => sentence(MESSAGES[language.value], name, places);

/** The word for a code. */
export const word = (kind: string, code: string | null | undefined): string => wordOf(WORDS[language.value], MESSAGES[language.value], kind, code);

/** The title of the page in the reader's language. */
export function entitle(name: string) {
  uni.setNavigationBarTitle({ title: t(`pages.${name}`) });
}
