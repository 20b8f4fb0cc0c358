import { shallowRef } from 'vue';
import type { CategoryView, CodeView, DepartmentView } from 'api';

import { call } from './http';
import { chinese } from './i18n';

/** What hardly ever changes: read once, kept on the phone for when there is no network. */
const KEPT = 'reference';
interface Kept {
  departments: DepartmentView[];
  categories: CategoryView[];
  counties: CodeView[];
}
const known = shallowRef<Kept>((uni.getStorageSync(KEPT) as Kept) || { departments: [], categories: [], counties: [] });
let reading: Promise<void> | null = null;

async function read() {
  const [departments, categories, counties] = await Promise.all([
    call<DepartmentView[]>('/departments'),
    call<CategoryView[]>('/categories'),
    call<CodeView[]>('/counties'),
  ]);
  known.value = { departments, categories, counties };
  uni.setStorageSync(KEPT, known.value);
}

export function useReference() {
  reading ??= read().catch(() => {
    reading = null;
  });
  const category = (code: string) => {
    const found = known.value.categories.find((one) => one.code === code);
    return found ? (chinese.value ? found.name_zh : found.name_en) : code;
  };
  const department = (id: string) => known.value.departments.find((one) => one.id === id)?.name ?? '';
  return { known, category, department };
}
