import * as z from 'zod'

const SEGMENT = '[\\w-]+'
const PATH = new RegExp(`^[uf]/${SEGMENT}(/${SEGMENT})+$`)
const MAX_PATH_LENGTH = 255

/** Where a resource or a variable lies: `u/<user>/<name>` or `f/<folder>/<name>`. */
export const pathSchema = z.string({ error: 'Enter a path, such as u/you/name.' }).superRefine((path, context) => {
  const problem = pathProblem(path)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/** What is wrong with a path, as a sentence, or null. */
export function pathProblem(path: string): string | null {
  if (path.length > MAX_PATH_LENGTH) return `A path has at most ${MAX_PATH_LENGTH} characters.`
  if (PATH.test(path)) return null
  if (!/^[uf]\//.test(path)) return 'A path begins with u/ and a user, or with f/ and a folder.'
  if (path.split('/').filter(Boolean).length < 3) return 'Enter a name.'
  return 'The name may hold letters, digits, dashes and underscores.'
}

const WRITTEN_AS_REFERENCE = /^(\$(res|var):|(res|var):\/\/)/

/** A path as clients name it: bare, or in the way in which a value refers to it. */
export const givenPathSchema = z
  .string()
  .transform((text) => text.replace(WRITTEN_AS_REFERENCE, ''))
  .pipe(pathSchema)

/** The parts of a path that decide who may use it. */
export function ownerOf(path: string): { kind: 'user' | 'folder'; name: string } | null {
  const [kind, name] = path.split('/')
  if (!name) return null
  if (kind === 'u') return { kind: 'user', name }
  return kind === 'f' ? { kind: 'folder', name } : null
}
