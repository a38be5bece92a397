import 'server-only'
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { answerS3 } from './answer-s3'
import { rootCaller } from './callers'
import { readRootTarget } from './s3-target'

/** The S3 endpoint at the root of a port of its own, as Node's HTTP server calls it: buckets are `<workspace>.<storage>`. */
export function createS3Listener(): RequestListener {
  const targets = new WeakMap<object, string>()
  const listener = getRequestListener(
    async (_request, { incoming, outgoing }) => {
      if (!('rawHeaders' in incoming && 'writeContinue' in outgoing)) throw new Error('HTTP/2 is not spoken here')
      const { remoteAddress: address = '' } = incoming.socket
      await answerS3(incoming as Parameters<RequestListener>[0], outgoing as Parameters<RequestListener>[1], {
        target: targets.get(incoming) ?? '/',
        readTarget: readRootTarget,
        identify: (signed) => rootCaller(signed, address),
      })
      return RESPONSE_ALREADY_SENT
    },
    { overrideGlobalObjects: false },
  )
  return (incoming, outgoing) => {
    // What makes a Request of it folds `..` in keys, and refuses others.
    targets.set(incoming, incoming.url ?? '/')
    incoming.url = '/'
    return listener(incoming, outgoing)
  }
}
