import {
  BlobSASPermissions,
  type BlobSASSignatureValues,
  generateBlobSASQueryParameters,
  SASProtocol,
  type SASQueryParameters,
  StorageSharedKeyCredential,
  type UserDelegationKey,
} from '@azure/storage-blob'
import { blockId, newSending } from './azure-blocks'
import type { AzureContainer } from './azure-client'
import { translateAzureError } from './azure-errors'
import { checkAzureKey, checkNewAzureKey } from './azure-keys'
import { readUploadId } from './azure-upload-id'
import { UploadNotFound } from './errors'
import { checkPartNumber } from './multipart'
import type { PresignedUrls } from './object-store'

/** A key of a user delegation serves the URLs that are made in this time; Azure gives none for longer than seven days. */
const DELEGATION_MS = 3600_000
/** No URL may end later than the key that it is signed with. */
const RENEW_MS = 15 * 60_000
/** How far Azure's clock may be behind this one. */
const SKEW_MS = 15 * 60_000

/**
 * URLs for a browser, each with a shared access signature for one blob: signed with the key of the account, or with a key that
 * Azure gives to the identity of the settings. Undefined for a SAS token, which cannot sign others, and is itself not for browsers.
 */
export function azurePresignedUrls(container: AzureContainer): PresignedUrls | undefined {
  const sign = signerOf(container)
  if (!sign) return undefined
  return {
    origin: container.access.service.origin,
    part: async ({ key, id, number }, expiresSeconds) => {
      const known = readUploadId(id)
      if (!known) throw new UploadNotFound(key)
      // Azure signs neither which block it is nor its length: such a URL holds for writing this one blob.
      const url = await sign({ key: checkNewAzureKey(key), permissions: 'w', expiresSeconds })
      const block = blockId({ upload: known.upload, number: checkPartNumber(number), sending: newSending() })
      return `${url}&comp=block&blockid=${encodeURIComponent(block)}`
    },
    download: async (key, contentDisposition, expiresSeconds) =>
      sign({ key: checkAzureKey(key), permissions: 'r', expiresSeconds, answer: { ...AS_FILE, contentDisposition } }),
  }
}

/** Headers that answers shall have. */
const AS_FILE = { contentType: 'application/octet-stream', cacheControl: 'no-store' }

type Signed = { key: string; permissions: 'r' | 'w'; expiresSeconds: number; answer?: object }
type Sign = (values: BlobSASSignatureValues) => SASQueryParameters

function signerOf(container: AzureContainer): ((signed: Signed) => Promise<string>) | null {
  const { accountName, accessKey, sasToken } = container.access
  const account = accountName.trim()
  if (accessKey) {
    const credential = new StorageSharedKeyCredential(account, accessKey.trim())
    return async (signed) => urlOf(container, signed, (values) => generateBlobSASQueryParameters(values, credential))
  }
  if (sasToken) return null
  const delegation = delegationKey(container)
  return async (signed) => {
    const key = await delegation()
    return urlOf(container, signed, (values) => generateBlobSASQueryParameters(values, key, account))
  }
}

function urlOf({ access, client }: AzureContainer, signed: Signed, sign: Sign): string {
  const { key, permissions, expiresSeconds, answer } = signed
  const sas = sign({
    ...{ containerName: access.containerName.trim(), blobName: key, ...answer },
    permissions: BlobSASPermissions.parse(permissions),
    expiresOn: new Date(Date.now() + expiresSeconds * 1000),
    protocol: access.service.protocol === 'https:' ? SASProtocol.Https : SASProtocol.HttpsAndHttp,
  })
  return `${client.getBlobClient(key).url}?${sas}`
}

/** Asks Azure for a key to sign with on behalf of the identity, once for all URLs of the next hour. */
function delegationKey({ service, access }: AzureContainer): () => Promise<UserDelegationKey> {
  let known: Promise<UserDelegationKey> | null = null
  let renewAt = 0
  return () => {
    const now = Date.now()
    if (known && now < renewAt) return known
    const asked = service.getUserDelegationKey(new Date(now - SKEW_MS), new Date(now + DELEGATION_MS + RENEW_MS))
    renewAt = now + DELEGATION_MS
    known = asked.catch((error) => {
      renewAt = 0
      throw translateAzureError(error, access)
    })
    return known
  }
}
