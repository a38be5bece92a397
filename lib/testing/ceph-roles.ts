import { randomUUID } from 'node:crypto'
import type { TestServer } from './servers'
import { type RawAnswer, signedRequest } from './signed-request'

/** What a role may do: everything with the objects of all buckets of its owner. */
const ALL_OBJECTS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] }],
}

/** A new role on Ceph that whoever `principal` names may assume under the conditions; answers its ARN. */
export async function createRole(server: TestServer, trust: Trust): Promise<string> {
  const name = `granary-${randomUUID()}`
  const { principal, action, condition } = trust
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: [action],
    ...(condition && { Condition: condition }),
  }
  const policy = { Version: '2012-10-17', Statement: [statement] }
  await iam(server, 'CreateRole', { AssumeRolePolicyDocument: JSON.stringify(policy), Path: '/', RoleName: name })
  await iam(server, 'PutRolePolicy', { PolicyDocument: JSON.stringify(ALL_OBJECTS), PolicyName: 'all', RoleName: name })
  return `arn:aws:iam:::role/${name}`
}

type Trust = { principal: object; action: string; condition?: object }

/** Makes Ceph trust the tokens of an issuer that were made for `audience`. */
export async function trustIssuer(
  server: TestServer,
  issuer: string,
  { audience, thumbprint }: Registered,
): Promise<void> {
  const about = { 'ClientIDList.member.1': audience, 'ThumbprintList.member.1': thumbprint, Url: issuer }
  await iam(server, 'CreateOpenIDConnectProvider', about)
}

type Registered = { audience: string; thumbprint: string }

async function iam(server: TestServer, action: string, parameters: Record<string, string>): Promise<RawAnswer> {
  const query = Object.entries({ Action: action, ...parameters })
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const path = `/?${query}`
  const answer = await signedRequest(server.endpoint, `${server.accessKey}.${server.secretKey}`, {
    method: 'POST',
    path,
  })
  if (answer.status !== 200) throw new Error(`Ceph answered ${answer.status} to ${action}: ${answer.body.toString()}`)
  return answer
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
