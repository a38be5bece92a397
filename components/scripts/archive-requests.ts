import { AppError, readErrorLine } from '@/lib/errors'
import { type ImportOutcome, importOutcomeSchema } from '@/lib/scripts/archive/schema'

/** Where the scripts of a workspace are as a ZIP archive. */
export function exportUrl(workspace: string): string {
  return `/api/w/${encodeURIComponent(workspace)}/scripts/export`
}

/** Stores the scripts of an archive and tells what became of each. */
export async function importArchive(workspace: string, file: File): Promise<ImportOutcome> {
  const url = `/api/w/${encodeURIComponent(workspace)}/scripts/import`
  const headers = { 'content-type': 'application/zip' }
  const response = await fetch(url, { method: 'POST', headers, body: file }).catch((cause) => {
    throw new AppError('unavailable', 'Granary cannot be reached. Check the connection and try again.', { cause })
  })
  if (response.ok) return importOutcomeSchema.parse(await response.json())
  const text = readErrorLine(await response.text())
  throw new AppError(
    response.status >= 500 ? 'unavailable' : 'invalid',
    text || `The server answered ${response.status}.`,
  )
}
