import * as z from 'zod'

const itemSchema = z.object({
  key: z.string(),
  /** Bytes; null for a file that was named and not found. */
  size: z.number().nullable(),
})
/** An object that is to be transferred. */
export type Item = z.output<typeof itemSchema>

const positionSchema = z.object({
  /** How many of the named keys are behind. */
  keys: z.number().int(),
  /** Which of the folders is being read. */
  prefix: z.number().int(),
  /** The last key of that folder that is behind; null at its beginning. */
  after: z.string().nullable(),
  /** The last failure that is behind, where failures are tried again. */
  failure: z.number().int(),
})
/** How far a selection is walked; the objects behind need nobody to remember them one by one. */
export type Position = z.output<typeof positionSchema>

const batchSchema = z.object({
  items: z.array(itemSchema),
  /** Where the walk goes on behind them; null at its end. */
  next: positionSchema.nullable(),
  /** When it was begun, in milliseconds since 1970: objects of that age at the target may be the work of this transfer. */
  since: z.number(),
})
/** Objects that are worked on together. It is stored before it is begun, so that whoever goes on after a crash knows them. */
export type Batch = z.output<typeof batchSchema>

const placeSchema = z.object({ position: positionSchema.nullable(), batch: batchSchema.nullable() })
/** Where a transfer goes on: with its batch, else with the next one from `position`; at its end when both are null. */
export type Place = z.output<typeof placeSchema>

export const START: Place = { position: { keys: 0, prefix: 0, after: null, failure: 0 }, batch: null }

/** A place as it is stored. */
export const readPlace = (text: string): Place => placeSchema.parse(JSON.parse(text))
