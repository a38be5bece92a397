import { bucketField, certificateField } from './common-fields'
import type { ResourceField, ResourceType } from './resource-type'
import { endpointProblem, regionProblem } from './s3-checks'
import { roleField, stsField } from './s3-role-fields'

const fields: ResourceField[] = [
  bucketField({ help: 'The name of the bucket alone, without s3:// and without a folder.', placeholder: 'my-bucket' }),
  {
    name: 'region',
    label: 'Region',
    kind: 'text',
    help: 'The region that the bucket lies in. Empty stands for us-east-1.',
    placeholder: 'eu-central-1',
    check: regionProblem,
  },
  {
    ...roleField,
    required: true,
    default: '',
    help: 'The ARN of a role that trusts this server as an identity provider. The connection test says what its trust policy must name.',
  },
  {
    name: 'audience',
    label: 'Audience',
    kind: 'text',
    help: 'What the identity provider was registered for. Empty stands for sts.amazonaws.com.',
    placeholder: 'sts.amazonaws.com',
    check: (text) => (/^[\x21-\x7e]{1,255}$/.test(text) ? null : 'An audience has no spaces in it.'),
  },
  {
    name: 'endPoint',
    label: 'Endpoint',
    kind: 'text',
    advanced: true,
    help: 'Only for servers other than Amazon S3.',
    placeholder: 's3.example.com:9000',
    check: endpointProblem,
  },
  {
    name: 'useSSL',
    label: 'Use SSL',
    kind: 'boolean',
    advanced: true,
    whenAbsent: () => true,
    help: 'Connect by HTTPS. It counts for an endpoint of your own alone: Amazon is always reached by HTTPS.',
  },
  {
    name: 'pathStyle',
    label: 'Path style',
    kind: 'boolean',
    advanced: true,
    whenAbsent: ({ endPoint }) => Boolean(endPoint),
    help: 'Put the bucket into the path, not into the host name.',
  },
  stsField,
  certificateField,
]

/** A bucket that is reached by a role which trusts this instance as an identity provider, without keys. */
export const s3AwsOidc: ResourceType = {
  name: 's3_aws_oidc',
  label: 'S3 by web identity',
  description: 'A bucket on Amazon S3 that is reached by a role, without keys.',
  presets: [],
  // Whoever could change what a reference stands for would use the identity of this resource.
  fields: fields.map((field) => ({ ...field, literal: true })),
}
