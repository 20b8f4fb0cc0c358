import { computed, reactive, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** Typing is over after so long. */
const PAUSE_MS = 250;

/** What a list is narrowed by, kept in the page's address, so that it can be sent to somebody. */
export function useFilter<Name extends string>(names: readonly Name[], changed: () => void) {
  const route = useRoute();
  const router = useRouter();
  const given = (name: Name): [Name, string] => [name, String(route.query[name] ?? '')];
  const filter = reactive(Object.fromEntries(names.map(given))) as Record<Name, string>;
  const query = computed(() => Object.fromEntries(Object.entries<string>(filter).filter(([, value]) => value)));
  let timer: ReturnType<typeof setTimeout>;
  watch(query, (is) => {
    void router.replace({ query: is });
    clearTimeout(timer);
    timer = setTimeout(changed, PAUSE_MS);
  });
  /** Takes over a view: what it does not name is not narrowed. */
  const use = (view: Record<string, string>) => names.forEach((name) => (filter[name] = view[name] ?? ''));
  return { filter, query, use };
}
