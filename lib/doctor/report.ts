import * as z from 'zod'

/** Raised when a stage looks at something else than before, so that a change of the doctor is not told as a change of the storage. */
export const DOCTOR_VERSION = 1

/**
 * `absent`: the storage does not have it, which is no mistake; `not_reached`: something before it stands in the way.
 * `warning`: it works, but not as it should.
 */
export const checkStates = ['passed', 'warning', 'failed', 'absent', 'not_reached'] as const
export type CheckState = (typeof checkStates)[number]

/** A change of the resource that was tried and works, or that the certificate or clock does not stand against. */
const suggestionSchema = z.object({
  /** What a button says. */
  label: z.string(),
  /** New values of fields of the resource. */
  changes: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])),
})
export type Suggestion = z.output<typeof suggestionSchema>

export const checkSchema = z.object({
  /** Which stage it is; unique in a report. */
  name: z.string(),
  label: z.string(),
  /** The heading that it stands under. */
  group: z.string(),
  state: z.enum(checkStates),
  /** Milliseconds; null where nothing was tried. */
  ms: z.number().nullable(),
  /** What was done and what came of it. Never holds a credential. */
  evidence: z.string(),
  /** One word for programs, such as `wrong_region`. */
  cause: z.string().optional(),
  /** What is wrong, as a sentence. */
  problem: z.string().optional(),
  /** What to do about it, as a sentence. */
  remedy: z.string().optional(),
  suggestion: suggestionSchema.optional(),
})
export type Check = z.output<typeof checkSchema>

/** What features hang on. */
export const capabilityNames = [
  'list',
  'read',
  'write',
  'remove',
  'ranges',
  'multipart',
  'conditionalWrites',
  'anyKey',
  'checksums',
  'versioning',
  'objectLock',
  'tagging',
  'signing',
  'cors',
] as const
export type CapabilityName = (typeof capabilityNames)[number]

/** true: seen to work; false: seen not to; null: nobody could tell. */
export const capabilitiesSchema = z.record(z.enum(capabilityNames), z.boolean().nullable())
export type Capabilities = z.output<typeof capabilitiesSchema>

/** `broken`: nothing can be read or written; `limited`: some of it works. */
export const verdicts = ['works', 'limited', 'broken'] as const
export type Verdict = (typeof verdicts)[number]

/** What is not as it was the time before. */
const changeSchema = z.object({ name: z.string(), label: z.string(), from: z.string(), to: z.string() })
export type Change = z.output<typeof changeSchema>

export const reportSchema = z.object({
  /** Of the doctor. */
  version: z.number(),
  startedAt: z.coerce.date(),
  finishedAt: z.coerce.date(),
  /** Who asked; null: the schedule. */
  by: z.string().nullable(),
  /** Where probe files were put. */
  prefix: z.string(),
  verdict: z.enum(verdicts),
  checks: z.array(checkSchema),
  capabilities: capabilitiesSchema,
  /** Since `comparedWith`; empty when nothing changed. */
  changes: z.array(changeSchema),
  /** When the report before was made; null for the first. */
  comparedWith: z.coerce.date().nullable(),
})
export type Report = z.output<typeof reportSchema>

/** What whoever follows a look is told: each check as soon as it is done, the report at the end. */
export type LookEvent = { check: Check } | { report: Report }
