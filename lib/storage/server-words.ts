const CODE_CHARACTERS = 64
const SENTENCE_CHARACTERS = 200

/** A code that a server gave, as a sentence may carry it: one word, however much was sent. */
export function codeWord(code: string): string {
  const word = code.slice(0, 4 * CODE_CHARACTERS).replaceAll(/[^\w .:-]/g, '')
  return word.length > CODE_CHARACTERS ? `${word.slice(0, CODE_CHARACTERS)}…` : word
}

/** What a server said, as a sentence may carry it: the first line, without what would act on a terminal or turn text around. */
export function firstWords(text: string): string {
  const line = text.slice(0, 4 * SENTENCE_CHARACTERS).split('\n')[0] ?? ''
  const plain = line.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ').trim()
  return plain.length > SENTENCE_CHARACTERS ? `${plain.slice(0, SENTENCE_CHARACTERS)}…` : plain
}

/** The same failure for a log: its text and its stack may hold all that a server sent. */
export function boundedText(text: string | undefined): string | undefined {
  return text && text.length > LOGGED_CHARACTERS ? `${text.slice(0, LOGGED_CHARACTERS)}…` : text
}

const LOGGED_CHARACTERS = 4000
