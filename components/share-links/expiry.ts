const DAY_MS = 24 * 3600_000

export const expiryOptions = [
  { value: '1', label: 'In 1 day' },
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: 'date', label: 'On a date' },
]

/** When a link ends: so many days from now, or at the end of a day (`2026-12-31`) where the person is. Null for no date at all. */
export function expiryOf(choice: string, day: string, now = Date.now()): string | null {
  if (choice !== 'date') return new Date(now + Number(choice) * DAY_MS).toISOString()
  const end = new Date(`${day}T23:59:59`)
  return Number.isNaN(end.getTime()) ? null : end.toISOString()
}
