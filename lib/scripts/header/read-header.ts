import { parse as parseToml } from 'smol-toml'
import * as z from 'zod'
import { AppError } from '@/lib/errors'
import { parseRequirement, type Requirement } from './requirement'

/** What a script asks for beyond what every script has. */
export type ScriptHeader = { requirements: Requirement[]; hosts: HostPort[] }
export type HostPort = { host: string; port: number }

export const MAX_HOSTS = 20
const MAX_PACKAGES = 50
const HTTPS = 443
const HOST = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/

const blockSchema = z.object({
  dependencies: z.array(z.string()).default([]),
  tool: z.object({ granary: z.object({ hosts: z.array(z.string()).default([]) }).optional() }).optional(),
})

/**
 * Reads the comments at the head of a script: `hosts:` with hosts behind it, and in Python inline metadata (PEP 723) and the
 * original's `requirements:` and `extra_requirements:`. Throws `invalid` with what cannot be understood in it.
 */
export function readHeader(content: string, language: 'deno' | 'python3'): ScriptHeader {
  const comment = language === 'python3' ? '#' : '//'
  const lines = headLines(content.split(/\r?\n/), comment)
  const block = language === 'python3' ? inlineMetadata(content.split(/\r?\n/)) : null
  const listed = language === 'python3' ? listedRequirements(lines) : []
  const requirements = [...(block?.dependencies ?? []), ...listed].map(parseRequirement)
  const hosts = [...(block?.tool?.granary?.hosts ?? []), ...lines.flatMap(hostsOf)].map(parseHost)
  requireFew(requirements.length, MAX_PACKAGES, 'packages')
  requireFew(hosts.length, MAX_HOSTS, 'hosts')
  return { requirements, hosts }
}

/** The comments before the first line of code, without the sign that makes them one. */
function headLines(lines: string[], comment: string): string[] {
  const end = lines.findIndex((line) => line.trim() !== '' && !line.startsWith(comment))
  const head = end < 0 ? lines : lines.slice(0, end)
  return head.map((line) => line.slice(comment.length).trim())
}

function hostsOf(line: string): string[] {
  if (!line.startsWith('hosts:')) return []
  const entries = line
    .slice('hosts:'.length)
    .split(',')
    .map((host) => host.trim())
  return entries.filter((host) => host !== '')
}

/** The lines below `requirements:`, up to the first that is empty. */
function listedRequirements(lines: string[]): string[] {
  const start = lines.findIndex((line) => line === 'requirements:' || line === 'extra_requirements:')
  if (start < 0) return []
  const below = lines.slice(start + 1)
  const end = below.findIndex(
    (line) => line === '' || line.startsWith('///') || line.endsWith(':') || line.startsWith('hosts:'),
  )
  return end < 0 ? below : below.slice(0, end)
}

/** The block `# /// script`: it ends with the last `# ///` of the comment that it begins. */
function inlineMetadata(lines: string[]): z.output<typeof blockSchema> | null {
  const starts = lines.flatMap((line, at) => (line === '# /// script' ? [at] : []))
  const [start] = starts
  if (start === undefined) return null
  if (starts.length > 1) throw misread('it has two blocks "# /// script"')
  const rest = lines.slice(start + 1)
  const length = rest.findIndex((line) => line !== '#' && !line.startsWith('# '))
  const comment = length < 0 ? rest : rest.slice(0, length)
  const end = comment.lastIndexOf('# ///')
  if (end < 0) throw misread('the block "# /// script" has no end: write a line "# ///" below it')
  return readBlock(
    comment
      .slice(0, end)
      .map((line) => line.slice(2))
      .join('\n'),
  )
}

function readBlock(text: string) {
  let block: unknown
  try {
    block = parseToml(text)
  } catch (cause) {
    throw misread(`its block is no TOML (${cause instanceof Error ? cause.message.split('\n')[0] : ''})`, { cause })
  }
  const parsed = blockSchema.safeParse(block)
  if (!parsed.success) throw misread('dependencies and hosts of its block are lists of texts')
  return parsed.data
}

function parseHost(text: string): HostPort {
  const [host = '', port = String(HTTPS), ...more] = text.toLowerCase().split(':')
  const number = Number(port)
  if (more.length > 0 || !HOST.test(host) || !Number.isInteger(number) || number < 1 || number > 65_535)
    throw misread(`${JSON.stringify(text)} is no host: write api.example.com, or api.example.com:8443`)
  return { host, port: number }
}

function requireFew(count: number, most: number, what: string): void {
  if (count > most) throw misread(`it asks for ${count} ${what}: ${most} at most`)
}

function misread(reason: string, options?: ErrorOptions): AppError {
  return new AppError('invalid', `The header of the script cannot be read: ${reason}.`, options)
}
