/** What a page holds of a log, in characters: the last ones. The whole log is one download away. */
const MAX_CHARACTERS = 400_000

/** A log as far as it has been read; `offset` is where the next piece begins; `progress` in percent, null where the script says nothing. */
export type RunLog = { text: string; offset: number; cut: boolean; completed: boolean; progress: number | null }

export const NO_LOG: RunLog = { text: '', offset: 0, cut: false, completed: false, progress: null }

type Piece = { new_logs?: string; log_offset?: number; completed?: boolean; progress?: number }

/** The log with the next piece at its end. */
export function appendLog(log: RunLog, { new_logs, log_offset, completed = false, progress }: Piece): RunLog {
  const piece = new_logs ?? ''
  const text = log.text + piece
  return {
    text: text.length > MAX_CHARACTERS ? text.slice(-MAX_CHARACTERS) : text,
    offset: log_offset ?? log.offset + piece.length,
    cut: log.cut || text.length > MAX_CHARACTERS,
    completed,
    progress: progress ?? log.progress,
  }
}

/** About that many of the last characters of a log, from the beginning of a line where there is one. */
export function lastLines(text: string, characters: number): string {
  if (text.length <= characters) return text
  const start = text.length - characters
  const line = text.indexOf('\n', start) + 1
  return text.slice(line > 0 && line < text.length ? line : start)
}

const MAX_LINES = 500
const MAX_LINE = 1000

/** The last lines that hold a text, whatever its case and their colours, with how many there are in all. */
export function findLines(text: string, search: string): { lines: string[]; count: number } {
  const wanted = search.toLowerCase()
  const found = text.split('\n').filter((line) => line.replace(ESCAPES, '').toLowerCase().includes(wanted))
  return { lines: found.slice(-MAX_LINES).map((line) => line.slice(0, MAX_LINE)), count: found.length }
}

export type LogSpan = { text: string; color: string | null; bold: boolean }

const COLORS = ['gray', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'gray']
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals are told with
const ESCAPES = /\u001b\[([\d;]*)([A-Za-z])|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b./g

const MAX_SPANS = 5000

/** The text of a log in pieces of one colour, the last of some thousand without. Everything else that terminals are told is left out. */
export function colorLog(text: string): LogSpan[] {
  const spans: LogSpan[] = []
  let style: Omit<LogSpan, 'text'> = { color: null, bold: false }
  let start = 0
  for (const match of text.matchAll(ESCAPES)) {
    if (spans.length === MAX_SPANS)
      return [...spans, { text: text.slice(start).replace(ESCAPES, ''), color: null, bold: false }]
    if (match.index > start) spans.push({ text: text.slice(start, match.index), ...style })
    if (match[2] === 'm') style = restyle(style, match[1] ?? '')
    start = match.index + match[0].length
  }
  if (start < text.length) spans.push({ text: text.slice(start), ...style })
  return spans
}

function restyle(style: Omit<LogSpan, 'text'>, codes: string): Omit<LogSpan, 'text'> {
  let next = style
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) next = { color: null, bold: false }
    else if (code === 1) next = { ...next, bold: true }
    else if (code === 22) next = { ...next, bold: false }
    else if (code === 39) next = { ...next, color: null }
    // Colours from a table of 256 or as RGB take further numbers, which mean nothing by themselves.
    else if (code === 38 || code === 48) return next
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97))
      next = { ...next, color: COLORS[code % 10] ?? null }
  }
  return next
}
