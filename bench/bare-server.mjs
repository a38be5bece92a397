import { createServer } from 'node:http'

// Answers a constant of as many bytes as `?bytes=` asks for: what any HTTP server costs at least.
const constants = new Map()

function constant(bytes) {
  if (!constants.has(bytes)) constants.set(bytes, Buffer.from(JSON.stringify('x'.repeat(Math.max(0, bytes - 2)))))
  return constants.get(bytes)
}

createServer((request, response) => {
  const body = constant(Number(request.url.split('bytes=')[1] ?? 120))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.send('listening'))
