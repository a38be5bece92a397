import { readServiceAccount } from '@/lib/storage/gcs-service-account'
import { bucketField, certificateField, endpointField } from './common-fields'
import type { Destination, ResourceType, ResourceValue } from './resource-type'
import { endpointParts } from './s3-checks'

/** A bucket on Google Cloud Storage. */
export const gcloudStorage: ResourceType = {
  name: 'gcloud_storage',
  label: 'Google Cloud Storage',
  description: 'A bucket on Google Cloud Storage, reached by the key of a service account.',
  presets: [],
  fields: [
    bucketField({
      help: 'Google Cloud console, Cloud Storage, Buckets: the column Name, without gs://.',
      placeholder: 'my-bucket',
    }),
    {
      name: 'serviceAccountKey',
      label: 'Service account key',
      kind: 'secret',
      json: true,
      help: 'IAM & Admin, Service Accounts, an account, Keys, Add key, JSON: the whole content of the file. The account needs the role Storage Object Admin on the bucket. Only superadmins may leave it empty, for this server’s own Google identity.',
      check: (text) => readServiceAccount(text).problem,
    },
    endpointField({
      help: 'Only for private endpoints and emulators. Google itself is found without.',
      placeholder: 'https://storage.googleapis.com',
    }),
    certificateField,
  ],
  usesServerIdentity: ({ serviceAccountKey }) => isBlank(serviceAccountKey),
  ownCredentials: {
    field: 'serviceAccountKey',
    sentence:
      "Enter the key of a service account, or ask a superadmin to store this resource with the server's own Google identity.",
  },
  destination,
}

function destination({ bucket, endpoint, caCertificate, serviceAccountKey }: ResourceValue): Destination {
  const { key } = readServiceAccount(serviceAccountKey)
  const owner = [text(bucket), text(caCertificate), key?.client_email ?? '', key?.universe_domain ?? '']
  const address = text(endpoint)
  const parts = endpointParts(address)
  const secure = parts?.scheme !== 'http'
  const port = parts?.port === (secure ? 443 : 80) ? 0 : (parts?.port ?? 0)
  const path = (parts?.path ?? '').replace(/\/+$/, '')
  return { place: JSON.stringify([parts?.host ?? address, port, path, ...owner]), secure }
}

function isBlank(key: unknown): boolean {
  return !key || (typeof key === 'object' && Object.keys(key).length === 0)
}

function text(part: unknown): string {
  return typeof part === 'string' ? part.trim() : ''
}
