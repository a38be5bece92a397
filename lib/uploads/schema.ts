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

export const completeUploadSchema = uploadReferenceSchema.extend({ parts: z.array(partNameSchema).max(MAX_PARTS) })
export type CompleteUpload = z.output<typeof completeUploadSchema>

export const completedUploadSchema = z.object({
  file_key: z.string(),
  size: z.number(),
  etag: z.string().nullable(),
})
