import { AppError, sharedClass } from '@/lib/errors'

/** The object that somebody asked for is not there. */
export const ObjectNotFound = sharedClass(
  'ObjectNotFound',
  class ObjectNotFound extends AppError {
    override name = 'ObjectNotFound'

    constructor(
      readonly key: string,
      options?: ErrorOptions,
    ) {
      super('not_found', `There is no object ${JSON.stringify(key)}.`, options)
    }
  },
)
export type ObjectNotFound = InstanceType<typeof ObjectNotFound>

/** A write that must not overwrite met an object of that key. */
export const ObjectExists = sharedClass(
  'ObjectExists',
  class ObjectExists extends AppError {
    override name = 'ObjectExists'

    constructor(
      readonly key: string,
      options?: ErrorOptions,
    ) {
      super('conflict', `${JSON.stringify(key)} exists already.`, options)
    }
  },
)
export type ObjectExists = InstanceType<typeof ObjectExists>

/** The object changed between two reads of the same preview or download. */
export const ObjectChanged = sharedClass(
  'ObjectChanged',
  class ObjectChanged extends AppError {
    override name = 'ObjectChanged'

    constructor(
      readonly key: string,
      options?: ErrorOptions,
    ) {
      super('conflict', `${JSON.stringify(key)} was changed meanwhile. Open it again to see its new content.`, options)
    }
  },
)
export type ObjectChanged = InstanceType<typeof ObjectChanged>

/** The range starts at or beyond the end of the object. */
export const RangeNotSatisfiable = sharedClass(
  'RangeNotSatisfiable',
  class RangeNotSatisfiable extends AppError {
    override name = 'RangeNotSatisfiable'

    constructor(
      readonly key: string,
      /** Bytes; null where the server does not tell. */
      readonly size: number | null,
      options?: ErrorOptions,
    ) {
      super('invalid', `The requested range lies beyond the end of ${JSON.stringify(key)}.`, options)
    }
  },
)
export type RangeNotSatisfiable = InstanceType<typeof RangeNotSatisfiable>

/** The body had more or fewer bytes than its sender announced; nothing was stored. */
export const WrongSize = sharedClass(
  'WrongSize',
  class WrongSize extends AppError {
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
  },
)
export type WrongSize = InstanceType<typeof WrongSize>

/** The upload in parts was completed, given up, or never begun. */
export const UploadNotFound = sharedClass(
  'UploadNotFound',
  class UploadNotFound extends AppError {
    override name = 'UploadNotFound'

    constructor(
      readonly key: string,
      options?: ErrorOptions,
    ) {
      super('not_found', `There is no such upload of ${JSON.stringify(key)}: it is complete or was given up.`, options)
    }
  },
)
export type UploadNotFound = InstanceType<typeof UploadNotFound>

/** The server of a storage asks for fewer requests. */
export const StoreBusy = sharedClass(
  'StoreBusy',
  class StoreBusy extends AppError {
    override name = 'StoreBusy'

    constructor(host: string, options?: ErrorOptions) {
      super('unavailable', `${host} asks for fewer requests. Try again in a moment.`, options)
    }
  },
)
export type StoreBusy = InstanceType<typeof StoreBusy>

/** A list was to go on at a place that its store did not give, or has forgotten. */
export const StaleCursor = sharedClass(
  'StaleCursor',
  class StaleCursor extends AppError {
    override name = 'StaleCursor'

    constructor(options?: ErrorOptions) {
      super('invalid', 'The list cannot be continued from there. Reload it.', options)
    }
  },
)
export type StaleCursor = InstanceType<typeof StaleCursor>

/** The server of a storage does not know what it was asked for. */
export const StoreLacks = sharedClass(
  'StoreLacks',
  class StoreLacks extends AppError {
    override name = 'StoreLacks'

    constructor(options?: ErrorOptions, sentence = 'The server of this storage says that it cannot do this.') {
      super('invalid', sentence, options)
    }
  },
)
export type StoreLacks = InstanceType<typeof StoreLacks>
