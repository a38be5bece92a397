import { AppError } from '@/lib/errors'

/** The object that somebody asked for is not there. */
export class ObjectNotFound extends AppError {
  override name = 'ObjectNotFound'

  constructor(
    readonly key: string,
    options?: ErrorOptions,
  ) {
    super('not_found', `There is no object ${JSON.stringify(key)}.`, options)
  }
}

/** A write that must not overwrite met an object of that key. */
export class ObjectExists extends AppError {
  override name = 'ObjectExists'

  constructor(
    readonly key: string,
    options?: ErrorOptions,
  ) {
    super('conflict', `${JSON.stringify(key)} exists already.`, options)
  }
}

/** The object changed between two reads of the same preview or download. */
export class ObjectChanged extends AppError {
  override name = 'ObjectChanged'

  constructor(
    readonly key: string,
    options?: ErrorOptions,
  ) {
    super('conflict', `${JSON.stringify(key)} was changed meanwhile. Open it again to see its new content.`, options)
  }
}

/** The range starts at or beyond the end of the object. */
export class RangeNotSatisfiable extends AppError {
  override name = 'RangeNotSatisfiable'

  constructor(
    readonly key: string,
    /** Bytes; null where the server does not tell. */
    readonly size: number | null,
    options?: ErrorOptions,
  ) {
    super('invalid', `The requested range lies beyond the end of ${JSON.stringify(key)}.`, options)
  }
}

/** The body had more or fewer bytes than its sender announced; nothing was stored. */
export class WrongSize extends AppError {
  override name = 'WrongSize'

  constructor(
    readonly key: string,
    /** Bytes that were announced. */
    readonly size: number,
    options?: ErrorOptions,
  ) {
    super(
      'invalid',
      `The upload of ${JSON.stringify(key)} is not ${size} bytes long as announced. Send it again.`,
      options,
    )
  }
}
