import 'server-only'
import { createServer, type RequestListener, type Server } from 'node:http'
import { env } from '@/lib/env'
import { deferContinue } from '@/lib/http/expect-continue'
import { createS3Listener } from '@/lib/s3-endpoint/root-listener'
import { bind } from './bind'
import { instanceState } from './instance-state'
import { refuseWhileStarting } from './starting'

/** Takes the port of the S3 endpoint; null where none is set. */
export async function listenS3(): Promise<Server | null> {
  const { s3Port } = env()
  if (s3Port === null) return null
  const listener = createS3Listener()
  const answer: RequestListener = (request, response) =>
    instanceState().ready ? listener(request, response) : refuseWhileStarting(response)
  const server = deferContinue(createServer(answer), answer, () => true)
  await bind(server, { port: s3Port, setting: 'S3_PORT' })
  return server
}
