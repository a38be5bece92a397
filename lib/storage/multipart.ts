import type { Readable } from 'node:stream'
import { AppError, sharedClass } from '@/lib/errors'
import type { WriteOptions, WriteResult } from './object-store'

/** Every part but the last has at least so many bytes (Amazon S3 user guide, "Multipart upload limits"). */
export const MIN_PART_BYTES = 5 * 1024 ** 2

export const MAX_PARTS = 10_000

/** What is known of an object before its bytes are. */
export type UploadAttributes = Omit<WriteOptions, 'size'>

/** One upload: neither the key nor the id alone leads to it. */
export interface UploadPlace {
  key: string
  /** From `create`. */
  id: string
}

export interface PartWrite extends UploadPlace {
  /** 1 to `MAX_PARTS`; a part that is sent again replaces the one of its number. */
  number: number
  body: Readable | Uint8Array
  /** Bytes of `body`. */
  size: number
  signal?: AbortSignal
}

export interface PartName {
  number: number
  /** As it was answered when the part was stored. */
  etag: string
}

export interface StoredPart extends PartName {
  /** Bytes. */
  size: number
}

/** An upload that was begun, and neither completed nor given up. */
export interface StoredUpload extends UploadPlace {
  startedAt: Date
}

export interface UploadCompletion extends UploadPlace {
  /** In ascending order: the object is these, one after the other. */
  parts: readonly PartName[]
  overwrite?: boolean
  signal?: AbortSignal
}

/**
 * Uploads in parts that outlive the request, the connection and the process that began them. The object is visible only
 * once the upload is complete. An upload that was completed, given up or never begun is `UploadNotFound`.
 */
export interface MultipartUploads {
  /** Begins an upload and answers its id. */
  create(key: string, options?: UploadAttributes): Promise<string>
  /** Stores one part. Throws `WrongSize` when the body is not as long as announced. */
  part(part: PartWrite): Promise<StoredPart>
  /** The parts that are stored, by number. */
  parts(upload: UploadPlace, options?: { signal?: AbortSignal }): Promise<StoredPart[]>
  /** Makes the object. Throws `UnfitParts` for parts that are missing, other than named, out of order or too small. */
  complete(completion: UploadCompletion): Promise<WriteResult>
  /** Gives the upload up and frees what its parts take. */
  abort(upload: UploadPlace): Promise<void>
  /** The uploads under way whose keys begin with `prefix`, in any order; absent where a store does not tell. */
  list?(options?: { prefix?: string; signal?: AbortSignal }): Promise<StoredUpload[]>
  /** What the server itself calls an upload; absent where ids carry nothing else. Its own ids it answers as they are. */
  serverId?(id: string): string
}

/** The parts cannot be an object together. */
export const UnfitParts = sharedClass(
  'UnfitParts',
  class UnfitParts extends AppError {
    override name = 'UnfitParts'

    constructor(
      message: string,
      /** What is wrong: a part that is missing or other than named, their order, a size, a number, or that there are none. */
      readonly fault: 'part' | 'order' | 'size' | 'number' | 'none' = 'part',
    ) {
      super('invalid', message)
    }
  },
)
export type UnfitParts = InstanceType<typeof UnfitParts>

/** Refuses a part number that no server takes. */
export function checkPartNumber(number: number): number {
  if (!Number.isInteger(number) || number < 1 || number > MAX_PARTS)
    throw new UnfitParts(`A part has a number from 1 to ${MAX_PARTS}, not ${number}.`, 'number')
  return number
}

/** The stored parts that a completion names, in its order. Throws `UnfitParts` unless together they can be an object. */
export function chooseParts<P extends StoredPart>(stored: readonly P[], named: readonly PartName[]): P[] {
  if (named.length === 0) throw new UnfitParts('An upload is completed from at least one part.', 'none')
  requireOrder(named)
  return named.map(({ number, etag }, position) => {
    const part = stored.find((one) => one.number === number && one.etag === etag)
    if (!part) throw new UnfitParts(`Part ${number} is not there, or another than the one named. Send it again.`)
    if (part.size < MIN_PART_BYTES && position < named.length - 1)
      throw new UnfitParts(`Part ${number} has ${part.size} bytes: only the last may have less than 5 MiB.`, 'size')
    return part
  })
}

function requireOrder(named: readonly PartName[]): void {
  for (const [position, { number }] of named.entries()) {
    const before = named[position - 1]
    if (before && before.number >= number)
      throw new UnfitParts(`The parts are out of order: ${number} comes after ${before.number}.`, 'order')
  }
}
