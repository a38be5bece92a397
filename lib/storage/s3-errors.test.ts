import { expect, it } from 'vitest'
import { ObjectNotFound } from './errors'
import { translateS3Error } from './s3-errors'

const settings = {
  bucket: 'bucket',
  region: 'eu-west-1',
  endPoint: '',
  useSSL: true,
  pathStyle: false,
  accessKey: 'AKIAEXAMPLE',
  secretKey: 'canary',
}

function answered(name: string, status: number, more: object = {}): Error {
  return Object.assign(new Error('UnknownError'), { name, $metadata: { httpStatusCode: status }, ...more })
}

function failed(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code })
}

const redirected = { $response: { headers: { 'x-amz-bucket-region': 'eu-north-1' } } }
const malformed = { Region: 'eu-north-1' }

it.each<[Error, string, RegExp]>([
  [
    answered('InvalidAccessKeyId', 403),
    'forbidden',
    /access key AKIA… is not known to bucket\.s3\.eu-west-1\.amazonaws\.com/,
  ],
  [answered('XAdminUserNotFound', 404), 'forbidden', /access key AKIA… is not known/],
  [answered('SignatureDoesNotMatch', 403), 'forbidden', /secret key does not belong to access key AKIA…/],
  [answered('AccessDenied', 403), 'forbidden', /denies this to access key AKIA… in bucket "bucket"/],
  [answered('403', 403), 'forbidden', /denies this/],
  [answered('NoSuchBucket', 404), 'not_found', /no bucket "bucket"/],
  [answered('PermanentRedirect', 301, redirected), 'invalid', /in region eu-north-1, not eu-west-1/],
  [answered('301', 301, redirected), 'invalid', /in region eu-north-1, not eu-west-1/],
  [answered('PermanentRedirect', 301), 'invalid', /at another endpoint/],
  [answered('AuthorizationHeaderMalformed', 400, malformed), 'invalid', /in region eu-north-1, not eu-west-1/],
  [answered('RequestTimeTooSkewed', 403), 'unavailable', /clocks .* differ too much/],
  [answered('ExpiredToken', 400), 'forbidden', /have expired/],
  [answered('SlowDown', 503), 'unavailable', /fewer requests/],
  [answered('503', 503), 'unavailable', /not available at the moment/],
  [answered('InternalError', 500), 'unavailable', /answered InternalError \(HTTP 500\)$/],
  [answered('SomethingNew', 418), 'invalid', /answered SomethingNew \(HTTP 418\)$/],
  [failed('ENOTFOUND'), 'unavailable', /There is no host/],
  [failed('EAI_AGAIN'), 'unavailable', /could not be looked up/],
  [failed('ECONNREFUSED'), 'unavailable', /Nothing answers at .* port 443/],
  [failed('ETIMEDOUT'), 'unavailable', /did not answer in time/],
  [failed('ECONNRESET'), 'unavailable', /closed the connection/],
  [failed('CERT_HAS_EXPIRED'), 'unavailable', /has expired/],
  [failed('ERR_TLS_CERT_ALTNAME_INVALID'), 'unavailable', /made for another host/],
  [failed('SELF_SIGNED_CERT_IN_CHAIN'), 'unavailable', /not signed by an authority/],
  [failed('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unavailable', /not signed by an authority/],
  [failed('EPROTO'), 'unavailable', /does not speak TLS/],
  [Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), 'invalid', /no access key/],
])('%s becomes %s', (error, code, message) => {
  const translated = translateS3Error(error, settings)
  expect(translated).toMatchObject({ code, message: expect.stringMatching(message) })
  expect(JSON.stringify(translated)).not.toContain('canary')
})

it('leaves a bug as it is', () => {
  const bug = new TypeError('x is undefined')
  expect(translateS3Error(bug, settings)).toBe(bug)
})

it('leaves what is translated already, but without the answer in its cause', () => {
  const error = new ObjectNotFound('k', { cause: answered('NoSuchKey', 404, redirected) })
  expect(translateS3Error(error, settings)).toBe(error)
  expect(error.cause).not.toHaveProperty('$response')
  expect(error.cause).toMatchObject({ name: 'NoSuchKey' })
})
