import 'server-only'
import { createServer, type RequestListener, type Server } from 'node:http'
import next from 'next'
import { createApiListener } from '@/lib/api/listener'
import { isForS3 } from '@/lib/api/request-target'
import { env } from '@/lib/env'
import { deferContinue } from '@/lib/http/expect-continue'
import { bind } from './bind'
import { directOriginsFor, workspaceOfPage } from './direct-origins'
import { instanceState } from './instance-state'
import { contentPolicy, secureHeaders } from './secure-headers'
import { stampRequest } from './stamp-request'
import { isAnsweredWhileStarting, refuseWhileStarting } from './starting'

// next-auth's own paths; everything else under /api/ is the REST API's, `login` and `logout` among them.
const AUTH_PATHS = /^\/api\/auth\/(signin|signout|callback|session|csrf|providers|error)(\/|\?|$)/

/** Takes the port at once, so that health can be asked while the instance starts, then brings up the screens. */
export async function listen({ development }: { development: boolean }): Promise<Server> {
  const api = createApiListener()
  let screens: RequestListener = (_request, response) => refuseWhileStarting(response)
  const secure = secureHeaders({ development })
  const answer: RequestListener = (request, response) => {
    stampRequest(request)
    const isApi = request.url?.startsWith('/api/') && !AUTH_PATHS.test(request.url)
    secure(response, { screens: !isApi })
    if (!instanceState().ready && !isAnsweredWhileStarting(request.url)) return refuseWhileStarting(response)
    if (isApi) return api(request, response)
    const workspace = development ? null : workspaceOfPage(request)
    if (workspace === null) return screens(request, response)
    void directOriginsFor(request, workspace).then((origins) => {
      response.setHeader('content-security-policy', contentPolicy(origins))
      screens(request, response)
    })
  }
  const server = deferContinue(createServer(answer), answer, isForS3)
  await bind(server, { port: env().port, setting: 'PORT' })
  const { host, port } = env()
  // Host and port: a server action that redirects fetches the page that it leads to.
  const app = next({ dev: development, httpServer: server, hostname: host, port })
  await (development ? app.prepare() : silently(() => app.prepare()))
  screens = app.getRequestHandler()
  return server
}

/** Next tells how long it read its configuration, and has no option against it. */
async function silently(work: () => Promise<void>): Promise<void> {
  const log = console.log
  console.log = () => {}
  try {
    await work()
  } finally {
    console.log = log
  }
}
