import 'server-only'
import { isAbsolute, resolve } from 'node:path'
import * as z from 'zod'
import { AppError } from '@/lib/errors'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 1 to 65535')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65535, 'must be a number from 1 to 65535')
const wholeNumber = (unit: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, `must be a number of ${unit}, at least 1`)
    .transform(Number)
const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((value) => value === '1')
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })

const variables = z.object({
  PORT: port.prefault('3000'),
  HOST: z.string().default('127.0.0.1'),
  S3_PORT: port.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'must look like postgresql://user:password@host:5432/database')
    .optional(),
  PUBLIC_URL: webAddress.optional(),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  MASTER_KEY: z.string().refine(is32Bytes, 'must be 32 bytes in base64').optional(),
  AUTH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  DEMO: flag.default(true),
  AUDIT_DAYS: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number of days')
    .transform(Number)
    .refine((days) => days >= 1, 'must be at least 1 day')
    .prefault('180'),
  API_URL: webAddress.optional(),
  RUNS_AT_ONCE: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a number of runs; 0 leaves them to workers')
    .transform(Number)
    .optional(),
  RUN_MEMORY_MB: wholeNumber('MiB').optional(),
  RUN_DISK_MB: wholeNumber('MiB').optional(),
  RUN_PYTHON: z.string().optional(),
  RUN_PYTHON_UNCONFINED: flag.default(false),
  ALLOW_PRIVATE_ENDPOINTS: z.string().default(''),
  OIDC_ISSUER: webAddress.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('single sign-on'),
})

export type Env = ReturnType<typeof readEnv>

/** Parses settings from environment variables; an empty variable counts as unset. Throws `invalid`, naming the variable. */
export function readEnv(source: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = variables.safeParse(given)
  if (!parsed.success) throw new AppError('invalid', settingSentence(parsed.error))
  const v = parsed.data
  const dataDir = isAbsolute(v.DATA_DIR) ? v.DATA_DIR : resolve(v.DATA_DIR)
  const publicUrl = (v.PUBLIC_URL ?? `http://localhost:${v.PORT}`).replace(/\/+$/, '')
  return {
    port: v.PORT,
    host: v.HOST,
    /** Of the S3 endpoint at the root of a port of its own; null for none. */
    s3Port: v.S3_PORT ?? null,
    /** Only people on this machine reach the product; behind a proxy the public address tells that others do. */
    isLoopback: isLoopback(v.HOST) && isLoopback(new URL(publicUrl).hostname),
    dataDir,
    databaseUrl: v.DATABASE_URL ?? `file:${dataDir}/granary.db`,
    publicUrl,
    /** Where scripts reach the API. Not the public address: that may lead through a proxy of another network. */
    apiUrl: (v.API_URL ?? localUrl(v)).replace(/\/+$/, ''),
    /** null: as many as suit the machine; 0: workers do them. */
    runsAtOnce: runsAtOnceFrom(v),
    runMemoryBytes: v.RUN_MEMORY_MB === undefined ? null : v.RUN_MEMORY_MB * 1024 ** 2,
    runDiskBytes: v.RUN_DISK_MB === undefined ? null : v.RUN_DISK_MB * 1024 ** 2,
    /** An interpreter with the packages of scripts; null: Granary makes an environment with them. */
    runPython: v.RUN_PYTHON ?? null,
    /** Python runs also where nothing keeps it from the files of the server. */
    runPythonUnconfined: v.RUN_PYTHON_UNCONFINED,
    firstAdmin: firstAdminFrom(v),
    masterKey: v.MASTER_KEY,
    authSecret: v.AUTH_SECRET,
    demo: v.DEMO,
    allowPrivateEndpoints: v.ALLOW_PRIVATE_ENDPOINTS,
    auditDays: v.AUDIT_DAYS,
    oidc: oidcFrom(v),
  }
}

/** The settings of this process, parsed once. */
export function env(): Env {
  processEnv ??= readEnv(process.env)
  return processEnv
}

/** Reads the settings again: only for start-up, after generated secrets were put into the environment. */
export function reloadEnv(): Env {
  processEnv = undefined
  return env()
}

let processEnv: Env | undefined

/** This very process, as seen from its machine. */
function localUrl({ HOST: host, PORT: port }: z.output<typeof variables>): string {
  if (host === '0.0.0.0' || host === 'localhost') return `http://127.0.0.1:${port}`
  if (host === '::') return `http://[::1]:${port}`
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`
}

function firstAdminFrom({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: z.output<typeof variables>) {
  if (!email && !password) return null
  if (!email || !password)
    throw new AppError('invalid', 'The first admin needs ADMIN_EMAIL and ADMIN_PASSWORD together.')
  return { email, password }
}

function runsAtOnceFrom({ RUNS_AT_ONCE: runs, DATABASE_URL: database }: z.output<typeof variables>): number | null {
  if (runs === 0 && (database === undefined || database.startsWith('file:')))
    throw new AppError(
      'invalid',
      'The setting RUNS_AT_ONCE is wrong: 0 leaves runs to workers, which need PostgreSQL. Set DATABASE_URL as well.',
    )
  return runs ?? null
}

function oidcFrom(v: z.output<typeof variables>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = v
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret)
    throw new AppError('invalid', 'Single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together.')
  return { issuer, clientId, clientSecret, name: v.OIDC_NAME }
}

function settingSentence(error: z.ZodError): string {
  const issue = error.issues[0]
  return `The setting ${String(issue?.path[0])} is wrong: it ${issue?.message}.`
}

function isDatabaseUrl(text: string): boolean {
  if (text.startsWith('file:')) return true
  return /^postgres(ql)?:\/\/[^/]/.test(text) && URL.canParse(text)
}

function is32Bytes(text: string): boolean {
  return /^[A-Za-z0-9+/_-]+=*$/.test(text) && Buffer.from(text, 'base64').length === 32
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || host.startsWith('127.')
}
