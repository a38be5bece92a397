import 'server-only'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'

/** Turns the database's refusal of a second row at one path into `conflict`. */
export function takenVariablePath(path: string): (error: unknown) => never {
  return (error) => {
    if (!isUniqueViolation(error)) throw error
    const sentence = `There is a variable ${path} already. Choose another name.`
    throw new AppError('conflict', sentence, { fields: { path: [sentence] } })
  }
}
