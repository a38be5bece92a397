import { grainField } from './grain-field'
import { harvestCsv, NOTES, README, SETTINGS, siloReadings } from './sample-texts'
import { seasonReport } from './season-report'

type SampleFile = { key: string; contentType: string; make: () => string | Buffer }

/** Made by a process of its own: see write-parquet.ts. */
export const PARQUET_FILE = {
  key: 'deliveries.parquet',
  contentType: 'application/vnd.apache.parquet',
  rows: 1_000_000,
}

/** What the demo workspace's storage holds besides the parquet file. */
export const sampleFiles: SampleFile[] = [
  { key: 'README.md', contentType: 'text/markdown', make: () => README },
  { key: 'harvest-2025.csv', contentType: 'text/csv', make: harvestCsv },
  { key: 'silos/readings.ndjson', contentType: 'application/x-ndjson', make: siloReadings },
  { key: 'silos/north/settings.json', contentType: 'application/json', make: () => SETTINGS },
  { key: 'photos/grain-field.png', contentType: 'image/png', make: grainField },
  { key: 'reports/season-2025.pdf', contentType: 'application/pdf', make: seasonReport },
  { key: 'notes/Ernte & Lager (Übersicht) 100%.txt', contentType: 'text/plain; charset=utf-8', make: () => NOTES },
  { key: 'notes/収穫 2025/米 #1 🌾.txt', contentType: 'text/plain; charset=utf-8', make: () => NOTES },
]
