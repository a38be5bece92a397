import * as z from 'zod'

/** What the published clients narrow lists of resources and variables by. */
export const itemFilterSchema = z.object({
  path: z.string().optional(),
  path_start: z.string().optional(),
  description: z.string().optional(),
  broad_filter: z.string().optional(),
  label: z.string().optional(),
})
export type ItemFilter = z.output<typeof itemFilterSchema>

/** Whether an item is wanted; `texts` are what else of it a broad search looks at. Case does not matter but in paths. */
export function isWanted(item: { path: string; description: string }, filter: ItemFilter, texts: string[]): boolean {
  const { path, path_start: start, description, broad_filter: broad, label } = filter
  if (label) return false // Nothing has labels here.
  if (path && item.path !== path) return false
  if (start && !item.path.startsWith(start)) return false
  if (description && !includes(item.description, description)) return false
  return !broad || [item.path, item.description, ...texts].some((text) => includes(text, broad))
}

/** Whether a text holds another, whatever their case is. */
export function includes(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}
