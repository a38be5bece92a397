import type { Reading } from './reading'

/** What the thread says once its parser is loaded. */
export const READY = 'ready'

export type ThreadQuestion = { content: string; resourceTypes: readonly string[] }
/** How `main` is called, and the names that the module imports. `gaveUp`: the text was not read to its end. */
export type TypeScriptText = Reading & { imports: string[]; gaveUp?: true }
