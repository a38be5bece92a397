import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils'

/**
 * adapter-better-sqlite3 has one connection and runs queries from outside an open interactive transaction inside it:
 * they would be rolled back with it although they were acknowledged. Here they wait their turn.
 */
export function serialised(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => oneAtATime(await factory.connect()),
  }
}

function oneAtATime(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const acquire = createLock()
  const alone =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      const release = await acquire()
      try {
        return await run(...args)
      } finally {
        release()
      }
    }
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: alone(adapter.queryRaw.bind(adapter)),
    executeRaw: alone(adapter.executeRaw.bind(adapter)),
    executeScript: alone(adapter.executeScript.bind(adapter)),
    getConnectionInfo: adapter.getConnectionInfo?.bind(adapter),
    dispose: () => adapter.dispose(),
    startTransaction: async (level) => {
      const release = await acquire()
      try {
        return releasing(await adapter.startTransaction(level), release)
      } catch (error) {
        release()
        throw error
      }
    },
  }
}

function releasing(transaction: Transaction, release: () => void): Transaction {
  const ending = (end: () => Promise<void>) => async () => {
    try {
      await end()
    } finally {
      release()
    }
  }
  transaction.commit = ending(transaction.commit.bind(transaction))
  transaction.rollback = ending(transaction.rollback.bind(transaction))
  return transaction
}

/** Returns `acquire`, which resolves to a `release` once everybody before has released. */
function createLock() {
  let tail: Promise<void> = Promise.resolve()
  return () => {
    const before = tail
    let release: () => void = () => {}
    tail = new Promise((resolve) => {
      release = resolve
    })
    return before.then(() => release)
  }
}
