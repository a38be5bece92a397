import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testServer } from '@/lib/testing/servers'
import { COMPLETIONS, readCompletions } from './write.mjs'

const { server, reason } = await testServer('python')

it.skipIf(!server)(`what the editor offers is what the clients have${reason ? ` (left out: ${reason})` : ''}`, () => {
  const written = JSON.parse(readFileSync(COMPLETIONS, 'utf8'))
  expect(written, 'run: node scripts/completions/write.mjs').toEqual(readCompletions(server?.python ?? ''))
})
