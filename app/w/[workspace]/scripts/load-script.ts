import { notFound } from 'next/navigation'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getScript } from '@/lib/scripts/get-script'
import type { WireScript } from '@/lib/scripts/schema'

/** The path that the rest of an address names. */
export function scriptPathOf(segments: string[]): string {
  return segments.map(decodeURIComponent).join('/')
}

/** The script there; the page for what is missing where there is none. */
export async function loadScript(ctx: Context, path: string): Promise<WireScript> {
  try {
    return await getScript(ctx, { path })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
