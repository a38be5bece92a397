import { expect } from 'vitest'
import type { Arguments, Client, Driver, Outcome, Verb } from './driver'
import type { Ground } from './ground'

type Who = keyof Ground['tokens']

/** What a case works with: the client under test, and the ground to prepare and to look at. */
export interface Trial {
  ground: Ground
  client: Client
  /** A key that no other case uses. */
  key(name: string): string
  /** Makes a call that must succeed, and answers its value. */
  call(verb: Verb, args: Arguments, who?: Who): Promise<unknown>
  /** Makes a call that must fail, with this status where the client tells one. */
  refused(verb: Verb, args: Arguments, expected: Refusal): Promise<void>
  /** Puts a file into a storage without the client. */
  put(key: string, content: string, storage?: 'archive'): Promise<void>
  /** What a storage has under a key; null for nothing. */
  stored(key: string, storage?: 'archive'): Promise<string | null>
}

interface Refusal {
  /** null: refused by the client itself, before any request. */
  status: number | null
  message?: RegExp
  who?: Who
}

/** One sentence of the contract. */
export interface Case {
  name: string
  /** What it calls: a client that lacks one of them leaves the case out, and says why. */
  verbs: readonly Verb[]
  run(trial: Trial): Promise<void>
}

let counter = 0

/** A client at work on a ground. */
export function createTrial(client: Client, driver: Driver, ground: Ground): Trial {
  const number = counter++
  const store = (name: 'archive' | undefined) => ground.stores[name ?? '_default_']
  const send = (verb: Verb, args: Arguments, who: Who = 'admin'): Promise<Outcome> =>
    driver.call(verb, args, ground.tokens[who])
  return {
    ground,
    client,
    key: (name) => `case-${number}/${name}`,
    async call(verb, args, who) {
      const outcome = await send(verb, args, who)
      if (!outcome.ok) throw new Error(`${client.name} could not ${verb}: ${outcome.message}`)
      return outcome.value
    },
    async refused(verb, args, { status, message, who }) {
      const outcome = await send(verb, args, who)
      if (outcome.ok) throw new Error(`${client.name} was not refused to ${verb}: ${JSON.stringify(outcome.value)}`)
      if (status === null) expect(outcome.status).toBeNull()
      else if (outcome.status !== null) expect(outcome.status, outcome.message).toBe(status)
      // A client that hides what the server says hides the status too, or has a fixed word for each.
      if (message && client.tellsSentence) expect(outcome.message).toMatch(message)
    },
    put: async (key, content, storage) => void (await store(storage).write(key, Buffer.from(content))),
    async stored(key, storage) {
      if (!(await store(storage).head(key))) return null
      const { body } = await store(storage).read(key)
      return Buffer.concat(await body.toArray()).toString()
    },
  }
}

/** Content as calls carry it. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

/** What a call answered, as text. */
export function text(value: unknown): string {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString() : `no content: ${JSON.stringify(value)}`
}
