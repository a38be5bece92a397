import http from 'node:http'
import type { Server, Socket } from 'node:net'

/** Starts a server of a test on a free port of 127.0.0.1; closing ends its connections too. */
export async function listen(server: Server) {
  const sockets = new Set<Socket>()
  // On a machine that stalls it would close a connection that a client is just using again.
  if (server instanceof http.Server) server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { endpoint: `http://127.0.0.1:${port}`, port, close }
}
