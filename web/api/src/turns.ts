/** One at a time; asked again while one is under way, it runs once more afterwards: the last answer is to the last question. */
export function inTurn(run: () => Promise<void>): () => Promise<void> {
  let under: Promise<void> | null = null;
  let asked = false;
  async function all() {
    do {
      asked = false;
      await run();
    } while (asked);
  }
  return () => {
    asked = true;
    under ??= all().finally(() => (under = null));
    return under;
  };
}
