import 'server-only'
import { isCovered, readBodyChecks } from './body-checks'
import { readPayload } from './payload'
import type { S3Call } from './s3-call'
import { S3Failure } from './s3-failure'
import { chunkSigner } from './sigv4'
import { type VerifiedBody, verifiedBody } from './verified-body'

/** The content of a request's body, verified as it comes, and its length where somebody says. Nothing is read yet. */
export function receiveBody(call: S3Call): { body: VerifiedBody; size: number | undefined } {
  const { payload, checks } = readForm(call)
  return { body: open(call, { payload, checks }), size: payload.size }
}

/** The length of the content alone, before the body is asked for; undefined where nobody says. */
export function sizeOfBody({ request, caller }: S3Call): number | undefined {
  return readPayload(request, caller.signature).size
}

/** A small body as text. Throws `MalformedXML` for a longer one, and `InvalidRequest` where nothing says that it came as it was sent. */
export async function receiveText(
  call: S3Call,
  { maxBytes, mustBeCovered }: { maxBytes: number; mustBeCovered: boolean },
) {
  const { payload, checks } = readForm(call)
  if (mustBeCovered && !isCovered(checks, payload))
    throw new S3Failure(
      'InvalidRequest',
      'Send Content-MD5 or a checksum along: this request must not be changed on its way.',
    )
  const body = open(call, { payload, checks })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body.stream) {
    size += chunk.length
    if (size > maxBytes) throw new S3Failure('MalformedXML', `The XML of the request has more than ${maxBytes} bytes.`)
    chunks.push(chunk)
  }
  return decodeUtf8(Buffer.concat(chunks))
}

function readForm({ request, caller }: S3Call) {
  const payload = readPayload(request, caller.signature)
  return { payload, checks: readBodyChecks(request, payload) }
}

function open(call: S3Call, form: ReturnType<typeof readForm>): VerifiedBody {
  const { signature, secret } = call.caller
  const signer = form.payload.chunks?.signed ? chunkSigner(secret, signature) : null
  return verifiedBody({ ...form, raw: call.openBody(), signer })
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new S3Failure('MalformedXML', 'The XML of the request is not UTF-8.')
  }
}
