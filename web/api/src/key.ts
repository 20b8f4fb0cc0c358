/** A new Idempotency-Key: kept with what it stands for until an answer has come. */
export function newKey(): string {
  const random = () => Math.random().toString(36).slice(2, 10);
  return `${Date.now().toString(36)}-${random()}${random()}`;
}
