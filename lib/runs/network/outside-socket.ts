import 'server-only'
import { createServer, type Socket } from 'node:net'

type Dial = () => Promise<Socket>

/** A socket of this process at a path, each connection to which is led on to one that is dialed. */
export class OutsideSocket {
  private readonly near = new Set<Socket>()
  private readonly server = createServer({ allowHalfOpen: true }, (near) => this.take(near))

  private constructor(private readonly dial: Dial) {}

  static async open(path: string, { dial, maxConnections }: { dial: Dial; maxConnections: number }) {
    const socket = new OutsideSocket(dial)
    socket.server.maxConnections = maxConnections
    await new Promise<void>((resolve, reject) => socket.server.once('error', reject).listen(path, resolve))
    socket.server.unref()
    return socket
  }

  /** Ends all that goes through it. */
  close(): void {
    this.server.close()
    for (const each of this.near) each.destroy()
  }

  private take(near: Socket): void {
    this.near.add(near)
    near.on('error', () => near.destroy()).on('close', () => this.near.delete(near))
    this.dial().then(
      (far) => couple(near, far),
      () => near.destroy(),
    )
  }
}

/** The end of what one side sends leaves the other way open. */
function couple(near: Socket, far: Socket): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
    one.pipe(other)
  }
  if (near.destroyed || far.destroyed) for (const each of [near, far]) each.destroy()
}
