import { ref } from 'vue';

const KEPT = 'large';

/** Large text (大字版). */
export const large = ref(Boolean(uni.getStorageSync(KEPT)));

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
