import type { TypeDescription } from './type-description'

type Property = { type: 'string'; description: string; default?: unknown; password?: true }

/** Types that scripts take and that are not opened as storages here: what they hold is sealed as one. */
export const plainTypes: readonly TypeDescription[] = [
  plain('s3_aws_oidc', 'A bucket on Amazon S3 that is reached by a role, without keys.', ['bucket', 'roleArn'], {
    bucket: { type: 'string', description: 'The name of the bucket.' },
    region: { type: 'string', description: 'The region that the bucket lies in.' },
    roleArn: { type: 'string', description: 'The role to assume, as arn:aws:iam::…' },
    audience: { type: 'string', description: 'The audience of the token that is exchanged for the role.' },
  }),
]

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
