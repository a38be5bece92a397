import type { ScriptLanguage } from '@/lib/scripts/schema'

const TYPESCRIPT = `import * as wmill from 'windmill-client'
import { type S3Object } from 'windmill-client'

/** What main takes becomes the form of the script, and what it returns its result. */
export async function main(file: S3Object) {
  const content = await wmill.loadS3File(file)
  console.log('bytes:', content?.length)
  return file
}
`

const PYTHON = `import wmill
from wmill import S3Object


# What main takes becomes the form of the script, and what it returns its result.
def main(file: S3Object):
    content = wmill.load_s3_file(file)
    print("bytes:", len(content))
    return file
`

/** What a new script begins with. */
export function startText(language: ScriptLanguage): string {
  return language === 'python3' ? PYTHON : TYPESCRIPT
}

/** Whether nobody has written anything yet. */
export function isStartText(content: string): boolean {
  return content === TYPESCRIPT || content === PYTHON || content.trim() === ''
}
