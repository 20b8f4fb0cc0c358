import { computed, ref } from 'vue';

const KEPT = 'large';

/** Large text (大字版): H5 is magnified as a whole; the mini-program, which has no root to magnify, by a class of every page. */
const large = ref(Boolean(uni.getStorageSync(KEPT)));
export const isLarge = computed(() => large.value);
export const size = computed(() => (large.value ? 'large' : ''));

export function setLarge(is: boolean) {
  large.value = is;
  uni.setStorageSync(KEPT, is);
  applySize();
}

export function applySize() {
  // #ifdef H5
  document.documentElement.classList.toggle('large', large.value);
  // #endif
}
