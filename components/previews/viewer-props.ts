import type { PreviewFile } from '@/lib/previews/preview'

/** What every viewer gets. */
export interface ViewerProps {
  file: PreviewFile
  fullScreen: boolean
  /** What the content is: "a PNG image". */
  label: string
  /** The first bytes, read to find that out: nobody has to read them again. */
  head: Uint8Array
}
