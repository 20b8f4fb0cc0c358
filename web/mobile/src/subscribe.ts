import type { SubscriptionView } from 'api';

import { call } from './http';

/** The most templates that WeChat asks about at once. */
const AT_ONCE = 3;
/** What a firm wants to hear of first: that it is sent on, answered, and late. */
const WANTED = ['dispatched', 'contacted', 'replied'];
let wanted: string[] = [];

/** Looks up what there is to ask about, before there is a tap: WeChat lets nobody ask after waiting for a network. */
export async function prepareConsent(): Promise<void> {
  // #ifdef MP-WEIXIN
  const page = await call<{ items: SubscriptionView[] }>('/me/subscriptions').catch(() => null);
  const open = (page?.items ?? []).filter((one) => WANTED.includes(one.key) && one.remaining < 2);
  wanted = open.slice(0, AT_ONCE).map((one) => one.template_id);
  // #endif
}

/** Asks for the consent to messages, in the tap that makes sense of it; what was decided goes to the ledger. */
export async function askConsent(): Promise<void> {
  // #ifdef MP-WEIXIN
  const ids = wanted;
  if (ids.length === 0) return;
  const answer = await new Promise<Record<string, string>>((done) => {
    uni.requestSubscribeMessage({
      tmplIds: ids,
      success: (result) => done(result as unknown as Record<string, string>),
      fail: () => done({}),
    });
  });
  const said = (word: string) => ids.filter((id) => answer[id] === word);
  const body = { accepted: said('accept'), rejected: said('reject') };
  if (body.accepted.length + body.rejected.length > 0) {
    await call('/me/subscriptions', { method: 'POST', body }).catch(() => undefined);
  }
  // #endif
}
