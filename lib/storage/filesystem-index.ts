import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import * as z from 'zod'
import { syncPath } from './filesystem-paths'
import { sharedRun } from './shared-run'

/** What a store keeps about an object beside its bytes. */
export interface StoredAttributes {
  /** null: derived from the file itself. */
  etag: string | null
  contentType: string | null
  contentDisposition: string | null
  contentEncoding: string | null
  cacheControl: string | null
  metadata: Record<string, string>
}

export interface BlobRow extends StoredAttributes {
  id: string
  /** Bytes. */
  size: number
  /** Milliseconds since 1970. */
  modified: number
}

export type BlobSummary = Pick<BlobRow, 'size' | 'modified' | 'etag'> & { key: string }

type Flat<T extends StoredAttributes> = Omit<T, 'metadata'> & { metadata: string }

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS blobs (
    key BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, modified INTEGER NOT NULL, etag TEXT,
    contentType TEXT, contentDisposition TEXT, contentEncoding TEXT, cacheControl TEXT, metadata TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS files (
    key BLOB NOT NULL, stamp TEXT NOT NULL, writer TEXT NOT NULL, written INTEGER NOT NULL, etag TEXT,
    contentType TEXT, contentDisposition TEXT, contentEncoding TEXT, cacheControl TEXT, metadata TEXT NOT NULL,
    PRIMARY KEY (key, stamp)
  ) WITHOUT ROWID;
`
const ATTRIBUTES = 'etag, contentType, contentDisposition, contentEncoding, cacheControl, metadata'
const VALUES = ATTRIBUTES.replace(/\w+/g, '@$&')

// Rows of another process may belong to a file that it is about to put in place; older ones do not.
const STALE = `key = @key AND stamp <> @stamp AND (writer = @writer OR written < @written - 3600000)`

/** Knows the objects that are no plain files, and the attributes of those that are. Keys are stored as bytes: SQLite compares them as S3 does. */
export class FilesystemIndex {
  readonly #db: Database.Database
  readonly #statements
  readonly #flush: () => Promise<void>

  constructor(path: string, { readonly = false }: { readonly?: boolean } = {}) {
    this.#db = new Database(path, { timeout: 5000, readonly })
    // The file may come with the folder, from somebody else.
    this.#db.pragma('trusted_schema = OFF')
    if (!readonly) {
      this.#db.pragma('journal_mode = WAL')
      // As safe as FULL, since every change waits for `#flush`, but the process is not held up while the disk works.
      this.#db.pragma('synchronous = NORMAL')
      this.#db.exec(SCHEMA)
    }
    this.#statements = prepare(this.#db)
    this.#flush = sharedRun(async () => {
      await syncPath(`${path}-wal`)
      await syncPath(dirname(path))
    })
  }

  findBlob(key: string): BlobRow | null {
    const row = this.#statements.findBlob.get(Buffer.from(key))
    return row ? unflatten(row) : null
  }

  hasBlobId(id: string): boolean {
    return this.#statements.hasBlobId.get(id) !== undefined
  }

  /** The next blobs from `from` on, inclusive, before `to`. */
  blobsBetween(from: Buffer, to: Buffer, limit: number): BlobSummary[] {
    const rows = this.#statements.blobsBetween.all(from, to, limit)
    return rows.map(({ key, ...row }) => ({ ...row, key: key.toString() }))
  }

  /** Makes `row` the object of `key`. Returns the id of the blob that it replaced; refuses with false when the key is taken and must not be. */
  async putBlob(key: string, row: BlobRow, { overwrite }: { overwrite: boolean }): Promise<string | null | false> {
    const put = this.#db.transaction(() => {
      const before = this.#statements.findBlob.get(Buffer.from(key))
      if (before && !overwrite) return false
      this.#statements.putBlob.run({ key: Buffer.from(key), ...flatten(row) })
      return before?.id ?? null
    })
    const replaced = put.immediate()
    if (replaced !== false) await this.#flush()
    return replaced
  }

  /** The attributes of a plain file, null when `stamp` is not what was written: somebody edited the file. */
  findFile(key: string, stamp: string): StoredAttributes | null {
    const row = this.#statements.findFile.get(Buffer.from(key), stamp)
    return row ? unflatten(row) : null
  }

  /** Notes the attributes of a file that is about to be put in place; those of the file now in place (`current`) stay. */
  async addFile(
    key: string,
    file: { stamp: string; current: string | null; writer: string },
    attributes: StoredAttributes,
  ): Promise<void> {
    const row = { key: Buffer.from(key), writer: file.writer, written: Date.now() }
    const add = this.#db.transaction(() => {
      this.#statements.forgetFiles.run({ ...row, stamp: file.current ?? '' })
      this.#statements.addFile.run({ ...row, stamp: file.stamp, ...flatten(attributes) })
    })
    add.immediate()
    await this.#flush()
  }

  /** Forgets the blob of `key`, if there is one, and returns its id. */
  async dropBlob(key: string): Promise<string | null> {
    if (!this.findBlob(key)) return null
    const id = this.#statements.removeBlob.get(Buffer.from(key))?.id ?? null
    await this.#flush()
    return id
  }

  /** Forgets all about `keys`. Returns the ids of their blobs. */
  async remove(keys: string[]): Promise<string[]> {
    if (keys.length === 0) return []
    const ids = this.#db.transaction(() => keys.flatMap((key) => this.#removeOne(Buffer.from(key)))).immediate()
    await this.#flush()
    return ids
  }

  close(): void {
    this.#db.close()
  }

  #removeOne(key: Buffer): string[] {
    this.#statements.removeFiles.run(key)
    return this.#statements.removeBlob.all(key).map(({ id }) => id)
  }
}

function prepare(db: Database.Database) {
  return {
    findBlob: db.prepare<[Buffer], Flat<BlobRow>>(`SELECT id, size, modified, ${ATTRIBUTES} FROM blobs WHERE key = ?`),
    hasBlobId: db.prepare<[string], unknown>('SELECT 1 FROM blobs WHERE id = ?'),
    blobsBetween: db.prepare<[Buffer, Buffer, number], Omit<BlobSummary, 'key'> & { key: Buffer }>(
      'SELECT key, size, modified, etag FROM blobs WHERE key >= ? AND key < ? ORDER BY key LIMIT ?',
    ),
    putBlob: db.prepare<[Flat<BlobRow> & { key: Buffer }]>(
      `INSERT OR REPLACE INTO blobs (key, id, size, modified, ${ATTRIBUTES}) VALUES (@key, @id, @size, @modified, ${VALUES})`,
    ),
    findFile: db.prepare<[Buffer, string], Flat<StoredAttributes>>(
      `SELECT ${ATTRIBUTES} FROM files WHERE key = ? AND stamp = ?`,
    ),
    addFile: db.prepare(
      `INSERT OR REPLACE INTO files (key, stamp, writer, written, ${ATTRIBUTES}) VALUES (@key, @stamp, @writer, @written, ${VALUES})`,
    ),
    forgetFiles: db.prepare(`DELETE FROM files WHERE ${STALE}`),
    removeFiles: db.prepare<[Buffer]>('DELETE FROM files WHERE key = ?'),
    removeBlob: db.prepare<[Buffer], { id: string }>('DELETE FROM blobs WHERE key = ? RETURNING id'),
  }
}

function flatten<T extends StoredAttributes>(row: T) {
  return { ...row, metadata: JSON.stringify(row.metadata) }
}

const metadataSchema = z.record(z.string(), z.string())

function unflatten<T extends { metadata: string }>(row: T): Omit<T, 'metadata'> & Pick<StoredAttributes, 'metadata'> {
  return { ...row, metadata: metadataSchema.parse(JSON.parse(row.metadata)) }
}
