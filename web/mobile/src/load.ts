import { ref } from 'vue';
import { asProblem, wordsOf, type Problem } from 'api';

import { t } from './i18n';

export { asProblem };

/** Title and detail of what went wrong, in words. */
export const words = (problem: Problem) => wordsOf(problem, t);

/** Says what went wrong and what to do next. */
export function complain(error: unknown): Problem {
  const problem = asProblem(error);
  const { title, detail } = words(problem);
  const fields = problem.errors.map((fault) => fault.message).join('\n');
  uni.showModal({ title, content: fields || detail, showCancel: false, confirmText: t('ok') });
  return problem;
}

/** Reading something: whether it is under way, and what went wrong. */
export function useLoad(read: () => Promise<unknown>) {
  const busy = ref(false);
  const done = ref(false);
  const problem = ref<Problem | null>(null);
  let turn = 0;
  async function again() {
    const mine = ++turn;
    busy.value = true;
    try {
      await read();
      if (mine === turn) {
        problem.value = null;
        done.value = true;
      }
    } catch (error) {
      if (mine === turn) problem.value = asProblem(error);
    } finally {
      if (mine === turn) busy.value = false;
      uni.stopPullDownRefresh();
    }
  }
  return { busy, done, problem, again };
}
export type Load = ReturnType<typeof useLoad>;
