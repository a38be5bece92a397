import type { ClientRequest } from 'node:http'
import { ClientSecretCredential, type TokenCredential, WorkloadIdentityCredential } from '@azure/identity'
import {
  AnonymousCredential,
  BlobServiceClient,
  ContainerClient,
  newPipeline,
  type StoragePipelineOptions,
  StorageSharedKeyCredential,
} from '@azure/storage-blob'
import { type AzureAccess, type AzureSettings, hasSecret, resolveAzure } from './azure-settings'
import { boundAnswers } from './bounded-answer'
import { type GuardOptions, guardedAgents } from './guarded-agent'

export interface AzureOptions extends Omit<GuardOptions, 'ca'> {
  /** Without a secret, use the workload identity of this machine. By default settings without one are refused. */
  ambient?: boolean
  /** Attempts per request, the first included. */
  maxAttempts?: number
  /** How many keys are asked for at once where they are only passed over; by default 1,000. */
  largestPage?: number
  /** Bytes of an answer that is read whole; by default `MAX_ANSWER_BYTES`. */
  longestAnswerBytes?: number
  /** Where tokens are issued; by default Microsoft Entra ID. */
  authorityHost?: string
}

/** A container and the clients that reach it: what every operation needs. */
export interface AzureContainer {
  access: AzureAccess
  client: ContainerClient
  /** The same without further attempts: for bodies that can be sent only once. */
  once: ContainerClient
  /** The account that the container is in: for its rules, and for keys that sign on behalf of an identity. */
  service: BlobServiceClient
  /** Keys per page where they are only passed over. */
  largestPage: number
  close(): void
}

const IDLE_TIMEOUT_MS = 60_000

// Azure gives 5,000, but each with up to 8 KiB of metadata, which together would be longer than any answer may be.
const LARGEST_PAGE = 1000

/** Clients whose connections all go through the guarded agents, those for tokens too. */
export function createContainer(settings: AzureSettings, options: AzureOptions = {}): AzureContainer {
  const access = resolveAzure(settings, options)
  const agents = guardedAgents({ idleTimeoutMs: IDLE_TIMEOUT_MS, ...options, ca: access.caCertificate })
  const agent = access.service.protocol === 'https:' ? agents.httpsAgent : agents.httpAgent
  for (const each of [agents.httpAgent, agents.httpsAgent])
    boundAnswers(each, { isObject: isOfBlob, longestAnswerBytes: options.longestAnswerBytes })
  const credential = credentialOf(access, agents.httpsAgent, options)
  const pipelineOf = (maxTries: number) => {
    // The client hands what its type does not name on to the pipeline of @azure/core-rest-pipeline.
    const pipeline = {
      ...{ agent, redirectOptions: { maxRetries: 0 } },
      retryOptions: { maxTries, retryDelayInMs: 500, maxRetryDelayInMs: 8000 },
    }
    return newPipeline(credential, pipeline satisfies StoragePipelineOptions)
  }
  const clientOf = (maxTries: number) => new ContainerClient(containerUrl(access), pipelineOf(maxTries))
  const attempts = options.maxAttempts ?? 3
  const clients = {
    ...{ client: clientOf(attempts), once: clientOf(1) },
    service: new BlobServiceClient(signedBy(access, access.service.href.replace(/\/$/, '')), pipelineOf(attempts)),
  }
  return { access, ...clients, largestPage: options.largestPage ?? LARGEST_PAGE, close: agents.destroy }
}

/** What is asked of a blob itself is streamed; lists, properties of containers and tokens are read whole. */
function isOfBlob({ method, path }: ClientRequest): boolean {
  return method === 'GET' && !/[?&](comp|restype)=/.test(path)
}

function containerUrl(access: AzureAccess): string {
  const { service, containerName } = access
  return signedBy(access, `${service.href.replace(/\/$/, '')}/${encodeURIComponent(containerName.trim())}`)
}

function signedBy({ sasToken }: AzureAccess, url: string): string {
  return sasToken ? `${url}?${sasToken.trim().replace(/^\?/, '')}` : url
}

function credentialOf(
  access: AzureAccess,
  agent: ReturnType<typeof guardedAgents>['httpsAgent'],
  options: AzureOptions,
) {
  const { accountName, accessKey, sasToken } = access
  if (accessKey) return new StorageSharedKeyCredential(accountName.trim(), accessKey.trim())
  if (sasToken) return new AnonymousCredential()
  return tokenCredential(access, {
    ...{ agent, redirectOptions: { maxRetries: 0 }, retryOptions: { maxRetries: (options.maxAttempts ?? 3) - 1 } },
    ...(options.authorityHost && { authorityHost: options.authorityHost, disableInstanceDiscovery: true }),
  })
}

type CredentialOptions = ConstructorParameters<typeof WorkloadIdentityCredential>[0]

function tokenCredential(access: AzureAccess, options: CredentialOptions): TokenCredential {
  const { tenantId = '', clientId = '', clientSecret, federatedTokenFile } = access
  if (clientSecret) return new ClientSecretCredential(tenantId, clientId, clientSecret, options)
  if (hasSecret(access)) throw new Error('Settings with a secret need no identity of this machine')
  // What is left out, the environment of the workload says; that it says nothing, the first request tells.
  let known: TokenCredential | undefined
  const asked = {
    ...options,
    ...(tenantId && { tenantId }),
    ...(clientId && { clientId }),
    ...(federatedTokenFile && { tokenFilePath: federatedTokenFile }),
  }
  return {
    getToken: async (scopes, asking) => {
      known ??= new WorkloadIdentityCredential(asked)
      return known.getToken(scopes, asking)
    },
  }
}
