/** Lets keys act on the list again, where there is one. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-explorer-grid]')?.focus({ preventScroll: true })
}
