import http from 'node:http'
import type { S3Endpoint } from './s3-endpoint'
import { presignedUrl } from './signed-request'

type Place = { Bucket: string; Key: string }
export type Download = { status: number; bytes: number; ended: boolean; announced: number }

const pathOf = ({ Bucket, Key }: Place) => `/api/w/lab/s3_proxy/${Bucket}/${encodeURIComponent(Key)}`

/** A download over a connection of its own, and whether HTTP calls it whole. */
export function download(
  { api, token }: S3Endpoint,
  place: Place,
  headers: Record<string, string> = {},
): Promise<Download> {
  const url = presignedUrl(api.endpoint, token, pathOf(place))
  return new Promise((resolve, reject) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    const request = http.get(url, { agent, headers, timeout: 5000 }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('error', () => undefined)
      response.on('close', () => {
        const { statusCode: status = 0, complete: ended } = response
        resolve({ status, bytes, ended, announced: Number(response.headers['content-length']) })
        agent.destroy()
      })
    })
    request.on('timeout', () => request.destroy(new Error('The answer never ended')))
    request.on('error', reject)
  })
}

/** Sends half of a body and hangs up. */
export function hangUp({ api, token }: S3Endpoint, place: Place & { query: string }, body: Buffer): Promise<void> {
  const url = presignedUrl(api.endpoint, token, pathOf(place), { method: 'PUT', query: place.query })
  return new Promise((resolve) => {
    const request = http.request(url, { method: 'PUT', agent: false, headers: { 'content-length': body.length } })
    request.on('error', () => resolve())
    request.on('close', () => resolve())
    request.write(body.subarray(0, body.length / 2), () => setTimeout(() => request.destroy(), 50))
  })
}
