import 'server-only'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { Prisma } from '@/prisma/generated/sqlite/client'

type Claim = {
  owner: string
  now: Date
  until: Date
  /** Only what the script of another run has started. */
  childrenOnly: boolean
  /** Only what that run has started; null for any. */
  parentId: string | null
}

/**
 * Takes the next run that is due, and answers its id; null when there is none. No two workers get the same one. What runs and has ended under a
 * key is counted once for all that wait under it, and only where something does: thousands may.
 */
export async function claimNext(claim: Claim): Promise<string | null> {
  return env().databaseUrl.startsWith('file:') ? claimAlone(claim) : claimAmongWorkers(claim)
}

/** What is due and nobody works on. Runs of pipelines begin by themselves. */
function mayBegin({ childrenOnly, parentId }: Claim, now: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`"status" = 'queued' AND "kind" NOT IN ('flow', 'flowpreview') AND "scheduledFor" <= ${now}
    AND (${Number(childrenOnly)} = 0 OR "parentId" IS NOT NULL) AND (${parentId ?? ''} = '' OR "parentId" = ${parentId ?? ''})`
}

/** That one more may run under its key; `endedSince` says of `other` whether it ended within the `window`, `under` which keys are counted. */
function hasRoom(endedSince: Prisma.Sql, under = Prisma.sql`"concurrencyKey" IS NOT NULL`): Prisma.Sql {
  return Prisma.sql`("concurrencyKey", "concurrencyLimit", "concurrencyWindowSeconds") NOT IN (
    WITH "waiting" AS MATERIALIZED (
      SELECT DISTINCT "concurrencyKey" AS "key", "concurrencyLimit" AS "limit", "concurrencyWindowSeconds" AS "window"
      FROM "Run" WHERE "status" = 'queued' AND ${under}
    )
    SELECT "key", "limit", "window" FROM "waiting" WHERE "limit" <= (
      SELECT count(*) FROM "Run" AS "other" WHERE "other"."concurrencyKey" = "key" AND "other"."status" = 'running'
    ) + CASE WHEN "window" > 0 THEN (
      SELECT count(*) FROM "Run" AS "other" WHERE "other"."concurrencyKey" = "key"
        AND "other"."status" IN ('success', 'failure', 'canceled') AND "other"."startedAt" IS NOT NULL AND ${endedSince}
    ) ELSE 0 END
  )`
}

/** SQLite has one process, and one statement at a time: nothing comes between counting and taking. */
async function claimAlone(claim: Claim): Promise<string | null> {
  const { owner, now, until } = claim
  const client = await db()
  const rows = await client.$queryRaw<{ id: string }[]>`
    UPDATE "Run" SET "status" = 'running', "startedAt" = ${now}, "attempt" = "attempt" + 1,
      "leaseOwner" = ${owner}, "leaseUntil" = ${until}
    WHERE "id" = (
      SELECT "id" FROM "Run" AS "next" WHERE ${mayBegin(claim, Prisma.sql`${now}`)} AND ("concurrencyKey" IS NULL OR ${hasRoom(
        Prisma.sql`julianday("other"."endedAt") > julianday(${now}) - "window" / 86400.0`,
      )}      ) ORDER BY "priority" DESC, "scheduledFor", "createdAt" LIMIT 1
    ) AND "status" = 'queued' RETURNING "id"`
  return rows[0]?.id ?? null
}

// Another worker may take the last place under a key between our look and our turn: then the next look passes over that key.
const MAX_LOOKS = 20

/** On PostgreSQL workers pass over what another one is taking at this moment, and do not wait for it, but for who counts the same key. */
async function claimAmongWorkers(claim: Claim): Promise<string | null> {
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const next = await takeOrTellKey(claim)
    if (!next) return null
    if (next.key === null) return next.id
    const id = await takeUnderKey(claim, next.key)
    if (id !== null) return id
  }
  return null
}

const endedSince = (at: string) => Prisma.sql`"other"."endedAt" > ${at}::timestamp - "window" * interval '1 second'`

const timestamp = (date: Date) => date.toISOString().replace('Z', '')

/** Takes the next run where nothing limits it; of one that counts with others it only tells the key. */
async function takeOrTellKey(claim: Claim): Promise<{ id: string; key: string | null } | null> {
  const { owner, now, until } = claim
  const [at, end] = [timestamp(now), timestamp(until)]
  const rows = await (await db()).$queryRaw<{ id: string; key: string | null }[]>`
    WITH "next" AS (
      SELECT "id", "concurrencyKey" AS "key" FROM "Run" AS "next"
      WHERE ${mayBegin(claim, Prisma.sql`${at}::timestamp`)} AND ("concurrencyKey" IS NULL OR ${hasRoom(endedSince(at))}
      ) ORDER BY "priority" DESC, "scheduledFor", "createdAt" LIMIT 1 FOR UPDATE SKIP LOCKED
    ), "taken" AS (
      UPDATE "Run" SET "status" = 'running', "startedAt" = ${at}::timestamp, "attempt" = "attempt" + 1,
        "leaseOwner" = ${owner}, "leaseUntil" = ${end}::timestamp
      FROM "next" WHERE "Run"."id" = "next"."id" AND "next"."key" IS NULL
    ) SELECT "id", "key" FROM "next"`
  return rows[0] ?? null
}

/** Whoever counts under one key waits for the one before: the second statement sees what that one has taken. */
async function takeUnderKey(claim: Claim, key: string): Promise<string | null> {
  const { owner, now, until } = claim
  const [at, end] = [timestamp(now), timestamp(until)]
  const client = await db()
  const [, rows] = await client.$transaction([
    client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`runs ${key}`}, 0))`,
    client.$queryRaw<{ id: string }[]>`
      UPDATE "Run" SET "status" = 'running', "startedAt" = ${at}::timestamp, "attempt" = "attempt" + 1,
        "leaseOwner" = ${owner}, "leaseUntil" = ${end}::timestamp
      WHERE "id" = (
        SELECT "id" FROM "Run" AS "next" WHERE ${mayBegin(claim, Prisma.sql`${at}::timestamp`)} AND "concurrencyKey" = ${key}
          AND ${hasRoom(endedSince(at), Prisma.sql`"concurrencyKey" = ${key}`)}
        ORDER BY "priority" DESC, "scheduledFor", "createdAt" LIMIT 1 FOR UPDATE SKIP LOCKED
      ) RETURNING "id"`,
  ])
  return rows[0]?.id ?? null
}
