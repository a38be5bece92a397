/** Days since 1970 as a date. */
export function dateText(days: number): string {
  const date = new Date(days * 86_400_000)
  return Number.isNaN(date.getTime()) ? `day ${days} from 1970-01-01` : isoDate(date)
}

/** Units since 1970 as a timestamp, with every digit that is not a trailing zero. */
export function timestampText(value: bigint, unitsPerSecond: bigint): string {
  const seconds = floorDivide(value, unitsPerSecond)
  const date = new Date(Number(seconds) * 1000)
  if (Number.isNaN(date.getTime())) return `${value} units of 1/${unitsPerSecond} s from 1970-01-01`
  return `${isoDate(date)} ${date.toISOString().slice(-13, -5)}${fraction(value - seconds * unitsPerSecond, unitsPerSecond)}`
}

/** Units since midnight as a time of day. */
export function timeText(value: bigint, unitsPerSecond: bigint): string {
  const seconds = floorDivide(value, unitsPerSecond)
  const two = (part: bigint) => part.toString().padStart(2, '0')
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`
  return clock + fraction(value - seconds * unitsPerSecond, unitsPerSecond)
}

/** An unscaled integer as a decimal with all digits of its scale. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return (unscaled * 10n ** BigInt(-scale)).toString()
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Little-endian words of 32 bits in two's complement. */
export function signedWords(words: Uint32Array): bigint {
  let value = 0n
  for (let i = words.length - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[i] ?? 0)
  return BigInt.asIntN(words.length * 32, value)
}

/** A number of single precision with the fewest digits that read back as the same number. */
export function float32Text(value: number): string {
  for (let digits = 6; digits < 9 && value !== 0; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return numberText(short)
  }
  return numberText(value)
}

/** A number as JavaScript writes it, but with the sign of zero. */
export const numberText = (value: number) => (Object.is(value, -0) ? '-0' : String(value))

/** Bytes as hexadecimal digits. */
export function hexText(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

const isoDate = (date: Date) => date.toISOString().slice(0, -14)

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}

function fraction(units: bigint, unitsPerSecond: bigint): string {
  if (units === 0n) return ''
  const digits = units.toString().padStart(unitsPerSecond.toString().length - 1, '0')
  return `.${digits.replace(/0+$/, '')}`
}

/** Sixteen bytes in the grouping of a UUID. */
export function uuidText(bytes: Uint8Array): string {
  return hexText(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
