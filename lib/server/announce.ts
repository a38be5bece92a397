import 'server-only'
import { env } from '@/lib/env'
import type { Started } from './start-instance'

/** Prints the address and, until somebody can sign in, the way to. */
export function announce({ isSetUp, madeAdmin, madeDemo }: Started): void {
  const { publicUrl, firstAdmin, s3Port, host } = env()
  console.log(`Granary is ready at ${publicUrl}`)
  if (s3Port !== null) console.log(`The S3 endpoint is at http://${host}:${s3Port}, too.`)
  if (madeAdmin) console.log(`Sign in as ${firstAdmin?.email} with the password in ADMIN_PASSWORD.`)
  if (!isSetUp) console.log(`Open ${publicUrl}/setup to make the first admin.`)
  if (madeDemo) console.log('The workspace "demo" holds sample files to look at.')
}
