import { shallowRef } from 'vue';
import type { CategoryView, CodeView, DepartmentView, LevelView } from 'api';

import { call } from './http';
import { chinese } from './i18n';

/** What hardly ever changes: read once, kept on the phone for when there is no network. */
const KEPT = 'reference';
interface Kept {
  departments: DepartmentView[];
  categories: CategoryView[];
  counties: CodeView[];
  levels: LevelView[];
}
const NOTHING: Kept = { departments: [], categories: [], counties: [], levels: [] };
const known = shallowRef<Kept>({ ...NOTHING, ...((uni.getStorageSync(KEPT) as Partial<Kept>) || {}) });
let reading: Promise<void> | null = null;

async function read() {
  const [departments, categories, counties, levels] = await Promise.all([
    call<DepartmentView[]>('/departments'),
    call<CategoryView[]>('/categories'),
    call<CodeView[]>('/counties'),
    call<LevelView[]>('/levels'),
  ]);
  known.value = { departments, categories, counties, levels };
  uni.setStorageSync(KEPT, known.value);
}

export function useReference() {
  reading ??= read().catch(() => {
    reading = null;
  });
  const named = (one: { name_zh: string; name_en: string }) => (chinese.value ? one.name_zh : one.name_en);
  const nameOf = (all: { code: string; name_zh: string; name_en: string }[], code: string) => {
    const found = all.find((one) => one.code === code);
    return found ? named(found) : code;
  };
  const category = (code: string) => nameOf(known.value.categories, code);
  const level = (code: string) => nameOf(known.value.levels, code);
  const department = (id: string) => known.value.departments.find((one) => one.id === id)?.name ?? '';
  return { known, named, category, level, department };
}
