/** A real S3 server that a test or a benchmark started on loopback. */
export interface TestServer {
  endpoint: string
  port: number
  region: string
  accessKey: string
  secretKey: string
  stop(): Promise<void>
}
