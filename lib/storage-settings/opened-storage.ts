import 'server-only'
import { AppError } from '@/lib/errors'
import { type Access, isAllowed } from '@/lib/permissions/access'
import type { Operation } from '@/lib/permissions/rules'
import { checkKey } from '@/lib/storage/keys'
import type { ObjectStore, StorePlace } from '@/lib/storage/object-store'

type Opening = { name: string; access: Access; store: ObjectStore }

/** A storage as one actor has it. Nobody reaches the store but through `authorize`, with the very keys that it will be asked for. */
export class OpenStorage {
  readonly name: string
  readonly access: Access
  readonly #store: ObjectStore

  constructor({ name, access, store }: Opening) {
    this.name = name
    this.access = access
    this.#store = store
  }

  /**
   * The one gate for every verb: the store, once the actor may do `operation` with every one of `keys`, which are checked and never
   * rewritten. Throws `InvalidKey`, or `forbidden` with the operation and the key.
   */
  authorize(operation: Operation, keys: string | readonly string[]): ObjectStore {
    const asked = typeof keys === 'string' ? [keys] : keys
    if (asked.length === 0) throw new Error('authorize() was asked for no key at all')
    for (const key of asked)
      if (!isAllowed(this.access, operation, checkKey(key)))
        throw new AppError('forbidden', `You may not ${operation} ${JSON.stringify(key)} in this storage.`)
    return this.#store
  }

  /** Where the objects lie, to tell whether two storages are one. */
  get place(): StorePlace | undefined {
    return this.#store.place
  }

  /** Whether its URLs can be signed, for parts of uploads too. Where they would tell what the actor may not see they cannot. */
  get canPresign(): boolean {
    return this.#store.presign !== undefined && this.#store.multipart !== undefined
  }

  /** Where its signed URLs lead to; null where none can be signed. */
  get directOrigin(): string | null {
    return this.#store.presign?.origin ?? null
  }

  /** Whether `authorize` would let it through. */
  may(operation: Operation, key: string): boolean {
    return isAllowed(this.access, operation, key)
  }

  /** The store for listings alone, which show of it what `access` lets be listed. */
  forListing(): Pick<ObjectStore, 'list'> & { uploads?: NonNullable<ObjectStore['multipart']>['list'] } {
    const store = this.#store
    const { multipart } = store
    return {
      list: (options) => store.list(options),
      ...(multipart?.list && { uploads: (options) => multipart.list?.(options) ?? Promise.resolve([]) }),
    }
  }
}
