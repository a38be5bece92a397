import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/nested-clients/sts'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { TemporaryCredentials } from './renewed-credentials'
import { type S3Settings, signingRegion, stsUrl } from './s3-settings'
import { RoleRefused, translateStsError } from './sts-errors'

/** What proves to a server who asks for a role, where there are no keys. */
export interface WebIdentity {
  /** A signed token that is good for some minutes. */
  token(): Promise<string>
  /** Issuer, audience and subject of the tokens, as the trust policy of the role must name them. */
  described: string
  /** What the server's log calls the session: 2 to 64 letters, digits and `_=,.@-`. */
  session: string
}

interface Asking {
  /** The connections of the bucket's own client: guarded, and closed with it. */
  requestHandler: NodeHttpHandler
  /** Keys that may assume the role. */
  base?: NonNullable<ConstructorParameters<typeof STSClient>[0]>['credentials']
  webIdentity?: WebIdentity
  maxAttempts: number
  clockOffsetMs?: number
}

const SESSION = 'granary'

/** Asks for the credentials of the role that the settings name. Throws `RoleRefused` with the reason. */
export function roleAssumer(settings: S3Settings, asking: Asking): () => Promise<TemporaryCredentials> {
  const endpoint = stsUrl(settings)
  const client = new STSClient({
    region: signingRegion(settings),
    ...(endpoint && { endpoint: endpoint.href.replace(/\/$/, '') }),
    // A role by web identity is asked for without keys; the client must not look for any on this machine.
    credentials: asking.base ?? NO_KEYS,
    requestHandler: asking.requestHandler,
    maxAttempts: asking.maxAttempts,
    systemClockOffset: asking.clockOffsetMs ?? 0,
  })
  return async () => {
    try {
      return readCredentials(await send(client, settings, asking.webIdentity), settings)
    } catch (error) {
      throw translateStsError(error, settings, asking.webIdentity)
    }
  }
}

const NO_KEYS = { accessKeyId: '', secretAccessKey: '' }

async function send(client: STSClient, { roleArn, externalId }: S3Settings, identity: WebIdentity | undefined) {
  if (!identity) {
    const input = { RoleArn: roleArn, RoleSessionName: SESSION, ...(externalId && { ExternalId: externalId }) }
    return client.send(new AssumeRoleCommand(input))
  }
  const WebIdentityToken = await identity.token()
  const input = { RoleArn: roleArn, RoleSessionName: identity.session, WebIdentityToken }
  return client.send(new AssumeRoleWithWebIdentityCommand(input))
}

type Answer = Awaited<ReturnType<typeof send>>

function readCredentials({ Credentials }: Answer, settings: S3Settings): TemporaryCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {}
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
    throw new RoleRefused(settings, 'answered without credentials.')
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  }
}
