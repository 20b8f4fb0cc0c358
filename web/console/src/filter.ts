import { computed, reactive, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** Typing is over after so long. */
const PAUSE_MS = 250;

/** The same, once nobody has asked for it for a moment. */
export function afterPause(what: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout>;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(what, PAUSE_MS);
  };
}

/** What a list is narrowed by, kept in the page's address, so that it can be sent to somebody. */
export function useFilter<Name extends string>(names: readonly Name[], changed: () => void) {
  const route = useRoute();
  const router = useRouter();
  const given = (name: Name): [Name, string] => [name, String(route.query[name] ?? '')];
  const filter = reactive(Object.fromEntries(names.map(given))) as Record<Name, string>;
  const query = computed(() => Object.fromEntries(Object.entries<string>(filter).filter(([, value]) => value)));
  const soon = afterPause(changed);
  watch(query, (is) => {
    void router.replace({ query: is });
    soon();
  });
  /** Takes over a view: what it does not name is not narrowed. */
  const use = (view: Record<string, string>) => names.forEach((name) => (filter[name] = view[name] ?? ''));
  return { filter, query, use };
}
