import { expect, it } from 'vitest'
import { endpointUrl, requestHost, type S3Settings, signingRegion, stsUrl } from './s3-settings'

const settings: S3Settings = { bucket: 'bucket', region: '', endPoint: '', useSSL: true, pathStyle: false }

it.each<[Partial<S3Settings>, string | undefined, string]>([
  [{}, undefined, 'an empty endpoint is AWS'],
  [{ endPoint: ' ' }, undefined, 'so is a blank one'],
  [{ endPoint: 's3.example.com' }, 'https://s3.example.com/', 'the switch adds the scheme'],
  [{ endPoint: 's3.example.com', useSSL: false }, 'http://s3.example.com/', 'or the other one'],
  [{ endPoint: 'http://s3.example.com' }, 'http://s3.example.com/', 'a scheme in the endpoint wins over the switch'],
  [{ endPoint: 'https://s3.example.com', useSSL: false }, 'https://s3.example.com/', 'in both directions'],
  [{ endPoint: 'S3.Example.com/' }, 'https://s3.example.com/', 'a trailing slash does not matter'],
  [{ endPoint: 's3.example.com:9000' }, 'https://s3.example.com:9000/', 'a port stays'],
  [{ endPoint: 's3.example.com', port: 9000 }, 'https://s3.example.com:9000/', 'a port of its own is added'],
  [{ endPoint: 's3.example.com:443', port: 9000 }, 'https://s3.example.com/', 'the port in the endpoint wins'],
  [{ endPoint: 'gate.example/s3/v1/' }, 'https://gate.example/s3/v1', 'a path stays'],
  [{ endPoint: '[::1]:9000', useSSL: false }, 'http://[::1]:9000/', 'an IPv6 address'],
  [{ endPoint: 'http://2130706433' }, 'http://127.0.0.1/', 'a number is the address that it stands for'],
])('%o leads to %s: %s', (changes, expected) => {
  expect(endpointUrl({ ...settings, ...changes })?.href).toBe(expected)
})

it.each(['ftp://x', 'http://', 'a b', 'x?y=1', 'x#y', 'user:secret@x', 'http://x:99999'])(
  'refuses the endpoint %s',
  (endPoint) => {
    expect(() => endpointUrl({ ...settings, endPoint })).toThrow(/is not an address/)
  },
)

it('does not repeat a password that was typed into the endpoint', () => {
  const url = () => endpointUrl({ ...settings, endPoint: 'https://user:hunter2@x/' })
  expect(url).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }))
  expect(url).toThrow(/is not an address/)
})

it.each<[Partial<S3Settings>, string]>([
  [{}, 'us-east-1'],
  [{ region: 'eu-central-1' }, 'eu-central-1'],
  [{ region: 'auto' }, 'us-east-1'],
  [{ region: 'auto', endPoint: 'x.r2.cloudflarestorage.com' }, 'auto'],
])('%o is signed for %s', (changes, region) => expect(signingRegion({ ...settings, ...changes })).toBe(region))

it.each<[Partial<S3Settings>, string, number]>([
  [{}, 'bucket.s3.us-east-1.amazonaws.com', 443],
  [{ pathStyle: true, region: 'eu-west-1' }, 's3.eu-west-1.amazonaws.com', 443],
  [{ endPoint: 'minio:9000', useSSL: false }, 'bucket.minio', 9000],
  [{ endPoint: 'minio:9000', pathStyle: true }, 'minio', 9000],
  [{ endPoint: '10.0.0.1' }, '10.0.0.1', 443],
  [{ endPoint: 'minio', bucket: 'with.dots' }, 'minio', 443],
  [{ endPoint: 'http://minio', bucket: 'with.dots' }, 'with.dots.minio', 80],
  [{ endPoint: 'ceph', bucket: 'Tenant:Bucket_1' }, 'ceph', 443],
  [{ region: 'cn-north-1' }, 'bucket.s3.cn-north-1.amazonaws.com.cn', 443],
])('requests for %o go to %s', (changes, host, port) => {
  expect(requestHost({ ...settings, ...changes })).toMatchObject({ host, port })
})

it.each<[Partial<S3Settings>, string | undefined]>([
  [{}, undefined],
  [{ endPoint: 's3.eu-central-1.amazonaws.com' }, undefined],
  [{ endPoint: 'https://s3.cn-north-1.amazonaws.com.cn' }, undefined],
  [{ endPoint: 'bucket.s3.us-west-2.amazonaws.com' }, undefined],
  [{ endPoint: 's3.amazonaws.com.example.com' }, 'https://s3.amazonaws.com.example.com/'],
  [{ endPoint: 'ceph:8000', useSSL: false }, 'http://ceph:8000/'],
  [{ endPoint: 's3.amazonaws.com', stsEndpoint: 'sts.example.com' }, 'https://sts.example.com/'],
])('roles for %o are asked for at %s, and of Amazon where it names none', (changes, expected) => {
  expect(stsUrl({ ...settings, ...changes })?.href).toBe(expected)
})
