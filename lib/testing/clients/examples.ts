import { readFile } from 'node:fs/promises'

/** The blocks of a Markdown file that are marked to be run (```ts run), as they stand. */
export async function runnableExamples(path: string, language: string): Promise<string[]> {
  const text = await readFile(path, 'utf8')
  const blocks = text.matchAll(/^```(\w+) run\n(.*?)^```$/gms)
  return [...blocks].filter(([, name]) => name === language).map(([, , code = '']) => code)
}
