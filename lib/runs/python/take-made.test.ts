import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isFolder, markWhole, takeMade } from './take-made'

it('what an installer leaves is taken and marked only where no link leads out of it', async () => {
  const work = await mkdtemp(join(tmpdir(), 'granary-made-'))
  const at = (name: string) => join(work, name)
  try {
    for (const name of ['server', 'good', 'marked']) await mkdir(at(name))
    await writeFile(at('server/granary.db'), 'secrets')
    await symlink(at('server'), at('link'))
    await symlink(at('server/granary.db'), at('marked/.complete'))
    await expect(takeMade(at('link'), at('taken'))).rejects.toThrow('is no folder')
    expect(await isFolder(at('taken'))).toBe(false)
    await expect(markWhole(at('marked'), '.complete')).rejects.toThrow('has a file .complete')
    expect(await readdir(at('server'))).toEqual(['granary.db'])
    expect(await readFile(at('server/granary.db'), 'utf8')).toBe('secrets')
    await takeMade(at('good'), at('layer'))
    await markWhole(at('layer'), '.complete')
    expect(await readdir(at('layer'))).toEqual(['.complete'])
  } finally {
    await rm(work, { recursive: true, force: true })
  }
})
