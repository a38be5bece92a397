import * as z from 'zod'

const MAX_PER_PAGE = 1000

/** What the published clients ask pages of lists with. Pages count from 1; 0 is the first as well. */
export const pageSchema = z.object({
  page: z.coerce.number().int().min(0).optional(),
  per_page: z.coerce.number().int().min(0).optional(),
})
export type Page = z.output<typeof pageSchema>

/** One page of a whole list; without a size, pages are as long as they may be. */
export function pageOf<T>(items: readonly T[], { page = 1, per_page: size = MAX_PER_PAGE }: Page): T[] {
  const length = Math.min(size, MAX_PER_PAGE)
  return items.slice(Math.max(page - 1, 0) * length, Math.max(page, 1) * length)
}
