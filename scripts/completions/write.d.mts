type Member = { name: string; kind: string; detail: string; info: string }

export const COMPLETIONS: string
export function readCompletions(python: string): Record<string, Member[]>
