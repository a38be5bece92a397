import { createHash, createHmac, webcrypto } from 'node:crypto'

/** A key, as the SDK hands it over. */
type SourceData = string | ArrayBuffer | ArrayBufferView

// Below this, handing bytes to another thread costs more than hashing them.
const WORTH_A_THREAD_BYTES = 64 * 1024

/**
 * SHA-256 for the SDK's signatures. A server without TLS gets the hash of every part: for a large part it is made on a
 * thread of libuv's pool, since it would hold up everybody else's requests for tens of milliseconds.
 */
export class PayloadHash {
  readonly digestLength = 32
  #chunks: Uint8Array[] = []
  readonly #secret: SourceData | undefined

  constructor(secret?: SourceData) {
    this.#secret = secret
  }

  update(chunk: Uint8Array | string): void {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  }

  async digest(): Promise<Uint8Array> {
    const [only] = this.#chunks
    if (this.#secret === undefined && this.#chunks.length === 1 && only && only.length >= WORTH_A_THREAD_BYTES)
      return new Uint8Array(await webcrypto.subtle.digest('SHA-256', only))
    const hash = this.#secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(this.#secret))
    for (const chunk of this.#chunks) hash.update(chunk)
    return hash.digest()
  }

  reset(): void {
    this.#chunks = []
  }
}

function toBytes(data: SourceData): Buffer {
  if (typeof data === 'string') return Buffer.from(data)
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data)
}
