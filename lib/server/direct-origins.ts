import 'server-only'
import type { IncomingMessage } from 'node:http'
import { createContext, createPersonContext } from '@/lib/auth/context'
import { readSession, sessionCookieName } from '@/lib/auth/session'
import { AppError } from '@/lib/errors'
import { listDirectOrigins } from '@/lib/uploads/list-direct-origins'

/** The workspace whose page a browser opens by this request; null for anything but a page that is loaded anew. */
export function workspaceOfPage({ method, url = '', headers }: IncomingMessage): string | null {
  if (method !== 'GET' || headers.rsc !== undefined || !headers.accept?.includes('text/html')) return null
  const name = /^\/w\/([^/?]+)/.exec(url)?.[1] ?? null
  try {
    return name && decodeURIComponent(name)
  } catch {
    return null
  }
}

/** Where pages of a workspace may send and fetch files, for whoever is signed in by the request's cookie: nobody else learns of them. */
export async function directOriginsFor(request: IncomingMessage, workspace: string): Promise<string[]> {
  try {
    const person = await createPersonContext(await readSession(cookieOf(request)))
    return await listDirectOrigins(await createContext(person, workspace))
  } catch (error) {
    // The page itself says what is wrong; without the origins its files go through this server.
    if (!(error instanceof AppError)) console.error('[server] the storages that pages may reach are not known', error)
    return []
  }
}

function cookieOf({ headers }: IncomingMessage): string | undefined {
  const name = `${sessionCookieName()}=`
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(name))?.slice(name.length)
}
