import { describe, expect, it } from 'vitest'
import { corsRecipes } from './cors-recipes'
import { type AccessLevel, type PolicyPlace, policyRecipes } from './policies'
import type { Check } from './report'

const place: PolicyPlace = { resourceType: 's3', bucket: 'reports', endPoint: '', secure: true, prefix: '' }
const passed = (...names: string[]): Check[] =>
  names.map((name) => ({ name, label: name, group: '', state: 'passed', ms: 1, evidence: '' }))
const EVERYTHING = passed('tagging', 'versioning', 'lock', 'soft_delete')

function recipe(changes: Partial<PolicyPlace>, level: AccessLevel, checks: readonly Check[] = EVERYTHING, index = 0) {
  const found = policyRecipes({ ...place, ...changes }, level, checks)[index]
  if (!found) throw new Error('no recipe')
  return found
}
type Policy = { Version: string; Statement: { Effect: string; Action: string[]; Resource: string[] }[] }
const actionsOf = ({ Statement }: Policy) => Statement.flatMap(({ Action }) => Action)

// MinIO documentation, "Access Management", section "Supported S3 Policy Actions".
const MINIO_BUCKET = [
  ...['s3:ListBucket', 's3:ListBucketMultipartUploads'],
  ...['s3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'],
]
const MINIO_OBJECTS = [
  ...['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
  ...['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:GetObjectTagging', 's3:PutObjectTagging'],
]

describe('a policy for MinIO', () => {
  const minio = { endPoint: 'minio:9000' }
  it('names nothing but actions that MinIO knows, each for the kind of resource that it is of', () => {
    const policy: Policy = JSON.parse(recipe(minio, 'write').text)
    expect(policy.Version).toBe('2012-10-17')
    for (const { Effect, Action, Resource } of policy.Statement) {
      const ofBucket = Resource[0] === 'arn:aws:s3:::reports'
      expect([Effect, Resource]).toEqual(['Allow', [ofBucket ? 'arn:aws:s3:::reports' : 'arn:aws:s3:::reports/*']])
      expect(ofBucket ? MINIO_BUCKET : MINIO_OBJECTS).toEqual(expect.arrayContaining(Action))
    }
    expect(actionsOf(policy).sort()).toEqual([...MINIO_BUCKET, ...MINIO_OBJECTS].sort())
  })

  it('to read gives nothing that changes anything', () => {
    expect(actionsOf(JSON.parse(recipe(minio, 'read').text))).toEqual([
      ...['s3:ListBucket', 's3:GetObject', 's3:GetObjectVersion'],
    ])
  })

  it('comes with the commands that make it and give it to a user', () => {
    expect(recipe(minio, 'read').where).toMatch(
      /mc admin policy create ALIAS granary granary\.json.*mc admin policy attach ALIAS granary --user USER/,
    )
  })

  it('of a bucket elsewhere names whom it is for', () => {
    const policy = JSON.parse(recipe(minio, 'read', [], 1).text)
    for (const { Principal } of policy.Statement) expect(Principal).toEqual({ AWS: ['arn:aws:iam:::user/USER'] })
  })
})

// Cloudflare documentation, R2, "Authentication", table "Permissions": only tokens of these two can be bound to buckets.
it.each<[AccessLevel, string]>([
  ['read', 'Object Read only'],
  ['write', 'Object Read & Write'],
])('a token for R2 to %s is one that can be bound to a bucket', (level, permission) => {
  const { text, where } = recipe({ endPoint: '4f2a.r2.cloudflarestorage.com' }, level)
  expect(text.split('\n').slice(0, 2)).toEqual([
    `Permissions: ${permission}`,
    'Specify bucket: Apply to specific buckets only: reports',
  ])
  expect(where).toContain('Manage API tokens')
  expect(text).not.toContain('Admin')
})

describe('a role for Azure', () => {
  const azure = { resourceType: 'azure_blob' }
  const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs'
  // Microsoft documentation, "Azure permissions for Storage", the data actions below blobServices/containers/blobs.
  it.each<[AccessLevel, Check[], string[]]>([
    ['read', EVERYTHING, ['read']],
    ['write', [], ['read', 'write', 'add/action', 'delete']],
    ['write', EVERYTHING, ['read', 'write', 'add/action', 'delete', 'deleteBlobVersion/action']],
  ])('to %s has these rights to data and none to the account', (level, checks, rights) => {
    const role = JSON.parse(recipe(azure, level, checks).text)
    expect(role).toMatchObject({ IsCustom: true, Actions: [], DataActions: rights.map((one) => `${blobs}/${one}`) })
    expect(role.AssignableScopes).toEqual(['/subscriptions/SUBSCRIPTION/resourceGroups/GROUP'])
    expect(role.Name).not.toBe('')
  })

  it('is assigned to one container', () => {
    const { where } = recipe(azure, 'write')
    expect(where).toContain('az role definition create --role-definition role.json')
    expect(where).toContain('storageAccounts/ACCOUNT/blobServices/default/containers/reports')
    // The key to sign with is asked of the account: a role that holds for the container alone would not give it.
    expect(where).toContain('assign Storage Blob Delegator, with the scope of the account')
  })
})

describe('a role for Google', () => {
  // Google documentation, "IAM permissions for JSON methods" and "… for XML methods".
  const objects = ['get', 'list'].map((verb) => `storage.objects.${verb}`)
  const writing = ['create', 'delete', 'update'].map((verb) => `storage.objects.${verb}`)
  const parts = ['create', 'abort', 'listParts', 'list'].map((verb) => `storage.multipartUploads.${verb}`)
  it('that is reached by the S3 protocol has uploads in parts as well', () => {
    const s3 = { endPoint: 'https://storage.googleapis.com' }
    expect(recipe(s3, 'write').text).toContain(`--permissions ${[...objects, ...writing, ...parts].join(',')},storage.`)
    expect(recipe(s3, 'read').text).not.toContain('multipartUploads')
  })

  it.each<[AccessLevel, Check[], string[]]>([
    ['read', EVERYTHING, objects],
    ['write', [], [...objects, ...writing]],
    ['write', EVERYTHING, [...objects, ...writing, 'storage.buckets.get']],
  ])('to %s has these permissions, bound to one bucket', (level, checks, rights) => {
    const [create = '', bind = ''] = recipe({ resourceType: 'gcloud_storage' }, level, checks).text.split('\n')
    expect(create).toBe(`gcloud iam roles create granary --project PROJECT --permissions ${rights.join(',')}`)
    expect(bind).toMatch(
      /^gcloud storage buckets add-iam-policy-binding gs:\/\/reports --member serviceAccount:ACCOUNT /,
    )
    expect(bind).toContain('--role projects/PROJECT/roles/granary')
  })
})

describe('a CORS rule', () => {
  const origin = 'https://granary.example'
  const rule = (changes: Partial<PolicyPlace>) => corsRecipes({ ...place, ...changes }, origin)[0]
  // Amazon S3 user guide, "Elements of a CORS configuration"; Cloudflare documentation, R2, "Configure CORS": the same fields as JSON.
  const s3 = {
    AllowedOrigins: [origin],
    AllowedMethods: ['GET', 'HEAD', 'PUT', 'DELETE'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag', 'Content-Range', 'Content-Length', 'Accept-Ranges'],
    MaxAgeSeconds: 3600,
  }

  it.each([
    ['Amazon', {}, [s3]],
    ['R2', { endPoint: 'x.r2.cloudflarestorage.com' }, [s3]],
    ['others that speak S3', { endPoint: 'ceph:9000', secure: false }, { CORSRules: [s3] }],
    [
      'Google',
      { resourceType: 'gcloud_storage' },
      [
        {
          origin: [origin],
          method: s3.AllowedMethods,
          // Google has one list for what may be sent and what may be read (documentation, "CORS configuration examples").
          responseHeader: ['Content-Type', ...s3.ExposeHeaders, 'x-goog-content-length-range'],
          maxAgeSeconds: 3600,
        },
      ],
    ],
  ])('for %s', (_name, changes, expected) => {
    expect(JSON.parse(rule(changes)?.text ?? '')).toEqual(expected)
  })

  it('is set where the bucket is', () => {
    expect(rule({ endPoint: 'ceph:9000', secure: false })?.where).toContain(
      'aws --endpoint-url http://ceph:9000 s3api put-bucket-cors --bucket reports',
    )
    expect(rule({ resourceType: 'gcloud_storage' })?.where).toContain(
      'gcloud storage buckets update gs://reports --cors-file=cors.json',
    )
  })

  it('for Azure is a command with methods that it knows', () => {
    expect(rule({ resourceType: 'azure_blob' })?.text).toBe(
      `az storage cors add --services b --account-name ACCOUNT --origins ${origin} --methods GET HEAD PUT DELETE OPTIONS --allowed-headers '*' --exposed-headers '*' --max-age 3600`,
    )
  })
})
