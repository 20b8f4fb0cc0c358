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
  if (kept.value.until - EARLY_MS > Date.now()) return kept.value.access;
  renewing ??= renew(kept.value.refresh).finally(() => (renewing = null));
  return renewing;
}

async function renew(refresh: string): Promise<string | null> {
  try {
    begin(await auth('refresh', { refresh_token: refresh }));
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
