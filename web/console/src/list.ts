import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue';
import type { AppealSummary } from 'api';

import { listen } from './api/live';
import { useLoad } from './load';

interface Page {
  items: unknown[];
  next_cursor?: string | null;
}
type Read = (cursor?: string) => Promise<Page>;

/** Rows of the first page that are looked at again when something has changed. */
const AGAIN_MS = 400;

/** A list that grows by pages; what is read twice, because something moved meanwhile, is shown once. */
export function usePages<T extends { id: string }>(read: Read) {
  const items = shallowRef<T[]>([]);
  const cursor = ref<string | null>(null);
  let growing = false;

  const load = useLoad(async () => {
    const page = await read();
    items.value = page.items as T[];
    cursor.value = page.next_cursor ?? null;
  });

  async function grow() {
    if (growing || !cursor.value) return;
    growing = true;
    await load.guard(async () => {
      const page = await read(cursor.value ?? undefined);
      const known = new Set(items.value.map((one) => one.id));
      items.value = [...items.value, ...(page.items as T[]).filter((one) => !known.has(one.id))];
      cursor.value = page.next_cursor ?? null;
    });
    growing = false;
  }
  return { items, cursor, load, grow, more: computed(() => cursor.value !== null) };
}

/** A list of appeals that grows by pages, keeps one row selected and follows what changes. */
export function useList(read: Read) {
  const { items, cursor, load, grow, more } = usePages<AppealSummary>(read);
  const selected = ref<string | null>(null);
  watch(items, (is) => {
    if (!is.some((one) => one.id === selected.value)) selected.value = is[0]?.id ?? null;
  });

  /** The rows read so far, read again: changes show without losing the place. */
  async function refresh() {
    const wanted = items.value.length;
    const fresh: AppealSummary[] = [];
    let next: string | undefined;
    do {
      const page = await read(next);
      fresh.push(...(page.items as AppealSummary[]));
      next = page.next_cursor ?? undefined;
    } while (next && fresh.length < Math.min(wanted, 300));
    const rest = wanted > 300 ? items.value.slice(fresh.length) : [];
    const known = new Set(fresh.map((one) => one.id));
    items.value = [...fresh, ...rest.filter((one) => !known.has(one.id))];
    if (!rest.length) cursor.value = next ?? null;
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = () => {};
  onMounted(() => {
    stop = listen(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void refresh().catch(() => undefined), AGAIN_MS);
    });
  });
  onBeforeUnmount(() => {
    stop();
    clearTimeout(timer);
  });

  function step(by: number) {
    const at = items.value.findIndex((one) => one.id === selected.value);
    const to = items.value[Math.max(0, Math.min(items.value.length - 1, at + by))];
    if (to) selected.value = to.id;
    if (at + by > items.value.length - 10) void grow();
  }

  return { items, selected, load, grow, refresh, step, more };
}
