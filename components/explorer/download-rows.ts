import type { Row } from '@/lib/objects/level-rows'
import { contentUrl } from '@/lib/objects/queries'

// Browsers drop downloads that start all at once.
const APART_MS = 300

/** Downloads files one after the other through the browser's own download list. */
export function downloadRows(workspace: string, storage: string, rows: Row[]): void {
  rows.forEach((row, index) => {
    setTimeout(() => download(contentUrl(workspace, { storage, key: row.key })), index * APART_MS)
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
