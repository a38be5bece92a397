/** What we use of Deno itself: `node:net` would take as long to load as all of the start. */
type Connection = {
  read(into: Uint8Array): Promise<number | null>
  write(from: Uint8Array): Promise<number>
  closeWrite(): Promise<void>
  close(): void
  unref(): void
}
declare const Deno: {
  listen(on: { hostname: string; port: number }): { accept(): Promise<Connection>; unref(): void }
  connect(to: { transport: 'unix'; path: string }): Promise<Connection>
  unrefTimer(timer: number): void
}

// Taken before the script can put something else in their place, which would learn the paths of the sockets.
const { connect, listen, unrefTimer } = Deno
const after = setTimeout

const PIECE_BYTES = 256 * 1024
const PAUSE_MS = 50

export type Relay = { address: string; port: number; path: string }

/**
 * Hands connections to our own loopback on to the sockets that lead out of the sandbox. On the thread of the script, which begins
 * 50 ms earlier so than beside another one; nothing of it keeps a script from its end.
 */
export function startRelays(relays: readonly Relay[]): void {
  for (const { address, port, path } of relays) {
    const listener = listen({ hostname: address, port })
    listener.unref()
    void handAllOn(listener.accept.bind(listener), path)
  }
}

async function handAllOn(accept: () => Promise<Connection>, path: string): Promise<void> {
  for (;;)
    try {
      void handOn(await accept(), path)
    } catch {
      await pause() // no descriptor is left for one more
    }
}

function pause(): Promise<void> {
  return new Promise((resolve) => unrefTimer(Number(after(resolve, PAUSE_MS))))
}

async function handOn(near: Connection, path: string): Promise<void> {
  let far: Connection | null = null
  try {
    near.unref()
    far = await connect({ transport: 'unix', path })
    far.unref()
    await Promise.all([pump(near, far), pump(far, near)])
  } catch {
    // One of them ended, or could not be had.
  } finally {
    close(near)
    if (far) close(far)
  }
}

async function pump(source: Connection, target: Connection): Promise<void> {
  const piece = new Uint8Array(PIECE_BYTES)
  for (let count = await source.read(piece); count !== null; count = await source.read(piece))
    for (let at = 0; at < count; ) at += await target.write(piece.subarray(at, count))
  await target.closeWrite()
}

function close(connection: Connection): void {
  try {
    connection.close()
  } catch {
    // It is closed.
  }
}
