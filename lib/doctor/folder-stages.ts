import { randomUUID } from 'node:crypto'
import {
  access,
  constants,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '@/lib/errors'
import type { Finding, Stage } from './examine'
import type { StoreExamination } from './store-examination'

export type FolderExamination = StoreExamination & {
  /** Where it lies on this machine, links followed. */
  root: string
  /** As the resource names it. */
  shown: string
}

const FOLDER = 'Folder'
const DISK = 'Disk'
const GIB = 1024 ** 3
const LOW_BYTES = GIB
const LOW_SHARE = 0.05

/** Whether the folder is there and this process may use it. */
export const folderStages: readonly Stage<FolderExamination>[] = [
  { name: 'folder', label: 'Folder', group: FOLDER, run: lookAtFolder },
  { name: 'rights', label: 'Rights', group: FOLDER, run: lookAtRights },
  { name: 'space', label: 'Free space', group: FOLDER, run: lookAtSpace },
]

const waitsForWriting = ({ mayRemove }: FolderExamination) =>
  mayRemove ? null : 'Files cannot be written here, or not removed again.'

/** What the disk makes of names and of files that take the place of others. */
export const diskStages: readonly Stage<FolderExamination>[] = [
  { name: 'rename', label: 'Whole files only', group: DISK, waits: waitsForWriting, run: lookAtRename },
  { name: 'case', label: 'Upper and lower case', group: DISK, waits: waitsForWriting, run: lookAtCase },
  { name: 'unicode', label: 'Unicode names', group: DISK, waits: waitsForWriting, run: lookAtUnicode },
]

async function lookAtFolder({ root, shown }: FolderExamination): Promise<Finding> {
  const found = await stat(root)
  if (found.isDirectory()) return { state: 'passed', evidence: `${shown} is there.` }
  return {
    ...{ state: 'failed', evidence: `${shown} is there.`, cause: 'no_folder', problem: 'It is a file, not a folder.' },
    ...{ remedy: 'Name a folder in the resource.', stops: 'There is no folder.' },
  }
}

async function lookAtRights({ root }: FolderExamination): Promise<Finding> {
  await access(root, constants.R_OK | constants.X_OK)
  const mayWrite = await access(root, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (mayWrite) return { state: 'passed', evidence: 'The user that Granary runs as may read it and write to it.' }
  return {
    ...{ state: 'warning', evidence: 'The user that Granary runs as may read it, but not write to it.' },
    ...{ cause: 'read_only', problem: 'This storage is read-only.' },
    remedy: 'Give that user the right to write, or leave it as it is.',
  }
}

async function lookAtSpace({ root }: FolderExamination): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(root)
  const [free, all] = [bavail * bsize, blocks * bsize]
  const evidence = `${(free / GIB).toFixed(1)} GiB of ${(all / GIB).toFixed(1)} GiB are free.`
  if (free >= LOW_BYTES && free >= all * LOW_SHARE) return { state: 'passed', evidence }
  const problem = 'The disk is nearly full. Uploads will fail soon.'
  return {
    state: 'warning',
    evidence,
    cause: 'low_space',
    problem,
    remedy: 'Free some space, or move to a larger disk.',
  }
}

async function lookAtRename({ root }: FolderExamination): Promise<Finding> {
  return inOwnFolder(root, async (folder) => {
    await writeFile(join(folder, 'old'), 'old')
    await writeFile(join(folder, 'new'), 'new')
    await rename(join(folder, 'new'), join(folder, 'old'))
    const whole = (await readFile(join(folder, 'old'), 'utf8')) === 'new' && (await readdir(folder)).length === 1
    if (whole) return { state: 'passed', evidence: 'A file takes the place of another in one step.' }
    return {
      ...{
        state: 'failed',
        evidence: 'A renamed file did not take the place of the other.',
        cause: 'rename_not_atomic',
      },
      problem: 'This disk cannot replace files in one step. Half-written files may be seen.',
      remedy: 'Use a local disk, or another kind of network disk.',
    }
  })
}

async function lookAtCase({ root }: FolderExamination): Promise<Finding> {
  return inOwnFolder(root, async (folder) => {
    await writeFile(join(folder, 'name'), '')
    const folds = await lstat(join(folder, 'NAME')).then(
      () => true,
      () => false,
    )
    if (!folds) return { state: 'passed', evidence: 'Names that differ in case are two files.' }
    return {
      ...{ state: 'absent', evidence: 'This disk takes "name" and "NAME" for one file.' },
      remedy: 'Granary keeps both all the same. Only programs that look into the folder directly see one of them.',
    }
  })
}

async function lookAtUnicode({ root }: FolderExamination): Promise<Finding> {
  return inOwnFolder(root, async (folder) => {
    const name = 'Å'.normalize('NFC')
    await writeFile(join(folder, name), '')
    const [listed] = await readdir(folder)
    const folds = await lstat(join(folder, name.normalize('NFD'))).then(
      () => true,
      () => false,
    )
    if (listed === name && !folds)
      return { state: 'passed', evidence: 'Names come back in the very form they were written in.' }
    return {
      ...{ state: 'absent', evidence: 'This disk takes different forms of the same letters for one name.' },
      remedy: 'Granary keeps both all the same. Only programs that look into the folder directly see one of them.',
    }
  })
}

/** In the store's own folder, which no listing shows; gone again whatever comes of it. */
async function inOwnFolder(root: string, work: (folder: string) => Promise<Finding>): Promise<Finding> {
  const own = join(root, '.granary')
  await mkdir(own).catch((error) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
  // Somebody else may have put a link there.
  if (!(await lstat(own)).isDirectory()) throw Object.assign(new Error('.granary is no folder'), { code: 'ENOTDIR' })
  const folder = join(own, `doctor-${randomUUID()}`)
  await mkdir(folder)
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
