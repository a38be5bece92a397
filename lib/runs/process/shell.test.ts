import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Launched } from './launch'
import { endShellAhead, startShellAhead } from './shell'

// For a moment this process may open nothing more.
const STARVE = `of="--pid ${process.pid} --nofile"
before=$(prlimit $of --raw --noheadings -o SOFT) && prlimit $of=3: && echo && sleep 0.3
prlimit $of=$before:`

const start = () => Launched.start({ words: ['/bin/true'], cwd: '/', env: {}, maxFileBytes: 512 })

it.skipIf(process.platform !== 'linux')(
  'a server that may open no more files goes on, and runs begin later',
  async () => {
    endShellAhead()
    const starving = spawn('/bin/sh', ['-c', STARVE], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(starving, 'exit')
    await once(starving.stdout, 'data')
    startShellAhead()
    await setTimeout(60)
    const refused = start()
    expect(refused.outputs).toEqual([])
    await expect(refused.ended).rejects.toMatchObject({ code: 'EMFILE' })
    expect(await ended).toEqual([0, null])
    expect(await start().ended).toMatchObject({ code: 0 })
    endShellAhead()
  },
)
