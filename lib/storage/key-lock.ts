const tails = new Map<string, Promise<void>>()

/** Runs `work` while nobody else in this process holds any of `names`. */
export async function holding<T>(names: string[], work: () => Promise<T>): Promise<T> {
  const releases: (() => void)[] = []
  // One order for everybody: two holders of several names never wait for each other.
  for (const name of [...new Set(names)].sort()) releases.push(await acquire(name))
  try {
    return await work()
  } finally {
    for (const release of releases) release()
  }
}

async function acquire(name: string): Promise<() => void> {
  const before = tails.get(name) ?? Promise.resolve()
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const tail = before.then(() => released)
  tails.set(name, tail)
  await before
  return () => {
    release()
    if (tails.get(name) === tail) tails.delete(name)
  }
}
