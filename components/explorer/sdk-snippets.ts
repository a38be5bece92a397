import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'

type Snippet = { language: string; code: string }

/** How a script reads this file with the published clients. */
export function sdkSnippets(storage: string, key: string): Snippet[] {
  const fields =
    storage === PRIMARY_STORAGE
      ? [['s3', key]]
      : [
          ['s3', key],
          ['storage', storage],
        ]
  const object = fields.map(([name, value]) => `${name}: ${quote(value)}`).join(', ')
  const keywords = fields.map(([name, value]) => `${name}=${quote(value)}`).join(', ')
  return [
    {
      language: 'TypeScript',
      code: `import * as wmill from 'windmill-client'\n\nconst bytes = await wmill.loadS3File({ ${object} })`,
    },
    {
      language: 'Python',
      code: `import wmill\nfrom wmill import S3Object\n\ndata = wmill.load_s3_file(S3Object(${keywords}))`,
    },
  ]
}

/** A string literal that both languages read the same: JSON's, with everything beyond ASCII written out. */
function quote(text = ''): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
