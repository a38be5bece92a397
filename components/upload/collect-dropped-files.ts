import type { NamedFile } from './named-file'

/**
 * The files of a drop, folders walked to their ends. Must be called within the drop event: the browser forgets what was
 * dropped when the event is over.
 */
export async function collectDroppedFiles(data: DataTransfer): Promise<NamedFile[]> {
  const entries = [...data.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null))
  const plain = [...data.files]
  if (entries.every((entry) => entry === null)) return plain.map((file) => ({ file, path: file.name }))
  const found: NamedFile[] = []
  for (const entry of entries) if (entry) await walk(entry, '', found)
  return found
}

async function walk(entry: FileSystemEntry, folder: string, found: NamedFile[]): Promise<void> {
  const path = folder + entry.name
  if (isFile(entry)) {
    found.push({ file: await readFile(entry), path })
    return
  }
  if (!isFolder(entry)) return
  const reader = entry.createReader()
  // Each call answers a hundred entries at most; an empty answer is the end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader))
    for (const child of batch) await walk(child, `${path}/`, found)
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function readFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject))
}
