import type { PreviewFile } from '@/lib/previews/preview'

/** What every viewer gets. */
export interface ViewerProps {
  file: PreviewFile
  fullScreen: boolean
}
