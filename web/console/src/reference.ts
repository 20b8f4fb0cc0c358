import { shallowRef } from 'vue';
import type { CategoryView, ChainView, CodeView, DepartmentView } from 'api';

import { api, body } from './api/client';
import { chinese } from './i18n';

/** What hardly ever changes: read once, kept for the tab. */
const departments = shallowRef<DepartmentView[]>([]);
const categories = shallowRef<CategoryView[]>([]);
const counties = shallowRef<CodeView[]>([]);
const chains = shallowRef<ChainView[]>([]);
let reading: Promise<void> | null = null;

async function read() {
  const [one, two, three, four] = await Promise.all([
    body(api.GET('/api/v1/departments')),
    body(api.GET('/api/v1/categories')),
    body(api.GET('/api/v1/counties')),
    body(api.GET('/api/v1/chains')),
  ]);
  [departments.value, categories.value, counties.value, chains.value] = [one, two, three, four];
}

export function useReference() {
  reading ??= read().catch((error: unknown) => {
    reading = null;
    throw error;
  });
  void reading.catch(() => undefined);
  const category = (code: string) => {
    const found = categories.value.find((one) => one.code === code);
    return found ? (chinese.value ? found.name_zh : found.name_en) : code;
  };
  const department = (id: string | null | undefined) =>
    departments.value.find((one) => one.id === id)?.name ?? '';
  const county = (code: string) => counties.value.find((one) => one.code === code)?.name ?? code;
  const chain = (code: string) => chains.value.find((one) => one.code === code)?.name ?? code;
  return { departments, categories, counties, chains, category, department, county, chain };
}
