import { randomBytes } from 'node:crypto'

// The identifiers of all blocks of a blob must be of one length: this is the one that Microsoft's own tools use.
const ID_CHARACTERS = 48
const UPLOAD_CHARACTERS = 22
const NUMBER_DIGITS = 5
const SENDING_CHARACTERS = ID_CHARACTERS - 1 - UPLOAD_CHARACTERS - NUMBER_DIGITS

/** A block of an upload: which, and which time it was sent. Later sendings sort after earlier ones. */
export interface Block {
  /** From `newUpload`. */
  upload: string
  /** 0 is for the mark of the upload itself. */
  number: number
  sending: string
}

/** A name for an upload that nobody else makes up. */
export function newUpload(): string {
  return randomBytes(16).toString('base64url')
}

/** A name for one sending of a block. */
export function newSending(now = Date.now()): string {
  const time = now.toString(36).padStart(9, '0')
  return (
    time +
    randomBytes(16)
      .toString('hex')
      .slice(0, SENDING_CHARACTERS - time.length)
  )
}

/** What Azure calls the block. */
export function blockId({ upload, number, sending }: Block): string {
  return Buffer.from(`g${upload}${String(number).padStart(NUMBER_DIGITS, '0')}${sending}`).toString('base64')
}

/** The block that Azure calls so; null when it is none of ours. */
export function readBlockId(id: string): Block | null {
  const match = /^g([\w-]{22})(\d{5})(\w{20})$/.exec(Buffer.from(id, 'base64').toString())
  const [, upload = '', number, sending = ''] = match ?? []
  return match && { upload, number: Number(number), sending }
}
