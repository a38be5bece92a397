const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789' // none that are mistaken for another
const GROUPS = 4
const GROUP_CHARS = 4

/** A password to be sent by another way than the link: 79 bits. */
export function makePassword(): string {
  const group = () => Array.from({ length: GROUP_CHARS }, letter).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Every letter as likely: numbers beyond the last whole round are drawn again. */
function letter(): string {
  const round = Math.floor(256 / LETTERS.length) * LETTERS.length
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (drawn < round) return LETTERS.charAt(drawn % LETTERS.length)
  }
}
