/** A text as a literal of SQL. Only our own values are written so; terms of people are parameters, names of columns numbers. */
export function literal(text: string): string {
  if (text.includes('\0')) throw new Error('A literal cannot hold NUL')
  return `'${text.replaceAll("'", "''")}'`
}
