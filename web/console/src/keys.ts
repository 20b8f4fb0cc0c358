import { onBeforeUnmount, onMounted } from 'vue';

/** Keys of the console: pressed alone, not while something is typed, and not under a dialogue. */
export function useKeys(keys: () => Record<string, () => void>) {
  function hear(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as HTMLElement | null;
    if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
    const over = [...document.querySelectorAll('.el-overlay')];
    if (over.some((one) => one.checkVisibility() && !/leave/.test(one.className))) return;
    const what = keys()[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!what) return;
    event.preventDefault();
    what();
  }
  onMounted(() => document.addEventListener('keydown', hear));
  onBeforeUnmount(() => document.removeEventListener('keydown', hear));
}

/** The key of a command, where it has one. */
export const KEY_OF: Readonly<Record<string, string>> = {
  claim: 'c',
  sign: 's',
  contact: 't',
  reply: 'r',
  note: 'm',
  approve: 'a',
  'return-reply': 'b',
  dispute: 'd',
  whistle: 'w',
  'request-extension': 'e',
  dispatch: 'p',
  decline: 'x',
  'ask-info': 'q',
  supervise: 'u',
  'set-level': 'l',
};
