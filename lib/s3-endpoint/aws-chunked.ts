import { createHash, type Hash } from 'node:crypto'
import { S3Failure } from './s3-failure'
import type { ChunkSigner } from './sigv4'

type Options = {
  /** Verifies chunks and trailers; without it they are not signed. */
  signer: ChunkSigner | null
  /** Whether trailers follow the last chunk; they are put into `into`, by lower-case name. */
  trailers: { into: Map<string, string> } | null
}

// A chunk's head is its length and a signature of 64 digits.
const MAX_HEAD_BYTES = 512
const MAX_TRAILER_BYTES = 8192
/** Smaller ones are allowed only as the last (Amazon S3 API reference, "Chunked upload"). */
const MIN_SIGNED_CHUNK_BYTES = 8192

/**
 * The content of a body in AWS's own chunks, piece by piece as it comes: chunks of any size take no memory. Throws at the end of the
 * chunk whose signature is wrong, and for bodies that end early.
 */
export async function* decodeChunks(source: AsyncIterable<Buffer>, options: Options): AsyncGenerator<Buffer> {
  const reader = new Reader(source)
  for (let last = Number.POSITIVE_INFINITY; ; ) {
    const { size, signature } = readHead(await reader.line(MAX_HEAD_BYTES), options.signer !== null)
    if (options.signer && size > 0 && last < MIN_SIGNED_CHUNK_BYTES)
      throw new S3Failure('InvalidChunkSizeError', 'Only the last chunk may have less than 8192 bytes.')
    last = size
    const hash = options.signer && createHash('sha256')
    yield* content(reader, size, hash)
    if (hash && !options.signer?.isChunk(hash.digest('hex'), signature)) throw wrongSignature('A chunk of the body')
    if (size === 0) break
    if ((await reader.line(0)) !== '') throw incomplete()
  }
  if (options.trailers) await readTrailers(reader, options.trailers.into, options.signer)
  else if ((await reader.line(0)) !== '') throw incomplete()
  await reader.requireEnd()
}

async function* content(reader: Reader, size: number, hash: Hash | null): AsyncGenerator<Buffer> {
  for (let missing = size; missing > 0; ) {
    const piece = await reader.piece(missing)
    hash?.update(piece)
    missing -= piece.length
    yield piece
  }
}

function readHead(line: string, signed: boolean): { size: number; signature: string } {
  const [, digits = '', , signature = ''] = /^([0-9a-fA-F]{1,12})(;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? []
  if (digits === '') throw new S3Failure('IncompleteBody', 'The body is not in chunks as x-amz-content-sha256 says.')
  if (signed && signature === '') throw wrongSignature('A chunk of the body')
  return { size: Number.parseInt(digits, 16), signature }
}

async function readTrailers(reader: Reader, into: Map<string, string>, signer: ChunkSigner | null): Promise<void> {
  let signature = ''
  let bytes = 0
  for (;;) {
    const line = await reader.line(MAX_TRAILER_BYTES)
    if (line === '') break
    bytes += line.length
    const [, name = '', value = ''] = /^([\w-]+):(.*)$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (bytes > MAX_TRAILER_BYTES || key === '' || into.has(key) || signature !== '') throw malformedTrailer()
    if (key === 'x-amz-trailer-signature') signature = value.trim()
    else into.set(key, value.trim())
  }
  if (!signer) return
  const lines = [...into].map(([name, value]) => `${name}:${value}\n`).join('')
  if (!signer.isTrailer(createHash('sha256').update(lines).digest('hex'), signature))
    throw wrongSignature('The trailer')
}

/** Lines and pieces of a stream, with never more than one of its chunks in memory. */
class Reader {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next bytes, at least one and at most `length`. */
  async piece(length: number): Promise<Buffer> {
    if (this.#rest.length === 0 && !(await this.#more())) throw incomplete()
    const piece = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(piece.length)
    return piece
  }

  /** The next line without its CRLF. */
  async line(maxBytes: number): Promise<string> {
    for (let searched = 0; ; ) {
      const end = this.#rest.indexOf('\r\n', Math.max(0, searched - 1))
      if (end > maxBytes || (end < 0 && this.#rest.length > maxBytes + 1)) throw incomplete()
      if (end >= 0) {
        const line = this.#rest.toString('latin1', 0, end)
        this.#rest = this.#rest.subarray(end + 2)
        return line
      }
      searched = this.#rest.length
      if (!(await this.#more())) throw incomplete()
    }
  }

  async requireEnd(): Promise<void> {
    if (this.#rest.length > 0 || (await this.#more())) throw incomplete()
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next()
    if (done) return false
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value])
    return true
  }
}

function incomplete(): S3Failure {
  return new S3Failure('IncompleteBody', 'The body ended early, or its chunks are not as long as they say.')
}

function malformedTrailer(): S3Failure {
  return new S3Failure('MalformedTrailerError', 'The trailer of the body is not as it should be.')
}

function wrongSignature(what: string): S3Failure {
  return new S3Failure('SignatureDoesNotMatch', `${what} was not signed by this secret key.`)
}
