import { shallowRef } from 'vue';
import type { CategoryView, ChainView, CodeView, DepartmentView, LevelView } from 'api';

import { api, body } from './api/client';
import { chinese } from './i18n';

/** What hardly ever changes: read once, kept for the tab. */
const departments = shallowRef<DepartmentView[]>([]);
const categories = shallowRef<CategoryView[]>([]);
const counties = shallowRef<CodeView[]>([]);
const chains = shallowRef<ChainView[]>([]);
const levels = shallowRef<LevelView[]>([]);
let reading: Promise<void> | null = null;

async function read() {
  const [one, two, three, four, five] = await Promise.all([
    body(api.GET('/api/v1/departments')),
    body(api.GET('/api/v1/categories')),
    body(api.GET('/api/v1/counties')),
    body(api.GET('/api/v1/chains')),
    body(api.GET('/api/v1/levels')),
  ]);
  [departments.value, categories.value, counties.value, chains.value, levels.value] = [one, two, three, four, five];
}

export function useReference() {
  reading ??= read().catch((error: unknown) => {
    reading = null;
    throw error;
  });
  void reading.catch(() => undefined);
  const called = (all: { code: string; name_zh: string; name_en: string }[], code: string) => {
    const found = all.find((one) => one.code === code);
    return found ? (chinese.value ? found.name_zh : found.name_en) : code;
  };
  const category = (code: string) => called(categories.value, code);
  const level = (code: string) => called(levels.value, code);
  const department = (id: string | null | undefined) => departments.value.find((one) => one.id === id)?.name ?? '';
  const county = (code: string) => counties.value.find((one) => one.code === code)?.name ?? code;
  const chain = (code: string) => chains.value.find((one) => one.code === code)?.name ?? code;
  return { departments, categories, counties, chains, levels, category, level, department, county, chain };
}
