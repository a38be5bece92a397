import { toast } from 'sonner'
import type { Row } from '@/lib/objects/level-rows'
import { contentUrl } from '@/lib/objects/queries'

// Browsers drop downloads that start all at once.
const APART_MS = 300

/** Downloads the files among some rows, one after the other, through the browser's own list; says that folders are left out. */
export function downloadRows(workspace: string, storage: string, rows: Row[]): void {
  const files = rows.filter(({ kind }) => kind === 'file')
  if (files.length === 0) toast('Folders cannot be downloaded yet: select files.')
  else if (files.length < rows.length) toast('Folders cannot be downloaded yet: only the files are.')
  files.forEach(({ key }, index) => {
    setTimeout(() => download(contentUrl(workspace, { storage, key })), index * APART_MS)
  })
}

function download(url: string) {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
