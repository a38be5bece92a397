import type { TypeDescription } from './type-description'

type Property = { type: 'string' | 'boolean' | 'object'; description: string; default?: unknown; password?: true }

/** Types that scripts take and that are not opened as storages here: what they hold is sealed as one. */
export const plainTypes: readonly TypeDescription[] = [
  plain('s3_aws_oidc', 'A bucket on Amazon S3 that is reached by a role, without keys.', ['bucket', 'roleArn'], {
    bucket: { type: 'string', description: 'The name of the bucket.' },
    region: { type: 'string', description: 'The region that the bucket lies in.' },
    roleArn: { type: 'string', description: 'The role to assume, as arn:aws:iam::…' },
    audience: { type: 'string', description: 'The audience of the token that is exchanged for the role.' },
  }),
  plain('azure_blob', 'A container on Azure Blob Storage.', ['accountName', 'containerName'], {
    ...container(),
    accessKey: { type: 'string', description: 'A key of the account.', password: true },
    ...identity(),
  }),
  plain(
    'azure_workload_identity',
    'A container on Azure Blob Storage that is reached by the identity of a workload.',
    ['accountName', 'containerName'],
    { ...container(), ...identity() },
  ),
  plain('gcloud_storage', 'A bucket on Google Cloud Storage.', ['bucket', 'serviceAccountKey'], {
    bucket: { type: 'string', description: 'The name of the bucket.' },
    serviceAccountKey: { type: 'object', description: 'The key of a service account, as Google gives it out.' },
  }),
]

function container(): Record<string, Property> {
  return {
    accountName: { type: 'string', description: 'The name of the storage account.' },
    containerName: { type: 'string', description: 'The name of the container.' },
    endpoint: { type: 'string', description: 'Only where it is not that of Azure itself.' },
    useSSL: { type: 'boolean', description: 'Connect by HTTPS.', default: false },
  }
}

function identity(): Record<string, Property> {
  return {
    tenantId: { type: 'string', description: 'The tenant of the identity.' },
    clientId: { type: 'string', description: 'The client id of the identity.' },
    federatedTokenFile: { type: 'string', description: 'The file with its token.' },
  }
}

function plain(name: string, description: string, required: string[], properties: Record<string, Property>) {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required,
    properties,
    order: Object.keys(properties),
  }
  return { name, description, schema }
}
