import { expect, it } from 'vitest'
import { createGcsBucket } from './gcs-client'
import { gcsPlace } from './gcs-place'
import { placeOf } from './s3-bucket'

const s3 = { bucket: 'b', region: 'us-east-1', useSSL: true, pathStyle: true, accessKey: 'a', secretKey: 's' }
const s3Server = (endPoint: string) => placeOf({ ...s3, endPoint }).server

function gcsServer(endpoint: string): string {
  const bucket = createGcsBucket({ bucket: 'b', endpoint }, { ambient: true })
  try {
    return gcsPlace(bucket).server
  } finally {
    bucket.close()
  }
}

it.each([
  ['S3', s3Server],
  ['Google', gcsServer],
])(
  'buckets of one name below two paths of a host are two places by %s, with and without a slash',
  (_name, serverOf) => {
    const [one, other] = ['https://g.example/team1/s3', 'https://g.example/team2/s3'].map(serverOf)
    expect(one).not.toBe(other)
    expect(serverOf('https://g.example/team1/s3/')).toBe(one)
    expect(serverOf('https://g.example/')).toBe('g.example:443')
  },
)
