import { describe, expect, it } from 'vitest'
import { corsRecipes } from './cors-recipes'
import { type PolicyPlace, policyRecipes, statements } from './policies'
import type { Check } from './report'

const place: PolicyPlace = { resourceType: 's3', bucket: 'reports', endPoint: '', secure: true, prefix: '' }
const check = (name: string, state: Check['state']): Check => ({
  name,
  label: name,
  group: '',
  state,
  ms: 1,
  evidence: '',
})
const names = (changes: Partial<PolicyPlace>) =>
  policyRecipes({ ...place, ...changes }, 'write', []).map(({ name }) => name)

describe('the least rights', () => {
  it('to read are to list and to get, old versions too where there are some, nothing else', () => {
    expect(statements(place, 'read', [check('versioning', 'passed'), check('tagging', 'passed')])).toEqual([
      { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::reports'] },
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: ['arn:aws:s3:::reports/*'] },
    ])
  })

  it('to write hold what was seen to be there', () => {
    const actions = (checks: Check[]) => statements(place, 'write', checks).flatMap(({ Action }) => Action)
    expect(actions([])).not.toEqual(expect.arrayContaining(['s3:PutObjectTagging']))
    expect(actions([])).toEqual(expect.arrayContaining(['s3:ListBucketMultipartUploads']))
    expect(actions([check('tagging', 'passed')])).toEqual(expect.arrayContaining(['s3:PutObjectTagging']))
    expect(actions([check('versioning', 'absent')])).not.toEqual(expect.arrayContaining(['s3:DeleteObjectVersion']))
    expect(actions([check('versioning', 'passed')])).toEqual(expect.arrayContaining(['s3:DeleteObjectVersion']))
    expect(actions([check('tagging', 'passed')]).some((action) => action.includes('*'))).toBe(false)
  })

  it('in a folder are limited to it, also for lists', () => {
    const [list, asking, objects] = statements({ ...place, prefix: 'team/' }, 'write', [check('versioning', 'passed')])
    expect(asking?.Action).toEqual(['s3:GetBucketVersioning'])
    expect(list).toMatchObject({ Condition: { StringLike: { 's3:prefix': ['team/*'] } } })
    expect(objects?.Resource).toEqual(['arn:aws:s3:::reports/team/*'])
  })
})

it.each<[Partial<PolicyPlace>, string[]]>([
  [{}, ['iam']],
  [{ endPoint: 's3.eu-central-1.amazonaws.com' }, ['iam']],
  [{ endPoint: '4f2a.r2.cloudflarestorage.com' }, ['r2']],
  [{ endPoint: 's3.us-west-004.backblazeb2.com' }, ['b2']],
  [{ endPoint: 'https://storage.googleapis.com' }, ['gcs']],
  [{ endPoint: 'minio:9000' }, ['minio', 'ceph']],
  [{ resourceType: 'azure_blob' }, ['azure']],
  [{ resourceType: 'gcloud_storage' }, ['gcs']],
  [{ resourceType: 'filesystem' }, []],
])('are told in the form of %o', (changes, expected) => expect(names(changes)).toEqual(expected))

it('quote what a shell would understand otherwise', () => {
  const [key] = policyRecipes({ ...place, endPoint: 's3.x.backblazeb2.com', prefix: "it's $HOME/" }, 'read', [])
  expect(key?.text).toBe(
    `b2 key create --bucket reports --name-prefix 'it'\\''s $HOME/' granary listBuckets,listFiles,readFiles`,
  )
})

it('open the bucket to pages of this product alone', () => {
  for (const changes of [{}, { endPoint: 'x.r2.cloudflarestorage.com' }, { resourceType: 'gcloud_storage' }]) {
    const [rule] = corsRecipes({ ...place, ...changes }, 'https://granary.example')
    expect(rule?.text).toContain('"https://granary.example"')
    expect(rule?.text).not.toMatch(/origins?"?:?\s*\[?\s*"\*"/i)
  }
  expect(corsRecipes({ ...place, resourceType: 'filesystem' }, 'https://granary.example')).toEqual([])
})
