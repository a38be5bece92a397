/** What we use of Deno itself: `node:net` would take as long to load as all of the start. */
type Connection = {
  read(into: Uint8Array): Promise<number | null>
  write(from: Uint8Array): Promise<number>
  closeWrite(): Promise<void>
  close(): void
  unref(): void
}
declare const Deno: {
  listen(on: { hostname: string; port: number }): AsyncIterable<Connection> & { unref(): void }
  connect(to: { transport: 'unix'; path: string }): Promise<Connection>
}

const PIECE_BYTES = 256 * 1024

export type Relay = { address: string; port: number; path: string }

/**
 * Hands connections to our own loopback on to the sockets that lead out of the sandbox. On the thread of the script, which begins
 * 50 ms earlier so than beside another one; nothing of it keeps a script from its end.
 */
export function startRelays(relays: readonly Relay[]): void {
  for (const { address, port, path } of relays) {
    const listener = Deno.listen({ hostname: address, port })
    listener.unref()
    void accept(listener, path)
  }
}

async function accept(listener: AsyncIterable<Connection>, path: string): Promise<void> {
  for await (const near of listener) void handOn(near, path)
}

async function handOn(near: Connection, path: string): Promise<void> {
  near.unref()
  const far = await Deno.connect({ transport: 'unix', path }).catch(() => null)
  far?.unref()
  if (far) await Promise.all([pump(near, far), pump(far, near)]).catch(() => undefined)
  close(near)
  if (far) close(far)
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
