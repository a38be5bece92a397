import { readConnectionString } from '@/lib/storage/azure-connection-string'
import { accountProblem, containerProblem, sasProblem, tenantProblem } from './azure-checks'
import { azureDestination } from './azure-destination'
import { certificateField, endpointField } from './common-fields'
import type { ResourceField, ResourceType, ResourceValue } from './resource-type'

const place: ResourceField[] = [
  {
    name: 'accountName',
    label: 'Account',
    kind: 'text',
    default: '',
    help: 'The name of the storage account, as it stands before .blob.core.windows.net. A connection string names it too.',
    placeholder: 'mystorageaccount',
    check: accountProblem,
  },
  {
    name: 'containerName',
    label: 'Container',
    kind: 'text',
    required: true,
    default: '',
    help: 'Azure portal, the account, Data storage, Containers.',
    placeholder: 'reports',
    check: containerProblem,
  },
]

const address: ResourceField[] = [
  endpointField({
    help: 'Only for other clouds, private endpoints and emulators. Azure itself is found by the account.',
    placeholder: 'https://account.blob.core.windows.net',
  }),
  {
    name: 'useSSL',
    label: 'Use SSL',
    kind: 'boolean',
    advanced: true,
    whenAbsent: () => true,
    help: 'Connect by HTTPS. It counts for an endpoint of your own alone: Azure itself is always reached by HTTPS.',
  },
]

const identity: ResourceField[] = [
  {
    name: 'tenantId',
    label: 'Tenant ID',
    kind: 'text',
    advanced: true,
    help: 'For a service principal or a workload identity: Microsoft Entra ID, App registrations, Directory (tenant) ID.',
    placeholder: '00000000-0000-0000-0000-000000000000',
    check: tenantProblem,
  },
  {
    name: 'clientId',
    label: 'Client ID',
    kind: 'text',
    advanced: true,
    help: 'Microsoft Entra ID, App registrations, Application (client) ID.',
    placeholder: '00000000-0000-0000-0000-000000000000',
    check: tenantProblem,
  },
]

const tokenFile: ResourceField = {
  name: 'federatedTokenFile',
  label: 'Federated token file',
  kind: 'text',
  literal: true,
  advanced: true,
  help: 'For the workload identity of this server: where its token lies. Only superadmins may use that identity.',
  placeholder: '/var/run/secrets/azure/tokens/azure-identity-token',
}

/** A container on Azure Blob Storage. */
export const azureBlob: ResourceType = {
  name: 'azure_blob',
  label: 'Azure Blob Storage',
  description: 'A container on Azure Blob Storage, reached by a key, a SAS token, a connection string or an identity.',
  presets: [],
  fields: [
    ...place,
    {
      name: 'accessKey',
      label: 'Access key',
      kind: 'secret',
      help: 'Azure portal, the account, Security + networking, Access keys: key1 or key2. It opens all containers of the account.',
    },
    {
      name: 'sasToken',
      label: 'SAS token',
      kind: 'secret',
      help: 'Instead of a key: the container, Shared access tokens, with the permissions read, add, create, write, delete and list. What stands behind the question mark.',
      check: sasProblem,
    },
    {
      name: 'connectionString',
      label: 'Connection string',
      kind: 'secret',
      help: 'Instead of a key: the account, Access keys, Connection string.',
      check: (text) =>
        readConnectionString(text) ? null : 'This is no connection string with an account and a key or SAS token.',
    },
    ...address,
    ...identity,
    {
      name: 'clientSecret',
      label: 'Client secret',
      kind: 'secret',
      advanced: true,
      help: 'For a service principal: App registrations, Certificates & secrets. Its role: Storage Blob Data Contributor.',
    },
    tokenFile,
    certificateField,
  ],
  check: checkTogether,
  usesServerIdentity: (value) => !hasSecret(value),
  ownCredentials: {
    field: 'accessKey',
    sentence:
      'Enter an access key, a SAS token, a connection string or a client secret, or ask a superadmin to store this resource with the workload identity of the server.',
  },
  destination: azureDestination,
  bucketName: ({ containerName }) => String(containerName ?? ''),
}

/** The same with the workload identity of this server alone. */
export const azureWorkloadIdentity: ResourceType = {
  name: 'azure_workload_identity',
  label: 'Azure workload identity',
  description: 'A container on Azure Blob Storage, reached by the workload identity of this server, without keys.',
  presets: [],
  superadminsOnly:
    'The identity of this server belongs to the instance: only superadmins may store resources that use it.',
  fields: [...place, ...address, ...identity, tokenFile, certificateField].map((field) => ({
    ...field,
    literal: true,
  })),
  check: ({ accountName }): Record<string, string> => (accountName ? {} : { accountName: 'Account is missing.' }),
  usesServerIdentity: () => true,
  ownCredentials: { field: 'accountName', sentence: 'Ask a superadmin to store this resource again.' },
  destination: azureDestination,
  bucketName: ({ containerName }) => String(containerName ?? ''),
}

function checkTogether(value: ResourceValue): Record<string, string> {
  const problems: Record<string, string> = {}
  const { accountName, connectionString, sasToken, accessKey, clientSecret, tenantId, clientId } = value
  if (!accountName && !connectionString) problems.accountName = 'Account is missing.'
  if (connectionString && accessKey) problems.accessKey = 'The connection string names a key already. Leave this empty.'
  if (sasToken && (accessKey || connectionString))
    problems.sasToken = 'Enter a key, a SAS token or a connection string, not several of them.'
  if (clientSecret && !tenantId) problems.tenantId = 'A client secret needs its tenant ID.'
  if (clientSecret && !clientId) problems.clientId = 'A client secret needs its client ID.'
  return problems
}

function hasSecret({ accessKey, sasToken, connectionString, clientSecret }: ResourceValue): boolean {
  return Boolean(accessKey || sasToken || connectionString || clientSecret)
}
