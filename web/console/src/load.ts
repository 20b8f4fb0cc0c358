import { onMounted, ref, type Ref } from 'vue';
import { ElMessage } from 'element-plus/es/components/message/index';
import 'element-plus/es/components/message/style/css';
import { asProblem, inTurn, wordsOf, type Problem } from 'api';

import { t } from './i18n';

/** Reading something: whether it is under way, and what went wrong. */
export interface Load {
  busy: Ref<boolean>;
  /** It was read once at least. */
  done: Ref<boolean>;
  problem: Ref<Problem | null>;
  again: () => Promise<void>;
  /** Does something and says what went wrong. */
  guard: (what: () => Promise<unknown>) => Promise<boolean>;
}

export { asProblem };

/** Title and detail of what went wrong, in words. */
export const words = (problem: Problem) => wordsOf(problem, t);

export function complain(error: unknown): Problem {
  const problem = asProblem(error);
  const { title, detail } = words(problem);
  const fields = problem.errors.map((fault) => fault.message).join(' ');
  ElMessage({ type: 'error', message: `${title}：${fields || detail}`, duration: 8000, showClose: true, grouping: true });
  return problem;
}

/** Reads at once, and again on demand; asked twice, what is shown is the answer to the second question. */
export function useLoad(read: () => Promise<unknown>): Load {
  const busy = ref(false);
  const done = ref(false);
  const problem = ref<Problem | null>(null);

  const again = inTurn(async () => {
    busy.value = true;
    try {
      await read();
      [problem.value, done.value] = [null, true];
    } catch (error) {
      problem.value = asProblem(error);
    } finally {
      busy.value = false;
    }
  });

  async function guard(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what();
      return true;
    } catch (error) {
      complain(error);
      return false;
    }
  }

  onMounted(again);
  return { busy, done, problem, again, guard };
}
