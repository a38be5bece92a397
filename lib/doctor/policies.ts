import type { Check } from './report'

/** What a key is for. */
export const accessLevels = ['read', 'write'] as const
export type AccessLevel = (typeof accessLevels)[number]

/** Where a resource leads to, as far as the rights of its key depend on it. */
export type PolicyPlace = {
  resourceType: string
  bucket: string
  /** Empty for Amazon S3. */
  endPoint: string
  /** Whether it is reached by TLS. */
  secure: boolean
  /** Only keys that begin with this; '' for all of the bucket. */
  prefix: string
}

/** Something to paste into the settings of a platform. */
export type Recipe = { name: string; label: string; where: string; text: string }

type Need = {
  level: AccessLevel
  bucket?: readonly string[]
  /** Left out where the key is for a folder alone. */
  ofWholeBucket?: readonly string[]
  objects?: readonly string[]
}

/** What the checks of the doctor needed, and so what Granary needs. */
const NEEDS: Record<string, Need> = {
  list: { level: 'read', bucket: ['s3:ListBucket'] },
  list_prefix: { level: 'read', bucket: ['s3:ListBucket'] },
  get: { level: 'read', objects: ['s3:GetObject'] },
  put: { level: 'write', objects: ['s3:PutObject'] },
  delete: { level: 'write', objects: ['s3:DeleteObject'] },
  // IAM knows no folder for this right: who has it learns of all uploads of the bucket.
  multipart: {
    level: 'write',
    ofWholeBucket: ['s3:ListBucketMultipartUploads'],
    objects: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  },
  tagging: { level: 'write', objects: ['s3:GetObjectTagging', 's3:PutObjectTagging'] },
  versioning: { level: 'write', bucket: ['s3:GetBucketVersioning'] },
  lock: { level: 'write', bucket: ['s3:GetBucketObjectLockConfiguration'] },
}

/** Without these the storage is of no use, whatever the checks came to. */
const ALWAYS = ['list', 'get', 'put', 'delete', 'multipart']

/** The least rights that a key needs here, in the forms of the platforms that the place may be on, the likeliest first. */
export function policyRecipes(place: PolicyPlace, level: AccessLevel, checks: readonly Check[]): Recipe[] {
  if (place.resourceType.startsWith('azure_')) return [azureRole(place, level, checks)]
  if (place.resourceType === 'gcloud_storage') return [gcsRole(place, level, checks)]
  if (!place.resourceType.startsWith('s3')) return []
  const host = place.endPoint.toLowerCase()
  if (host === '' || host.includes('amazonaws.com')) return [iamPolicy(place, level, checks)]
  if (host.includes('r2.cloudflarestorage.com')) return [r2Token(place, level)]
  if (host.includes('backblazeb2.com')) return [b2Key(place, level)]
  if (host.includes('storage.googleapis.com')) return [gcsRole(place, level, checks)]
  return [minioPolicy(place, level, checks), cephPolicy(place, level, checks)]
}

type Statement = { Effect: 'Allow'; Action: string[]; Resource: string[]; Condition?: object }

/** The statements alone, as IAM, MinIO and Ceph understand them. */
export function statements(place: PolicyPlace, level: AccessLevel, checks: readonly Check[]): Statement[] {
  const { bucket, prefix } = place
  const needed = Object.entries(NEEDS).filter(
    ([name, { level: least }]) => (level === 'write' || least === 'read') && isNeeded(name, checks),
  )
  const actions = (kind: 'bucket' | 'ofWholeBucket' | 'objects') => [
    ...new Set(needed.flatMap(([, need]) => need[kind] ?? [])),
  ]
  const listing = actions('bucket').filter((action) => action === 's3:ListBucket')
  const asking = [
    ...actions('bucket').filter((action) => action !== 's3:ListBucket'),
    ...(prefix === '' ? actions('ofWholeBucket') : []),
  ]
  const arn = `arn:aws:s3:::${bucket}`
  const limited = prefix === '' ? {} : { Condition: { StringLike: { 's3:prefix': [`${prefix}*`] } } }
  const objects = [
    ...actions('objects'),
    // Old versions are read by their id, and a probe object is removed with its own.
    ...(isVersioned(checks) ? ['s3:GetObjectVersion'] : []),
    ...(level === 'write' && isVersioned(checks) ? ['s3:DeleteObjectVersion'] : []),
  ]
  return [
    { Effect: 'Allow' as const, Action: listing, Resource: [arn], ...limited },
    { Effect: 'Allow' as const, Action: asking, Resource: [arn] },
    { Effect: 'Allow' as const, Action: objects, Resource: [`${arn}/${prefix}*`] },
  ].filter(({ Action }) => Action.length > 0)
}

/** Rights to what was asked for and is not there would be rights to nothing. */
function isNeeded(name: string, checks: readonly Check[]): boolean {
  if (ALWAYS.includes(name)) return true
  return checks.some((check) => check.name === name && (check.state === 'passed' || check.state === 'warning'))
}

function isVersioned(checks: readonly Check[]): boolean {
  return checks.some(({ name, state }) => name === 'versioning' && state === 'passed')
}

const asJson = (value: unknown) => JSON.stringify(value, null, 2)

function iamPolicy(place: PolicyPlace, level: AccessLevel, checks: readonly Check[]): Recipe {
  return {
    ...{ name: 'iam', label: 'IAM policy' },
    where: 'IAM console, Policies, Create policy, JSON. Then attach it to the user that the access key belongs to.',
    text: asJson({ Version: '2012-10-17', Statement: statements(place, level, checks) }),
  }
}

function minioPolicy(place: PolicyPlace, level: AccessLevel, checks: readonly Check[]): Recipe {
  return {
    ...{ name: 'minio', label: 'MinIO policy' },
    where: `Save it as granary.json, then: mc admin policy create ALIAS granary granary.json and mc admin policy attach ALIAS granary --user USER`,
    text: asJson({ Version: '2012-10-17', Statement: statements(place, level, checks) }),
  }
}

/** Ceph has no policies of users; the owner of the bucket opens it to one. */
function cephPolicy(place: PolicyPlace, level: AccessLevel, checks: readonly Check[]): Recipe {
  const principal = { Principal: { AWS: ['arn:aws:iam:::user/USER'] } }
  const Statement = statements(place, level, checks).map((one) => ({ ...one, ...principal }))
  return {
    ...{ name: 'ceph', label: 'Bucket policy' },
    where: `For Ceph and others that know bucket policies: put the user in place of USER, save it as policy.json, then: aws s3api put-bucket-policy --bucket ${place.bucket} --policy file://policy.json`,
    text: asJson({ Version: '2012-10-17', Statement }),
  }
}

function r2Token({ bucket }: PolicyPlace, level: AccessLevel): Recipe {
  const permission = level === 'write' ? 'Object Read & Write' : 'Object Read only'
  return {
    ...{ name: 'r2', label: 'R2 token' },
    where: 'Cloudflare dashboard, R2 Object Storage, Manage API tokens, Create API token.',
    text: `Permissions: ${permission}\nSpecify bucket: Apply to specific buckets only: ${bucket}\nTTL: as your rules say; the resource needs new keys when it ends`,
  }
}

function b2Key({ bucket, prefix }: PolicyPlace, level: AccessLevel): Recipe {
  const rights = ['listBuckets', 'listFiles', 'readFiles', ...(level === 'write' ? ['writeFiles', 'deleteFiles'] : [])]
  const limit = prefix === '' ? '' : ` --name-prefix ${shellQuoted(prefix)}`
  return {
    ...{ name: 'b2', label: 'B2 application key' },
    where: 'With the B2 command line tool; it answers the keyID and the applicationKey.',
    text: `b2 key create --bucket ${shellQuoted(bucket)}${limit} granary ${rights.join(',')}`,
  }
}

const AZURE_BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs'

function azureRole({ bucket }: PolicyPlace, level: AccessLevel, checks: readonly Check[]): Recipe {
  const writing = [`${AZURE_BLOBS}/write`, `${AZURE_BLOBS}/add/action`, `${AZURE_BLOBS}/delete`]
  if (isVersioned(checks)) writing.push(`${AZURE_BLOBS}/deleteBlobVersion/action`)
  const scope = `/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Storage/storageAccounts/ACCOUNT/blobServices/default/containers/${bucket}`
  return {
    ...{ name: 'azure', label: 'Azure role' },
    where: `Save it as role.json, then: az role definition create --role-definition role.json, and assign it to the application with the scope of the container: ${scope}. For files to go directly between browsers and Azure also assign Storage Blob Delegator, with the scope of the account.`,
    text: asJson({
      ...{ Name: `Granary ${level === 'write' ? 'read and write' : 'read'}`, IsCustom: true },
      Description: 'What Granary needs for the files of a container.',
      Actions: [],
      DataActions: [`${AZURE_BLOBS}/read`, ...(level === 'write' ? writing : [])],
      AssignableScopes: ['/subscriptions/SUBSCRIPTION/resourceGroups/GROUP'],
    }),
  }
}

function gcsRole({ bucket, resourceType }: PolicyPlace, level: AccessLevel, checks: readonly Check[]): Recipe {
  const writing = ['storage.objects.create', 'storage.objects.delete', 'storage.objects.update']
  // Uploads in parts are of Google's S3 protocol alone ("IAM permissions for XML methods"); its own API joins objects instead.
  const ofS3 = ['create', 'abort', 'listParts', 'list'].map((verb) => `storage.multipartUploads.${verb}`)
  const parts = resourceType === 'gcloud_storage' ? [] : ofS3
  const rights = [
    ...['storage.objects.get', 'storage.objects.list'],
    ...(level === 'write' ? [...writing, ...parts] : []),
    // The rules of the bucket are worth knowing where they were seen, and nothing hangs on them where not.
    ...(level === 'write' && RULES.some((name) => isNeeded(name, checks)) ? ['storage.buckets.get'] : []),
  ]
  const commands = [
    `gcloud iam roles create granary --project PROJECT --permissions ${rights.join(',')}`,
    `gcloud storage buckets add-iam-policy-binding gs://${bucket} --member serviceAccount:ACCOUNT --role projects/PROJECT/roles/granary`,
  ]
  return {
    ...{ name: 'gcs', label: 'Google Cloud role' },
    where: 'In Cloud Shell, with the names of the project and of the service account in place of PROJECT and ACCOUNT.',
    text: commands.join('\n'),
  }
}

/** Checks that ask a bucket for its rules. */
const RULES = ['versioning', 'soft_delete', 'lock']

/** As one word of a shell. */
function shellQuoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
