import 'server-only'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type HubEntry, hubEntries, hubFile } from './catalogue'

export type HubScript = HubEntry & { content: string }

/** Every script that is ready to begin with, with its text. */
export function listHub(): Promise<HubScript[]> {
  return Promise.all(hubEntries.map(async (entry) => ({ ...entry, content: await readHubText(entry) })))
}

/** The text of an entry, as it lies in the folder of the product. */
export function readHubText(entry: HubEntry): Promise<string> {
  return readFile(resolve('lib/hub/scripts', hubFile(entry)), 'utf8')
}
