import { toast } from 'sonner'
import { readErrorLine } from '@/lib/errors'
import type { Row } from '@/lib/objects/level-rows'
import { zipUrl } from '@/lib/objects/queries'
import { downloadFile } from './download-file'

const FRAME = 'granary-download'

/** Downloads one file as it is; several, or whole folders, as one archive that names them from their common folder on. */
export function downloadRows(workspace: string, storage: string, rows: Row[]): void {
  const [row] = rows
  if (rows.length === 1 && row?.kind === 'file') void downloadFile({ workspace, storage, key: row.key, size: row.size })
  else if (row) downloadZip(workspace, storage, rows)
}

/** By a form, since a selection may be longer than an address; into a frame, so that a refusal does not take the place of the page. */
function downloadZip(workspace: string, storage: string, rows: Row[]) {
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action: zipUrl(workspace), target: frame().name, hidden: true })
  const fields = rows.map(({ kind, key }): [string, string] => [kind === 'folder' ? 'prefix' : 'file_key', key])
  for (const [name, value] of [['storage', storage], ['base', commonFolder(rows)], ...fields])
    form.append(Object.assign(document.createElement('textarea'), { name, value }))
  document.body.append(form)
  form.submit()
  form.remove()
  toast('Preparing the archive. The browser shows its progress.')
}

/** The folder that all rows of a level lie in. */
function commonFolder([row]: Row[]): string {
  const path = row?.key.replace(/\/$/, '') ?? ''
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** A frame that no archive fills: what appears in it is a refusal. */
function frame(): HTMLIFrameElement {
  const found = document.querySelector<HTMLIFrameElement>(`iframe[name=${FRAME}]`)
  if (found) return found
  const made = Object.assign(document.createElement('iframe'), { name: FRAME, title: 'Download', hidden: true })
  made.addEventListener('load', () => {
    const text = made.contentDocument?.body.textContent
    if (text) toast.error(readErrorLine(text))
  })
  document.body.append(made)
  return made
}
