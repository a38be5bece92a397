import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWithServer } from '@/lib/testing/servers'
import { type Case, createTrial } from './case'
import { fileCases } from './cases-files'
import { itemCases } from './cases-items'
import { keyCases } from './cases-keys'
import { linkCases } from './cases-links'
import { moreCases } from './cases-more'
import type { Client, Driver } from './driver'
import { granaryClient } from './granary-driver'
import { type Ground, startGround } from './ground'
import { granaryPython, wmillClient } from './python-driver'
import { windmillClient } from './windmill-driver'

const cases = [...fileCases, ...keyCases, ...linkCases, ...itemCases, ...moreCases]

let ground: Ground

beforeAll(async () => {
  ground = await startGround()
})
afterAll(() => ground.close())

it('the contract has more than a hundred sentences, each once', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  expect(cases.length).toBeGreaterThan(100)
})

describeClient(granaryClient)
describeClient(windmillClient)
await describeWithServer('python', 'in Python', ({ python = '' }) => {
  describeClient(granaryPython(python))
  describeClient(wmillClient(python))
})

/** What a client lacks, and says why, is no test of it. */
function canDo({ lacks }: Client, { verbs }: Case): boolean {
  return verbs.every((verb) => lacks[verb] === undefined)
}

function describeClient(client: Client): void {
  describe(client.name, () => {
    let driver: Driver
    beforeAll(() => {
      driver = client.open(ground.place)
    })
    afterAll(() => driver.close())

    const possible = cases.filter((one) => canDo(client, one))
    it.each(possible)('$name', ({ run }) => run(createTrial(client, driver, ground)))
  })
}
