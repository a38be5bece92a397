const ANY_ORIGIN = 'http://same-site.invalid'

/**
 * A path of this site to go to, or `/` for everything else: other sites, `//host`, `/\host` and what browsers strip or
 * repair into those (control characters, backslashes).
 */
export function safePath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || hasRepairable(next)) return '/'
  const url = URL.canParse(next, ANY_ORIGIN) ? new URL(next, ANY_ORIGIN) : null
  if (url?.origin !== ANY_ORIGIN) return '/'
  // `/./` and `/a/../` before a second slash fold into `//host`.
  return url.pathname.startsWith('//') ? '/' : next
}

function hasRepairable(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 || code === 0x7f || character === '\\') return true
  }
  return false
}
