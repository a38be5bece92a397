import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { expectProcess, membersOf, readProcessTable } from './process-table'

const pidsOf = async (leader?: number) => {
  const table = (await readProcessTable()) ?? []
  return (leader === undefined ? table : membersOf(table, leader)).map(({ pid }) => pid)
}

it('tells what this process began every time, an orphan of its group included, and others once', async () => {
  expectProcess(1) // other tests of this process may have looked just now
  expect(await pidsOf()).toContain(1)
  const shell = spawn('/bin/sh', ['-c', '(sleep 60 & echo $!) ; read _'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const leader = shell.pid ?? 0
    const [orphan] = await once(shell.stdout, 'data').then(([text]) => [Number(String(text))])
    for (let look = 0; look < 3; look++) expect(await pidsOf(leader)).toEqual(expect.arrayContaining([leader, orphan]))
    expect(await pidsOf()).not.toContain(1)
    expectProcess(1)
    expect(await pidsOf()).toContain(1)
    expect(await pidsOf()).not.toContain(1)
    await setTimeout(1100) // meanwhile a number may have gone to another process
    expect(await pidsOf()).toContain(1)
  } finally {
    process.kill(-(shell.pid ?? 0), 'SIGKILL')
  }
})
