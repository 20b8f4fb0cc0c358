/**
 * The framework's controls on H5 are elements that no screen reader knows and no key reaches, and their labels stand
 * on the outside; its pictures have no words. This gives them roles, keys and names. The mini-program's own controls need none of it.
 */
const KEYS = new Set(['Enter', ' ']);

function name(outside: Element, inside: string) {
  const control = outside.querySelector(inside);
  const label = outside.getAttribute('aria-label');
  if (control && label && control.getAttribute('aria-label') !== label) control.setAttribute('aria-label', label);
}

function act(element: Element, role: string, checked?: boolean) {
  if (checked !== undefined && element.getAttribute('aria-checked') !== String(checked)) {
    element.setAttribute('aria-checked', String(checked));
  }
  if (element.getAttribute('role') === role) return;
  element.setAttribute('role', role);
  element.setAttribute('tabindex', '0');
  element.addEventListener('keydown', (event) => {
    if (!KEYS.has((event as KeyboardEvent).key) || event.target !== element) return;
    event.preventDefault();
    (element as HTMLElement).click();
  });
}

function look() {
  document.querySelectorAll('uni-input').forEach((one) => name(one, 'input'));
  document.querySelectorAll('uni-textarea').forEach((one) => name(one, 'textarea'));
  // A picture is decoration unless it is named.
  document
    .querySelectorAll('uni-image img:not([alt]), .uni-tabbar img:not([alt])')
    .forEach((one) => one.setAttribute('alt', one.closest('uni-image')?.getAttribute('aria-label') ?? ''));
  document.querySelectorAll('uni-button').forEach((one) => act(one, 'button'));
  document.querySelectorAll('uni-picker').forEach((one) => act(one, 'button'));
  document.querySelectorAll('uni-switch').forEach((one) => act(one, 'switch', Boolean(one.querySelector('.uni-switch-input-checked'))));
  document.querySelectorAll('uni-checkbox').forEach((one) => act(one, 'checkbox', Boolean(one.querySelector('svg'))));
}

/** Looks after every page from now on, once per frame at most. */
export function makeReachable() {
  let waits = false;
  new MutationObserver(() => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      look();
    });
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['class', 'aria-label'] });
}
