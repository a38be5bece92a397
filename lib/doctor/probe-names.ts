/** Ends of keys that servers and proxies are known to change, refuse or lose. */
export const HOSTILE_ENDS: readonly [what: string, end: string][] = [
  ['signs and letters of all kinds', `/a b+c%2Fd#e?f&g=h'"<ü 日本>`],
  ['two slashes in a row', '/two//slashes'],
  ['a space at the end', '/space at the end '],
]

type Named = { prefix: string; probeId: string }

/** What the keys of all probe files of one look begin with. */
export function probeStem({ prefix, probeId }: Named): string {
  return `${prefix}.granary-doctor-${probeId}`
}

/** The key of one of them: its names can be told without a list. */
export function probeName(named: Named, number: number, end = ''): string {
  return `${probeStem(named)}-${number}${end}`
}
