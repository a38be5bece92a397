import type { PreviewChoice, PreviewFile, PreviewKind } from './preview'
import { type Sniffed, sniff } from './sniff'

interface Format {
  kind: PreviewKind
  /** For people, after "The name says". */
  label: string
  /** What a name must end with, without the dot. */
  extensions: string[]
  /** What the content must be. */
  sniffed: string[]
}

/** The first format that fits both name and content wins; the order matters only between formats of one content. */
const FORMATS: Format[] = [
  { kind: 'parquet', label: 'Parquet', extensions: ['parquet', 'parq', 'pq'], sniffed: ['parquet'] },
  { kind: 'csv', label: 'a table', extensions: ['csv', 'tsv', 'tab', 'psv'], sniffed: ['text'] },
  { kind: 'ndjson', label: 'JSON lines', extensions: ['ndjson', 'jsonl'], sniffed: ['text'] },
  {
    kind: 'json',
    label: 'JSON',
    extensions: ['json', 'geojson', 'topojson', 'webmanifest', 'ipynb'],
    sniffed: ['text'],
  },
  { kind: 'image', label: 'an image', extensions: ['svg'], sniffed: ['text'] },
  {
    kind: 'image',
    label: 'an image',
    extensions: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif'],
    sniffed: ['png', 'jpeg', 'gif', 'webp', 'avif'],
  },
  { kind: 'pdf', label: 'a PDF', extensions: ['pdf'], sniffed: ['pdf'] },
  {
    kind: 'audio',
    label: 'a recording',
    extensions: ['mp3', 'wav', 'ogg', 'oga', 'flac', 'm4a', 'opus'],
    sniffed: ['mp3', 'wav', 'ogg', 'flac', 'm4a'],
  },
  {
    kind: 'video',
    label: 'a film',
    extensions: ['mp4', 'm4v', 'webm', 'mov', 'mkv', 'ogv'],
    sniffed: ['mp4', 'webm', 'mov', 'ogg'],
  },
]

const BROWSER_READ_KINDS: PreviewKind[] = ['image', 'audio', 'video']

/** Contents whose viewer has the browser read the file by itself, under the type that the server gives it. */
export const BROWSER_READ_TYPES = FORMATS.filter(({ kind }) => BROWSER_READ_KINDS.includes(kind))
  .flatMap(({ sniffed }) => sniffed)
  .filter((type) => type !== 'text')

/** Decides how to show a file, by its name and by its first bytes. */
export function choosePreview({ name, size }: Pick<PreviewFile, 'name' | 'size'>, head: Uint8Array): PreviewChoice {
  if (size === 0) return { kind: 'empty', label: 'an empty file', notice: null }
  const content = sniff(head)
  const byName = FORMATS.find(({ extensions }) => extensions.includes(extensionOf(name)))
  const named = FORMATS.filter(({ extensions }) => extensions.includes(extensionOf(name)))
  const fitting = named.find(({ sniffed }) => sniffed.includes(content.type))
  if (fitting) return { kind: fitting.kind, label: content.label, notice: null }
  return { kind: kindOfContent(content), label: content.label, notice: byName ? mismatch(byName, content) : null }
}

const kindOfContent = ({ type }: Sniffed): PreviewKind =>
  type === 'text' ? 'text' : (FORMATS.find(({ sniffed }) => sniffed.includes(type))?.kind ?? 'none')

const mismatch = ({ label }: Format, content: Sniffed) =>
  `The name says this is ${label}, but the content is ${content.label}.`

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}
