import { chance } from './chance'
import { harvests } from './harvests'

const READINGS = 5000
const READING_SECONDS = 300
const FIRST_READING = Date.UTC(2025, 6, 1)

/** The harvests as CSV, with quotes where a value needs them. */
export function harvestCsv(): string {
  const rows = harvests().map((row) => Object.values(row).map(csvField).join(','))
  return `${['month,farm,grain,hectares,tonnes,moisture', ...rows].join('\n')}\n`
}

/** Readings of the silos' thermometers, one JSON object a line. */
export function siloReadings(): string {
  const next = chance(11)
  return Array.from({ length: READINGS }, (_, i) => {
    const at = new Date(FIRST_READING + i * READING_SECONDS * 1000).toISOString()
    const temperature = Math.round((14 + 6 * Math.sin(i / 140) + next()) * 10) / 10
    return `${JSON.stringify({ at, silo: (i % 24) + 1, temperature, door: { open: next() < 0.03 }, alarm: null })}\n`
  }).join('')
}

export const README = `# Sample files

These files are invented. Open any of them: each kind has a preview of its own.

- \`harvest-2025.csv\`: 504 harvests, a table of text and numbers
- \`deliveries.parquet\`: 1,000,000 deliveries, read page by page straight from the storage
- \`silos/readings.ndjson\`: thermometer readings, one JSON object a line
- \`photos/grain-field.png\` and \`reports/season-2025.pdf\`

Nothing here is precious. Upload, rename and delete as you like; an admin can delete this whole workspace.
`

export const SETTINGS = `${JSON.stringify(
  {
    site: 'North',
    silos: { count: 24, capacity_tonnes: 1200, alarm: { temperature: 32.5, moisture: 16 } },
    open: [
      { day: 'Monday', from: '06:00', to: '20:00' },
      { day: 'Saturday', from: '07:00', to: '12:00' },
    ],
    contact: null,
  },
  null,
  2,
)}\n`

export const NOTES = `Ernte & Lager (Übersicht), 100 % wahr

Names may hold spaces, umlauts, brackets, per cent signs and emoji; they stay as they are.
`

function csvField(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
