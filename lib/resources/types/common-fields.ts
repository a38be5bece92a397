import type { ResourceField } from './resource-type'
import { bucketProblem, endpointProblem } from './s3-checks'

type Words = Pick<ResourceField, 'help' | 'placeholder'>

/** The bucket of every kind of storage that has buckets. */
export function bucketField(words: Words): ResourceField {
  return { name: 'bucket', label: 'Bucket', kind: 'text', required: true, default: '', ...words, check: bucketProblem }
}

/** The address of a server other than the vendor's own. */
export function endpointField(words: Words): ResourceField {
  return { name: 'endpoint', label: 'Endpoint', kind: 'text', advanced: true, ...words, check: endpointProblem }
}

/** The authority that signed the certificate of that server. */
export const certificateField: ResourceField = {
  name: 'caCertificate',
  label: 'Certificate authority',
  kind: 'text',
  multiline: true,
  advanced: true,
  help: 'In PEM form, where the certificate of the server is signed by an authority of your own.',
  placeholder: '-----BEGIN CERTIFICATE-----',
  check: (text) =>
    /^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/.test(text)
      ? null
      : 'This is not a certificate in PEM form: it begins with -----BEGIN CERTIFICATE-----.',
}
