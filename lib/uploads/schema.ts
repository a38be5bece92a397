import * as z from 'zod'
import { MAX_PARTS } from '@/lib/storage/multipart'

const uploadIdSchema = z.string().min(1, 'is missing')

export const createdUploadSchema = z.object({ upload_id: z.string(), file_key: z.string() })

export const uploadReferenceSchema = z.object({ upload_id: uploadIdSchema })
export type UploadReference = z.output<typeof uploadReferenceSchema>

const partNumberSchema = z.coerce.number().int().min(1).max(MAX_PARTS)

export const partReferenceSchema = uploadReferenceSchema.extend({ part_number: partNumberSchema })
export type PartReference = z.output<typeof partReferenceSchema>

const partNameSchema = z.object({ part_number: partNumberSchema, etag: z.string() })

export const storedPartSchema = partNameSchema.extend({ size: z.number() })
export type StoredPartAnswer = z.output<typeof storedPartSchema>

export const storedPartsSchema = z.object({ parts: z.array(storedPartSchema) })

/** Parts that the sender wants to put into the store itself, with their exact lengths in bytes. */
export const signPartsSchema = uploadReferenceSchema.extend({
  parts: z
    .array(z.object({ part_number: partNumberSchema, size: z.number().int().min(0) }))
    .min(1)
    .max(100),
})
export type SignParts = z.output<typeof signPartsSchema>

/** `parts` is empty where parts go through the server; a part is sent with just these headers. */
export const signedPartsSchema = z.object({
  parts: z.array(
    z.object({ part_number: z.number(), url: z.string(), headers: z.record(z.string(), z.string()).optional() }),
  ),
})
export type SignedParts = z.output<typeof signedPartsSchema>

export const directAccessSchema = z.object({ direct: z.boolean() })

/** `size`: bytes that the object must have, where its parts did not pass the server. */
export const completeUploadSchema = uploadReferenceSchema.extend({
  parts: z.array(partNameSchema).max(MAX_PARTS),
  size: z.number().int().min(0).optional(),
})
export type CompleteUpload = z.output<typeof completeUploadSchema>

export const completedUploadSchema = z.object({
  file_key: z.string(),
  size: z.number(),
  etag: z.string().nullable(),
})
