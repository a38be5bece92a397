/** How a file is shown. The screen has one viewer for each. */
export type PreviewKind =
  | 'empty'
  | 'text'
  | 'json'
  | 'ndjson'
  | 'csv'
  | 'parquet'
  | 'image'
  | 'pdf'
  | 'audio'
  | 'video'
  | 'none'

/** A file as the explorer hands it to a preview. */
export interface PreviewFile {
  key: string
  name: string
  /** Bytes. */
  size: number
  etag: string | null
  contentType: string | null
  /** Answers GET with Range and If-Match. */
  url: string
  /** The same bytes for `<img>` and the like, under the type that the server sniffed. */
  inlineUrl: string
}

/** The decision how to show a file, and what about it deserves a word. */
export interface PreviewChoice {
  kind: PreviewKind
  /** What the content is, for people: "a PNG image". */
  label: string
  /** The name promises something else than the content is. */
  notice: string | null
}
