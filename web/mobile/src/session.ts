import { computed, ref } from 'vue';
import { Problem, type SessionView, type UserView } from 'api';

import { language } from './i18n';
import { send } from './wire';

const KEPT = 'session';
const EARLY_MS = 60_000;

interface Kept {
  access: string;
  until: number;
  refresh: string;
  user: UserView;
}

const kept = ref<Kept | null>((uni.getStorageSync(KEPT) as Kept) || null);
let renewing: Promise<string | null> | null = null;

export const user = computed(() => kept.value?.user ?? null);
export const has = (...roles: string[]) => roles.some((role) => kept.value?.user.roles.includes(role));
export const isFirm = computed(() => kept.value?.user.kind === 'entrepreneur');

export function begin(session: SessionView) {
  kept.value = {
    access: session.access_token,
    until: Date.now() + session.expires_in * 1000,
    refresh: session.refresh_token,
    user: session.user,
  };
  uni.setStorageSync(KEPT, kept.value);
}

export function forget() {
  kept.value = null;
  uni.removeStorageSync(KEPT);
  uni.removeStorageSync('home');
}

/** A token that is still good; renewed once, however many ask. Without a network the session stays. */
export async function token(): Promise<string | null> {
  if (!kept.value) return null;
  if (isGood(kept.value)) return kept.value.access;
  renewing ??= alone(renew).finally(() => (renewing = null));
  return renewing;
}
const isGood = (session: Kept) => session.until - EARLY_MS > Date.now();

/** Two pages of one browser have one session: what the one renews is the other's too, and each token is good once. */
function alone<T>(what: () => Promise<T>): Promise<T> {
  // #ifdef H5
  if (navigator.locks) return navigator.locks.request('session', what) as Promise<T>;
  // #endif
  return what();
}

async function renew(): Promise<string | null> {
  const stored = uni.getStorageSync(KEPT) as Kept | '';
  if (stored) kept.value = stored;
  if (!kept.value || isGood(kept.value)) return kept.value?.access ?? null;
  try {
    begin(await auth('refresh', { refresh_token: kept.value.refresh }));
  } catch (error) {
    if (error instanceof Problem && error.interrupted) throw error;
    forget();
  }
  return kept.value?.access ?? null;
}

export function auth<T = SessionView>(path: string, body: object): Promise<T> {
  return send<T>(`/auth/${path}`, { method: 'POST', body }, { 'Accept-Language': language.value });
}

export async function signOut() {
  const bearer = kept.value?.access;
  forget();
  if (!bearer) return;
  await send('/auth/logout', { method: 'POST' }, { Authorization: `Bearer ${bearer}` }).catch(() => undefined);
}

/** To the sign-in page, and back here afterwards. */
export function needSession(): boolean {
  if (kept.value) return true;
  uni.navigateTo({ url: '/pages/sign-in/sign-in' });
  return false;
}
