import { AppError } from '@/lib/errors'

/** What a failed change says about one field of the form. */
export function fieldError(error: unknown, field: string): string[] | undefined {
  return error instanceof AppError ? error.fields?.[field] : undefined
}

/** The failure itself, when no field shows it. */
export function formError(error: unknown): unknown {
  return error instanceof AppError && error.fields ? null : error
}
