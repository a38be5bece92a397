import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NOT_BUILT_FROM = /(^|\/)(generated|lint-violations)$|\.test\.tsx?$|\/\.[^/]+$/

/** A hash of the contents and names of files and folders, tests left out. */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of paths.flatMap(filesIn).sort()) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

/** Whether a result was made from the same as what there is now. */
export function isMarked(marker, hash) {
  return existsSync(marker) && readFileSync(marker, 'utf8') === hash
}

/** Notes what a result was made from. Replaces the file instead of writing into it: copied trees may share it by hard link. */
export function mark(marker, hash) {
  writeFileSync(`${marker}.new`, hash)
  renameSync(`${marker}.new`, marker)
}

function filesIn(path) {
  if (NOT_BUILT_FROM.test(path) || !existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)))
}
