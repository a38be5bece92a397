import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { PreviewFile } from '@/lib/previews/preview'

/** The way out where a file cannot be shown. */
export function DownloadButton({ file }: { file: PreviewFile }) {
  return (
    <Button size="sm" asChild>
      <a href={file.url} download>
        <Download aria-hidden="true" />
        Download
      </a>
    </Button>
  )
}
