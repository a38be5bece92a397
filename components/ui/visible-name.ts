type NamePart = { text: string; escaped: boolean }

// Everything that draws nothing, or changes how its neighbours are drawn: controls, bidi marks, zero-width characters,
// fillers, odd spaces, halves of pairs.
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|(?<=^ *) | (?= *$)/gu

const JOINERS =
  /\p{Script=Arab}|\p{Script=Deva}|\p{Script=Beng}|\p{Script=Guru}|\p{Script=Gujr}|\p{Script=Orya}|\p{Script=Taml}|\p{Script=Telu}|\p{Script=Knda}|\p{Script=Mlym}|\p{Script=Sinh}|\p{Script=Syrc}/u
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)/u
const TAKES_VARIANT = /^(?:\p{Emoji}|\p{Script=Han})/u

/** A name with every deceptive or invisible character written out: `evil‹U+202E›gpj.exe`. For showing, never for keys. */
export function visibleName(name: string): string {
  return isPlain(name)
    ? name
    : nameParts(name)
        .map((part) => part.text)
        .join('')
}

/**
 * The same in pieces, so that a screen can set the written-out ones apart from a name that really contains such text.
 * A part of a name is judged within the whole of it: a space at a cut is not an outer one.
 */
export function nameParts(name: string, start = 0, end = name.length): NamePart[] {
  if (isPlain(name)) return [{ text: name.slice(start, end), escaped: false }]
  const parts: NamePart[] = []
  let done = start
  for (const match of name.matchAll(HIDDEN)) {
    if (match.index < start || match.index >= end || belongs(name, match[0], match.index)) continue
    if (match.index > done) parts.push({ text: name.slice(done, match.index), escaped: false })
    parts.push({ text: writeOut(match[0]), escaped: true })
    done = match.index + match[0].length
  }
  if (done < end) parts.push({ text: name.slice(done, end), escaped: false })
  return parts
}

/** Whether a name is drawn from right to left in some part, where cutting it in two would shuffle it. */
export function hasRightToLeft(name: string): boolean {
  return /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}]/u.test(name)
}

/** Printable ASCII without outer spaces: nearly every name, and it needs no further look. */
function isPlain(name: string): boolean {
  return /^[!-~](?:[ -~]*[!-~])?$/.test(name)
}

function writeOut(character: string): string {
  if (character === ' ') return '‹space›'
  return `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`
}

/** Some hidden characters are honest spelling: joiners in emoji and in scripts that need them, variant selectors, flags. */
function belongs(name: string, hidden: string, index: number): boolean {
  const before = characterBefore(name, index)
  const after = name.slice(index + hidden.length)
  const code = hidden.codePointAt(0) ?? 0
  if (code === 0x200d && EMOJI.test(before)) return /^\p{Extended_Pictographic}/u.test(after)
  if (code === 0x200c || code === 0x200d) return JOINERS.test(before) && JOINERS.test(after.slice(0, 1))
  if (isVariantSelector(code)) return TAKES_VARIANT.test(before)
  if (isTag(code)) return /\uD83C\uDFF4(?:\uDB40[\uDC20-\uDC7E])*$/.test(name.slice(Math.max(0, index - 32), index))
  return false
}

/** Not a pattern that ends in `$`: Chromium 156 misses characters above U+FFFF there when they stand in a class. */
function characterBefore(name: string, index: number): string {
  const last = name.codePointAt(index - 2) ?? 0
  return last > 0xffff ? name.slice(index - 2, index) : name.slice(Math.max(0, index - 1), index)
}

function isTag(code: number): boolean {
  return code >= 0xe0020 && code <= 0xe007f
}

function isVariantSelector(code: number): boolean {
  return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)
}
