import { newKey } from 'api';

/** What is being written, kept on the phone with the key under which it will be sent: sent twice, it is filed once. */
export interface Draft {
  key: string;
  enterprise: string;
  category: string;
  title: string;
  content: string;
  county: string;
  /** Where it is, as it would be told to somebody. */
  place: string;
  contactName: string;
  contactPhone: string;
  confidential: boolean;
  photos: string[];
  voice: string;
  /** It was sent, and no answer came: the same is sent again under the same key, unchanged. */
  sent: boolean;
}
const KEPT = 'draft';

export function emptyDraft(): Draft {
  return {
    key: newKey(),
    enterprise: '',
    category: '',
    title: '',
    content: '',
    county: '',
    place: '',
    contactName: '',
    contactPhone: '',
    confidential: false,
    photos: [],
    voice: '',
    sent: false,
  };
}
export function readDraft(): Draft {
  return { ...emptyDraft(), ...((uni.getStorageSync(KEPT) as Partial<Draft>) || {}) };
}
export function keepDraft(draft: Draft) {
  uni.setStorageSync(KEPT, draft);
}
export function dropDraft() {
  uni.removeStorageSync(KEPT);
}
export function draftWaits(): boolean {
  const draft = readDraft();
  return Boolean(draft.title || draft.content);
}
