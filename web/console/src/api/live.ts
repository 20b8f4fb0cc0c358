import { useSession } from '../session';

/** What changed in what the caller may see. */
export interface Change {
  appeal_id: string;
  state: string;
  version: number;
  kinds?: string[];
}
type Listener = (change: Change | 'resync') => void;

const listeners = new Set<Listener>();
let running: AbortController | null = null;

/** Hears of changes until the answer is called. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (!running) void run();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      running?.abort();
      running = null;
    }
  };
}

function tell(change: Change | 'resync') {
  for (const listener of listeners) listener(change);
}

/** Connects again and again, more slowly the longer nobody answers; what was missed is read anew. */
async function run() {
  const stop = (running = new AbortController());
  let pause = 1_000;
  while (!stop.signal.aborted) {
    const began = Date.now();
    await read(stop.signal).catch(() => undefined);
    pause = Date.now() - began > 20_000 ? 1_000 : Math.min(pause * 2, 30_000);
    await new Promise((done) => setTimeout(done, pause + Math.random() * 500));
    if (!stop.signal.aborted) tell('resync');
  }
}

async function read(signal: AbortSignal) {
  const token = await useSession().token();
  if (!token) return;
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch('/api/v1/stream', { headers, signal });
  if (!response.ok || !response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop() ?? '';
    parts.forEach(dispatch);
  }
}

function dispatch(text: string) {
  const line = (name: string) =>
    text
      .split('\n')
      .find((one) => one.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const [event, data] = [line('event'), line('data')];
  if (event === 'resync') tell('resync');
  if (event === 'appeal' && data) tell(JSON.parse(data) as Change);
}
