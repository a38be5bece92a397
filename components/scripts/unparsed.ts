/** Text that was typed where a value belongs and is none yet. It is never sent. */
export class Unparsed {
  constructor(
    readonly text: string,
    readonly problem: string,
  ) {}

  /** Inside other JSON it is the text that was typed. */
  toJSON(): string {
    return this.text
  }
}

/** The value that a text in JSON stands for; undefined for an empty one. */
export function parseJsonText(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    return new Unparsed(text, `This is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A value as text in JSON: '' for undefined, and what was typed for what does not parse. */
export function toJsonText(value: unknown): string {
  if (value === undefined) return ''
  return value instanceof Unparsed ? value.text : JSON.stringify(value, null, 2)
}
