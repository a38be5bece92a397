import type { Search } from './protocol'
import type { CountTableRows } from './schema'

/** The one filter of a request; clients that clear their search box send an empty term. */
export function searchOf({ search_col: column, search_term: term }: CountTableRows): Search | undefined {
  return column && term ? { column, term } : undefined
}
