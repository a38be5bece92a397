import 'server-only'
import { env } from '@/lib/env'
import type { Started } from './start-instance'

/** Prints the address and, until somebody can sign in, the way to. */
export function announce({ isSetUp, madeAdmin, madeDemo }: Started): void {
  const { publicUrl, firstAdmin } = env()
  console.log(`Granary is ready at ${publicUrl}`)
  if (madeAdmin) console.log(`Sign in as ${firstAdmin?.email} with the password in ADMIN_PASSWORD.`)
  if (!isSetUp) console.log(`Open ${publicUrl}/setup to make the first admin.`)
  if (madeDemo) console.log('The workspace "demo" holds sample files to look at.')
}
