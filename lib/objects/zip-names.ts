// What no file may be called on Windows, and characters that are not seen or turn what comes after them around.
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\\:*?"<>|]/gu

/**
 * Gives each key a name in an archive, which programs make folders and files of: no name leads out of the folder that it is unpacked in,
 * and no two are the same, though one differs from another by its case or by what no file can be called.
 */
export function zipNames(base: string): (key: string) => string {
  const taken = new Set<string>()
  const counts = new Map<string, number>()

  return (key) => {
    const wanted = key.slice(base.length).split('/').map(safeSegment).join('/')
    let name = wanted
    // Counted on from the last one of that name: many of them cost no more than each alone.
    let count = counts.get(wanted.toLowerCase()) ?? 2
    for (; taken.has(name.toLowerCase()); count++) name = numbered(wanted, count)
    if (name !== wanted) counts.set(wanted.toLowerCase(), count)
    taken.add(name.toLowerCase())
    return name
  }
}

function safeSegment(segment: string): string {
  const safe = segment.replaceAll(UNSAFE, '_')
  return /^\.*$/.test(safe) ? `_${safe.slice(1).replaceAll('.', '_')}` : safe
}

/** `a/b.csv` as `a/b (2).csv`. */
function numbered(name: string, count: number): string {
  const ending = /\.[^./]{1,16}$/.exec(name)?.[0] ?? ''
  return `${name.slice(0, name.length - ending.length)} (${count})${ending}`
}
