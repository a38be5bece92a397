import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { gcsSettingsOf } from '@/lib/testing/gcs-servers'
import { listen } from '@/lib/testing/listen'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { openGcs } from './gcs'
import type { ObjectStore } from './object-store'

// fake-gcs-server copies at once, so what takes many steps is played here: answers of Google, as its documentation has them.
let server: Awaited<ReturnType<typeof listen>>
let store: ObjectStore
/** The tokens that came, and what is answered to each: a status alone, or a description of what was done so far. */
let tokens: (string | null)[]
let answers: (number | object)[]

beforeEach(async () => {
  tokens = []
  const found = { name: 'source', generation: '1', size: '9', updated: new Date(0).toISOString() }
  server = await listen(
    createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
      const isCopy = pathname.includes('/rewriteTo/')
      if (isCopy) tokens.push(searchParams.get('rewriteToken'))
      const answer = isCopy ? (answers.shift() ?? 500) : found
      const status = typeof answer === 'number' ? answer : 200
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(status === 200 ? JSON.stringify(answer) : '')
    }),
  )
  store = openGcs(gcsSettingsOf(server), LOOPBACK)
})
afterEach(async () => {
  await store.close?.()
  await server.close()
})

const copy = () => store.copy?.('source', 'target') ?? expect.unreachable()
const step = (rewriteToken: string, totalBytesRewritten: string) => ({ done: false, rewriteToken, totalBytesRewritten })

it('goes on step by step until the copy is made, past a moment without the server', async () => {
  answers = [step('a', '3'), 503, step('a', '6'), step('b', '6'), { done: true }]
  await copy()
  expect(tokens).toEqual([null, 'a', 'a', 'a', 'b'])
})

it.each([
  ['says nothing', [{}], 1],
  ['has no next step', [{ done: false }], 1],
  ['stays where it is', [step('a', '3'), step('a', '3')], 2],
])('ends with a server that %s', async (_what, told, asked) => {
  answers = [...told]
  await expect(copy()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('"source"') })
  expect(tokens).toHaveLength(asked)
})
