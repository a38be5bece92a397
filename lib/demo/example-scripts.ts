import 'server-only'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describeNewScript } from '@/lib/scripts/describe-new-script'
import { DEMO } from './demo'

const EXAMPLES = [
  { file: 'sum_harvest.ts', language: 'bun', summary: 'Add up a harvest', resourceTypes: [] },
  { file: 'best_deliveries.py', language: 'python3', summary: 'Pick the best deliveries', resourceTypes: [] },
] as const

/** The scripts of the demo workspace, ready to be stored. */
export function exampleScripts() {
  return Promise.all(
    EXAMPLES.map(async ({ file, ...script }) => {
      const content = await readFile(resolve('lib/demo/scripts', file), 'utf8')
      const path = `f/${DEMO.folder}/${file.replace(/\.\w+$/, '')}`
      return describeNewScript({ ...script, path, content, createdBy: DEMO.author })
    }),
  )
}
