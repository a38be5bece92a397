import { AppError } from '@/lib/errors'

/** The same sentence for a folder that is not there and one that the actor may not see. */
export function missingFolder(name: string): AppError {
  return new AppError('not_found', `There is no folder f/${name}, or you may not see it.`)
}
