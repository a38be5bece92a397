import * as z from 'zod'
import { storageNameSchema } from '@/lib/storage-settings/schema'
import { type Report, reportSchema } from './report'

/** Hours from one look to the next, as they are offered. */
export const frequencies = [0, 6, 24, 168] as const

/** A prefix of keys, as it is; the probe's own name comes behind it. */
const prefixSchema = z
  .string()
  .refine((text) => text.isWellFormed(), 'This is not valid Unicode.')
  .refine((text) => new TextEncoder().encode(text).length <= 800, 'This is longer than 800 bytes.')
  .refine((text) => !text.includes('\0'), 'A file name has no NUL character in it.')

const path = z.string()

export const doctorPathSchema = z.object({ path })
export type DoctorPath = z.output<typeof doctorPathSchema>

export const lookOptionsSchema = z.object({
  /** What the keys of probe files begin with; absent: as the last time. */
  prefix: prefixSchema.optional(),
})

export const runDoctorSchema = lookOptionsSchema.extend({ path })
export type RunDoctor = z.output<typeof runDoctorSchema>

export const doctorSettingsSchema = z.object({
  prefix: prefixSchema,
  everyHours: z.union(frequencies.map((hours) => z.literal(hours))),
})
export type DoctorSettings = z.output<typeof doctorSettingsSchema>

export const saveDoctorSettingsSchema = doctorSettingsSchema.extend({ path })
export type SaveDoctorSettings = z.output<typeof saveDoctorSettingsSchema>

export const suggestedSchema = z.object({
  /** The check of the last report whose suggestion is meant. */
  check: z.string(),
  /** Of the version of the resource that was looked at. */
  editedAt: z.coerce.date(),
})

export const applySuggestionSchema = suggestedSchema.extend({ path })
export type ApplySuggestion = z.output<typeof applySuggestionSchema>

/** What is known of a resource, for whoever may look at it. */
export const doctorStateSchema = z.object({
  /** null before the first look. */
  report: reportSchema.nullable(),
  /** The resource was changed after the report was made. */
  isOutdated: z.boolean(),
  settings: z.object({ prefix: z.string(), everyHours: z.number() }),
  /** When it looks by itself; null: never. */
  nextAt: z.coerce.date().nullable(),
})
export type DoctorState = z.output<typeof doctorStateSchema>

/** How a storage stood when it was last looked at. */
export type DoctorSummary = Pick<Report, 'verdict' | 'finishedAt'> & { isOutdated: boolean }

export const getCapabilitiesSchema = z.object({ storage: storageNameSchema })
export type GetCapabilities = z.output<typeof getCapabilitiesSchema>
