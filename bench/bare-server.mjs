import { createServer } from 'node:http'

const body = JSON.stringify({
  email: 'bench@example.com',
  login_type: 'password',
  super_admin: true,
  verified: true,
  name: '',
})

createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.send('listening'))
