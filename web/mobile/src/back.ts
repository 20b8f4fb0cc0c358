/** Back to where the reader came from; home, where this page was the first. */
export function back() {
  if (getCurrentPages().length > 1) uni.navigateBack();
  else uni.switchTab({ url: '/pages/home/home' });
}
