/** What a client tried at a storage, and how it went: `yes`, the code of a refusal that is meant, or `failed: ` and why. */
export type Outcome = { storage: string; client: string; operation: string; outcome: string }

/** Outcomes as a table of Markdown: a line for each operation, a column for each storage. */
export function outcomeTable(outcomes: readonly Outcome[], storages: Readonly<Record<string, string>>): string {
  const names = Object.keys(storages)
  const lines = new Map<string, Map<string, string>>()
  for (const { storage, client, operation, outcome } of outcomes) {
    const line = `| ${client} | ${operation} |`
    lines.set(line, (lines.get(line) ?? new Map()).set(storage, outcome))
  }
  return [
    `| client | operation | ${Object.values(storages).join(' | ')} |`,
    `|---|---|${names.map(() => '---|').join('')}`,
    ...[...lines].map(([line, by]) => `${line} ${names.map((name) => by.get(name) ?? '?').join(' | ')} |`),
  ].join('\n')
}
