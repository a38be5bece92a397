import type { ResourceField } from './resource-type'
import { endpointProblem } from './s3-checks'

const ROLE = /^arn:[a-z-]+:iam::[\w-]*:role\/\S+$/i

/** The role whose temporary credentials the bucket sees. */
export const roleField: ResourceField = {
  name: 'roleArn',
  label: 'Role',
  kind: 'text',
  help: 'The whole ARN of the role, as IAM shows it.',
  placeholder: 'arn:aws:iam::123456789012:role/granary',
  check: (text) =>
    ROLE.test(text) ? null : 'This is not the ARN of a role, such as arn:aws:iam::123456789012:role/granary.',
}

/** Who gives out roles. */
export const stsField: ResourceField = {
  name: 'stsEndpoint',
  label: 'STS endpoint',
  kind: 'text',
  advanced: true,
  help: 'Only where roles are given out by another server than Amazon, or than the endpoint.',
  placeholder: 'https://sts.example.com',
  check: endpointProblem,
}

/** The same for keys that assume a role. */
export const roleFields: ResourceField[] = [
  {
    ...roleField,
    advanced: true,
    help: 'A role that the keys assume. The bucket then sees temporary credentials of the role, renewed before they end.',
  },
  {
    name: 'externalId',
    label: 'External ID',
    kind: 'text',
    advanced: true,
    help: 'Only where the trust policy of the role asks for one.',
    check: (text) =>
      /^[\w+=,.@:/-]{2,1224}$/.test(text) ? null : 'An external ID has at least 2 letters, digits and _+=,.@:/- in it.',
  },
  stsField,
]
