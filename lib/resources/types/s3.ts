import { hasReference } from '@/lib/resources/references'
import { bucketField, certificateField } from './common-fields'
import type { ResourceType, ResourceValue } from './resource-type'
import { endpointParts, endpointProblem, regionProblem } from './s3-checks'
import { s3Destination } from './s3-destination'
import { s3Presets } from './s3-presets'
import { roleFields } from './s3-role-fields'

/** A bucket on Amazon S3 or on anything that speaks its protocol. */
export const s3: ResourceType = {
  name: 's3',
  label: 'S3',
  description: 'A bucket on Amazon S3, Cloudflare R2, MinIO, Ceph or any other server that speaks S3.',
  presets: s3Presets,
  fields: [
    bucketField({
      help: 'The name of the bucket alone, without s3:// and without a folder.',
      placeholder: 'my-bucket',
    }),
    {
      name: 'region',
      label: 'Region',
      kind: 'text',
      required: true,
      default: 'us-east-1',
      help: 'The region that the bucket lies in. Servers without regions take us-east-1.',
      placeholder: 'eu-central-1',
      check: regionProblem,
    },
    {
      name: 'useSSL',
      label: 'Use SSL',
      kind: 'boolean',
      default: true,
      whenAbsent: () => true,
      help: 'Connect by HTTPS. Turn it off only for a server in your own network that has no certificate.',
    },
    {
      name: 'endPoint',
      label: 'Endpoint',
      kind: 'text',
      default: '',
      help: 'Host, and port where it is not the usual one. Leave it empty for Amazon S3.',
      placeholder: 's3.example.com:9000',
      check: endpointProblem,
    },
    {
      name: 'accessKey',
      label: 'Access key',
      kind: 'text',
      help: 'Only superadmins may leave both keys empty: the resource then uses this server’s own AWS identity.',
      check: (text) => (/\s/.test(text) ? 'An access key has no spaces in it.' : null),
    },
    {
      name: 'pathStyle',
      label: 'Path style',
      kind: 'boolean',
      default: false,
      // A server of one's own rarely has a host name for every bucket.
      whenAbsent: ({ endPoint }) => Boolean(endPoint),
      help: 'Put the bucket into the path, not into the host name. Most servers other than Amazon S3 need it.',
    },
    {
      name: 'secretKey',
      label: 'Secret key',
      kind: 'secret',
      help: 'Kept encrypted and never shown again.',
      check: (text) => (/^\s|\s$/.test(text) ? 'The secret key begins or ends with a space.' : null),
    },
    {
      name: 'port',
      label: 'Port',
      kind: 'integer',
      advanced: true,
      help: 'Only where the endpoint does not name it.',
      placeholder: '443',
      check: (digits) => (Number(digits) >= 1 && Number(digits) <= 65_535 ? null : 'A port lies between 1 and 65535.'),
    },
    {
      name: 'token',
      label: 'Session token',
      kind: 'secret',
      advanced: true,
      help: 'Only for temporary credentials, which end by themselves.',
    },
    ...roleFields,
    certificateField,
  ],
  check: checkTogether,
  usesServerIdentity: ({ accessKey, secretKey }) => !accessKey && !secretKey,
  ownCredentials: {
    field: 'accessKey',
    sentence:
      "Enter an access key and a secret key, or ask a superadmin to store this resource with the server's own AWS identity.",
  },
  destination: s3Destination,
}

function checkTogether(value: ResourceValue): Record<string, string> {
  const { accessKey, secretKey, token, endPoint, bucket, port, roleArn, externalId, stsEndpoint } = value
  const problems: Record<string, string> = {}
  if (accessKey && !secretKey) problems.secretKey = 'An access key needs its secret key.'
  if (secretKey && !accessKey) problems.accessKey = 'A secret key needs its access key.'
  if (token && !accessKey && !secretKey) problems.token = 'A session token needs the keys that it came with.'
  if (externalId && !roleArn) problems.roleArn = 'An external ID needs the role that asks for it.'
  if (stsEndpoint && !roleArn) problems.roleArn = 'An STS endpoint needs the role that it gives out.'
  if (typeof endPoint !== 'string' || hasReference(endPoint)) return problems
  const parts = endpointParts(endPoint)
  if (parts && typeof bucket === 'string' && namesBucket(parts, bucket))
    problems.endPoint = 'Leave the bucket out of the endpoint: it has a field of its own.'
  if (parts?.port && port) problems.port = 'The endpoint names a port already. Leave this empty.'
  return problems
}

function namesBucket({ host, path }: { host: string; path: string }, bucket: string): boolean {
  return bucket !== '' && (path.split('/').includes(bucket) || host.startsWith(`${bucket.toLowerCase()}.`))
}
