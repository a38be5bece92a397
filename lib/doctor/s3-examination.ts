import { randomUUID } from 'node:crypto'
import { createBucket, type S3Bucket } from '@/lib/storage/s3-bucket'
import type { S3Options } from '@/lib/storage/s3-client'
import type { S3Settings } from '@/lib/storage/s3-settings'
import type { Examination, Finding } from './examine'
import { probeName } from './probe-names'

export type S3ExaminationOptions = S3Options & {
  /** Where browsers open this product: scheme, host and port. */
  origin: string
  /** What the keys of probe files begin with. */
  prefix: string
  /** Milliseconds for all stages together. */
  totalMs?: number
  /** Milliseconds for one of them. */
  stageMs?: number
  /** What the names of its probe files have in common; absent: something at random. */
  probeId?: string
}

/** What the stages of one look at a bucket know of each other. */
export type S3Examination = Examination & {
  /** With what was suggested on the way: the rest is tried with it. */
  settings: S3Settings
  options: S3ExaminationOptions
  /** Checked addresses of the host that requests go to. */
  addresses: { address: string; family: number }[]
  /** Opened with the first use. */
  readonly bucket: S3Bucket
  /** Closes the bucket; the next use opens it with the settings of then. */
  close(): void
  /** What the first signed list came to. */
  listed: Listed | null
  /** What the first signed request found out for the stages after it. */
  suggested: Map<'region' | 'addressing', Finding>
  /** A listed object that has at least one byte. */
  sample: string | null
  /** The probe file of this look, once it lies there. */
  probe: Probe | null
  /** What the names of its probe files have in common. */
  probeId: string
  /** How many of them were named. */
  probes: number
  /** The key may remove what it wrote, so that later stages may write more. */
  mayRemove: boolean
  /** Everything that was written and is not removed yet. */
  left: Map<string, Probe>
  /** New files cannot be removed for some time, by a rule of the bucket. */
  retention: string | null
  versioned: boolean
}

export type Probe = { key: string; versionId?: string; body: Buffer }

/** `denied`: the key may not list all of the bucket; `folder`: the first one on the way. */
type Listed = { denied: boolean; count: number; more: boolean; folder: string | null }

const IDLE_TIMEOUT_MS = 10_000
const TOTAL_MS = 120_000
/** Hiding shorter ones would garble the text and protect nothing. */
const SHORTEST_SECRET = 4

/** Begins a look. Nothing is sent yet. */
export function beginExamination(settings: S3Settings, options: S3ExaminationOptions): S3Examination {
  const patience = { idleTimeoutMs: IDLE_TIMEOUT_MS, ...options, maxAttempts: 1 }
  const secrets = [settings.secretKey, settings.token, settings.accessKey]
  let bucket: S3Bucket | null = null
  const look: S3Examination = {
    secrets: secrets.filter((secret) => secret !== undefined).filter(({ length }) => length >= SHORTEST_SECRET),
    ...{ deadline: performance.now() + (options.totalMs ?? TOTAL_MS), stageMs: options.stageMs },
    ...{ probeId: options.probeId ?? randomUUID(), probes: 0 },
    settings,
    options: patience,
    get bucket() {
      bucket ??= createBucket(look.settings, patience)
      return bucket
    },
    close() {
      bucket?.client.destroy()
      bucket = null
    },
    ...{ addresses: [], listed: null, suggested: new Map(), sample: null },
    ...{ probe: null, mayRemove: false, left: new Map(), retention: null, versioned: false },
  }
  return look
}

/** Goes on with other settings. */
export function changeSettings(look: S3Examination, changes: Partial<S3Settings>): void {
  look.settings = { ...look.settings, ...changes }
  look.close()
}

/** A key that nobody else has. */
export function probeKey(look: S3Examination, end = ''): string {
  return probeName({ prefix: look.options.prefix, probeId: look.probeId }, look.probes++, end)
}
