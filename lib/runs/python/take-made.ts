import 'server-only'
import { lstat, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@/lib/errors'
import { RunStopped } from '@/lib/runs/starter'

/**
 * Takes what an installer made to another place of the same disk. What was built meanwhile could put anything there, such as a link to a
 * folder of the server: so it is looked at where nothing of that reaches it any more. Throws `RunStopped` where it is no folder.
 */
export async function takeMade(made: string, to: string): Promise<void> {
  await rename(made, to)
  if (!(await isFolder(to)))
    throw new RunStopped('What was installed is no folder: something that was built replaced it.')
}

/** A folder itself: no link to one. */
export async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** Leaves an empty file there by which it is known to be whole. Throws `RunStopped` where something of that name is there, be it a link. */
export async function markWhole(folder: string, name: string): Promise<void> {
  await writeFile(join(folder, name), '', { flag: 'wx' }).catch((cause) => {
    if (errorCode(cause) !== 'EEXIST') throw cause
    throw new RunStopped(`What was installed has a file ${name}, which may not be.`, { cause })
  })
}
