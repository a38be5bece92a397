import { readS3Settings } from '@/lib/resources/types/open-s3'
import type { Connection, WrittenOut } from './schema'
import { toConnection } from './to-connection'

/** A resource that a client sent along, as a connection; nothing is looked up. */
export function writeOut({ s3_resource }: WrittenOut): Connection {
  const given = Object.entries(s3_resource).filter(([, part]) => part !== null && part !== undefined)
  // Path style unless it says otherwise, as older clients expect.
  return toConnection(readS3Settings({ pathStyle: true, ...Object.fromEntries(given) }))
}
