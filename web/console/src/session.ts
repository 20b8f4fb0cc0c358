import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { Problem, problemOf, type SessionView, type UserView } from 'api';

const KEPT = 'console.session';
/** A token is renewed so long before it ends. */
const EARLY_MS = 60_000;

interface Kept {
  access: string;
  until: number;
  refresh: string;
  user: UserView;
}

/** Who is signed in, in this tab: closed with it. */
export const useSession = defineStore('session', () => {
  const kept = ref<Kept | null>(read());
  let renewing: Promise<string | null> | null = null;

  const user = computed(() => kept.value?.user ?? null);
  const roles = computed(() => new Set(kept.value?.user.roles ?? []));
  const has = (...wanted: string[]) => wanted.some((role) => roles.value.has(role));

  function begin(session: SessionView) {
    kept.value = {
      access: session.access_token,
      until: Date.now() + session.expires_in * 1000,
      refresh: session.refresh_token,
      user: session.user,
    };
    sessionStorage.setItem(KEPT, JSON.stringify(kept.value));
  }

  function forget() {
    kept.value = null;
    sessionStorage.removeItem(KEPT);
  }

  /** A token that is still good; renewed once, however many ask. */
  async function token(): Promise<string | null> {
    if (!kept.value) return null;
    if (kept.value.until - EARLY_MS > Date.now()) return kept.value.access;
    renewing ??= renew(kept.value.refresh).finally(() => (renewing = null));
    return renewing;
  }

  async function renew(refresh: string): Promise<string | null> {
    const answer = await post('refresh', { refresh_token: refresh });
    if (answer.ok) begin((await answer.json()) as SessionView);
    else forget();
    return kept.value?.access ?? null;
  }

  async function signIn(username: string, password: string, totp?: string) {
    const answer = await post('staff/login', { username, password, ...(totp ? { totp } : {}) });
    const body: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw problemOf(answer.status, body, answer.headers.get('retry-after'));
    begin(body as SessionView);
  }

  async function signOut() {
    const access = kept.value?.access;
    forget();
    await fetch('/api/v1/auth/logout', {
      method: 'POST',
      headers: { Authorization: `Bearer ${access}` },
    }).catch(() => undefined);
  }

  return { user, roles, has, begin, forget, token, signIn, signOut };
});

async function post(path: string, body: object): Promise<Response> {
  try {
    return await fetch(`/api/v1/auth/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Problem({ code: 'interrupted' });
  }
}

function read(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}
