import { describe, inject } from 'vitest'

/** Settings of a real server on loopback; which of them are set depends on the server. */
export interface TestServer {
  endpoint: string
  port: number
  region: string
  accessKey: string
  secretKey: string
  /** `<bucket>.<this>` names a bucket in the Host header; it does not resolve. */
  virtualHostDomain: string
  /** PEM of the authority that signed the server's certificate. */
  ca?: string
  otherAccessKey?: string
  otherSecretKey?: string
  /** Azurite over TLS only: paths of the certificate and the key of its host. */
  certificate?: { certificate: string; key: string }
  /** versitygw only: each bucket is a folder in it, each object a file. */
  dataFolder?: string
  /** PostgreSQL only. */
  url?: string
  /** Python only: path of an interpreter that has the published client and the data tools. */
  python?: string
}

const LABELS = {
  ceph: 'Ceph RGW',
  'ceph-roles': 'Ceph RGW with roles',
  versitygw: 'versitygw',
  'versitygw-tls': 'versitygw over TLS',
  'versitygw-foreign-certificate': 'versitygw with a foreign certificate',
  azurite: 'Azurite',
  'azurite-tls': 'Azurite over TLS',
  'fake-gcs': 'fake-gcs-server',
  postgres: 'PostgreSQL',
  python: 'Python',
}

export type ServerName = keyof typeof LABELS
type Answer = { server: TestServer; reason: null } | { server: null; reason: string }

declare module 'vitest' {
  interface ProvidedContext {
    testServers: string
  }
}

/** Starts the server unless another test file of this run did, or says why it cannot be had on this machine. */
export async function testServer(name: ServerName): Promise<Answer> {
  const response = await fetch(`${inject('testServers')}/${name}`)
  const { available, reason, ...server } = await response.json()
  if (available) return { server, reason: null }
  if (process.env.GRANARY_REQUIRE_SERVERS === '1') throw new Error(`${LABELS[name]} is required: ${reason}`)
  return { server: null, reason: `${LABELS[name]}: ${reason}` }
}

/** A `describe` whose tests are left out, and counted at the end of the run, where the server cannot be had. */
export async function describeWithServer(name: ServerName, title: string, body: (server: TestServer) => void) {
  const { server, reason } = await testServer(name)
  if (server) describe(title, () => body(server))
  else describe.skip(`${title} (left out: ${reason})`, () => body(UNAVAILABLE))
}

const UNAVAILABLE: TestServer = {
  endpoint: 'http://127.0.0.1:1',
  port: 1,
  region: '',
  accessKey: '',
  secretKey: '',
  virtualHostDomain: '',
}
