import { ref } from 'vue';
import { asProblem, inTurn, wordsOf, type Problem } from 'api';

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

/** Reading something: whether it is under way, and what went wrong. Asked twice, the second answer is shown. */
export function useLoad(read: () => Promise<unknown>) {
  const busy = ref(false);
  const done = ref(false);
  const problem = ref<Problem | null>(null);
  const again = inTurn(async () => {
    busy.value = true;
    try {
      await read();
      problem.value = null;
      done.value = true;
    } catch (error) {
      problem.value = asProblem(error);
    } finally {
      busy.value = false;
      uni.stopPullDownRefresh();
    }
  });
  return { busy, done, problem, again };
}
export type Load = ReturnType<typeof useLoad>;
