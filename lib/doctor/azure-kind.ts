import { createHash } from 'node:crypto'
import { type AzureContainer, type AzureOptions, createContainer } from '@/lib/storage/azure-client'
import { describeAzureFailure } from '@/lib/storage/azure-errors'
import type { AzureSettings } from '@/lib/storage/azure-settings'
import { resolveAzure } from '@/lib/storage/azure-settings'
import { diagnosedAzure } from '@/lib/storage/diagnose-azure'
import { judgeSas } from './azure-sas-terms'
import type { Finding, Stage } from './examine'
import type { ServiceExamination, ServiceKind } from './service-examination'
import { nextProbeKey, PROBE_BODY, removeFromStore } from './store-examination'
import { waitsForWriting } from './store-stages'

const RULES = 'Rules of the container'

const REMEDIES: ServiceKind['remedies'] = {
  no_credentials:
    'Enter an access key, a SAS token or a connection string, or let this server run as a workload identity.',
  wrong_secret:
    'Copy the access key, the SAS token or the client secret again from the portal. Where the account takes no keys, use a service principal.',
  expired_token: 'Make a new SAS token or client secret in the portal, and enter it in the resource.',
  wrong_tenant:
    'Check the tenant ID and the client ID of the resource: both are in the overview of the app registration.',
  missing_bucket: 'Check the name of the container, or create it in the portal first.',
  no_list_permission:
    'Give it the right to list: the letter l in a SAS token, or the role of this page on the container.',
  no_read_permission:
    'Give it the right to read: the letter r in a SAS token, or the role of this page on the container.',
  no_write_permission:
    'Give it the rights to write and remove: the letters c, w and d in a SAS token, or the role of this page. Or leave it: the storage is then read-only.',
  not_s3:
    'Enter the address of the blob service, such as https://ACCOUNT.blob.core.windows.net, or leave it empty for Azure.',
  closed: 'Check that the endpoint is the blob service itself and that no proxy in between closes connections.',
}

/** What is particular to a container on Azure. */
export function azureKind(settings: AzureSettings, options: AzureOptions = {}): ServiceKind {
  const service = diagnosedAzure(settings, options)
  let opened: AzureContainer | null = null
  const container = () => {
    opened ??= createContainer(settings, { ...service.options, ...options, maxAttempts: 1 })
    return opened
  }
  return {
    ...{ service, remedies: REMEDIES },
    credentials: [
      {
        name: 'credential',
        label: 'Kind of credentials',
        group: 'Sign-in',
        run: async () => lookAtCredential(settings, options),
      },
    ],
    rules: [
      { name: 'soft_delete', label: 'Soft delete', group: RULES, run: () => lookAtSoftDelete(container()) },
      { name: 'lock', label: 'Immutability', group: RULES, run: (look) => lookAtLock(container(), look) },
    ],
    abilities: [
      stage('checksums', 'Checksums', (look) => lookAtChecksums(container(), look)),
      stage('versioning', 'Versions', (look) => lookAtVersions(container(), look)),
    ],
    removeVersions: (key) => removeVersions(container(), key),
    close: () => opened?.close(),
  }
}

function stage(name: string, label: string, run: Stage<ServiceExamination>['run']): Stage<ServiceExamination> {
  return { name, label, group: 'Abilities', waits: waitsForWriting, run }
}

function lookAtCredential(settings: AzureSettings, options: AzureOptions): Finding {
  const { accountName, accessKey, sasToken, clientSecret, tenantId, clientId } = resolveAzure(settings, options)
  if (sasToken) return judgeSas(sasToken)
  if (accessKey)
    return { state: 'passed', evidence: `The access key of account ${accountName}: it opens all of the account.` }
  const who = clientSecret ? 'A service principal' : 'The workload identity of this server'
  return {
    state: 'passed',
    evidence: `${who}: client ${clientId || 'of the environment'}, tenant ${tenantId || 'of the environment'}.`,
  }
}

async function lookAtSoftDelete({ service }: AzureContainer): Promise<Finding> {
  try {
    const { deleteRetentionPolicy: policy } = await service.getProperties()
    if (policy?.enabled)
      return { state: 'passed', evidence: `On: what is removed can be brought back for ${policy.days ?? 0} days.` }
    return { state: 'absent', evidence: 'Off: what is removed is gone.' }
  } catch (error) {
    return notTold(error, 'the settings of the account')
  }
}

async function lookAtLock({ client }: AzureContainer, look: ServiceExamination): Promise<Finding> {
  try {
    const { hasImmutabilityPolicy, hasLegalHold, isImmutableStorageWithVersioningEnabled } =
      await client.getProperties()
    if (hasImmutabilityPolicy || hasLegalHold) {
      const rule = hasLegalHold ? 'A legal hold' : 'An immutability policy'
      look.retention = `Nothing is written: ${rule.toLowerCase()} of this container would keep a probe file.`
      return { state: 'passed', evidence: `On: ${rule.toLowerCase()} keeps every file.` }
    }
    if (!isImmutableStorageWithVersioningEnabled) return { state: 'absent', evidence: 'Off.' }
    return { state: 'passed', evidence: 'On for versions, without a rule of the container for all files.' }
  } catch (error) {
    return notTold(error, 'the properties of the container')
  }
}

/** A body that is not what its MD5 says must be refused, so that none is damaged on its way unseen. */
async function lookAtChecksums({ client }: AzureContainer, look: ServiceExamination): Promise<Finding> {
  const key = nextProbeKey(look)
  look.left.add(key)
  const wrong = createHash('md5').update('something else').digest()
  // The method of the SDK has no such option for a whole blob; for a block it has.
  const block = client.getBlockBlobClient(key).stageBlock('AAAA', PROBE_BODY, PROBE_BODY.length, {
    transactionalContentMD5: wrong,
  })
  const code = await block.then(
    () => null,
    (error) => describeAzureFailure(error)?.code ?? null,
  )
  look.left.delete(key)
  if (code === 'Md5Mismatch') return { state: 'passed', evidence: 'A block that its MD5 does not fit was refused.' }
  return { state: 'absent', evidence: `A block with a wrong MD5 was answered ${code ?? 'as a good one'}.` }
}

/** Azure tells of versions only what it made: a file that is written has one. */
async function lookAtVersions({ client }: AzureContainer, look: ServiceExamination): Promise<Finding> {
  const key = nextProbeKey(look)
  look.left.add(key)
  const { versionId } = await client.getBlockBlobClient(key).upload(PROBE_BODY, PROBE_BODY.length)
  await removeFromStore(look, key)
  if (versionId) return { state: 'passed', evidence: 'Kept: older versions of files can be brought back.' }
  return { state: 'absent', evidence: 'Off: what is overwritten is gone.' }
}

async function removeVersions({ client }: AzureContainer, key: string): Promise<void> {
  for await (const { name, versionId } of client.listBlobsFlat({ prefix: key, includeVersions: true }))
    if (name === key && versionId) await client.getBlobClient(key).withVersion(versionId).delete()
}

/** Few credentials may ask; that is no mistake. */
function notTold(error: unknown, what: string): Finding {
  const failure = describeAzureFailure(error)
  if (!failure?.status || failure.status >= 500) throw error
  return {
    state: 'absent',
    cause: 'not_told',
    evidence: `These credentials may not ask for ${what} (${failure.code}).`,
  }
}
