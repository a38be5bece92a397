import { File, FileImage, FileText, Film, Folder, Music, Table } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Row } from '@/lib/objects/level-rows'

const ICONS: [RegExp, ComponentType<{ className?: string }>][] = [
  [/\.(parquet|csv|tsv|xlsx|arrow|avro|orc)$/i, Table],
  [/\.(png|jpe?g|gif|webp|avif|svg)$/i, FileImage],
  [/\.(mp4|webm|mov|mkv)$/i, Film],
  [/\.(mp3|wav|ogg|flac|m4a)$/i, Music],
  [/\.(txt|md|log|json|ndjson|jsonl|ya?ml|xml|pdf)$/i, FileText],
]

/** A picture of what kind of thing a row is, by its name. */
export function RowIcon({ row }: { row: Pick<Row, 'kind' | 'name'> }) {
  if (row.kind === 'folder') return <Folder aria-hidden="true" className="size-[15px] shrink-0 text-accent" />
  const Icon = ICONS.find(([ending]) => ending.test(row.name))?.[1] ?? File
  return <Icon aria-hidden="true" className="size-[15px] shrink-0 text-text-3" />
}
