import { problemOf } from './diagnose-cause'
import type { DiagnosisCause, DiagnosisFix, DiagnosisOptions, DiagnosisProblem } from './diagnosis'
import { openS3 } from './s3'
import { endpointHost, endpointUrl, requestHost, type S3Settings } from './s3-settings'

interface Remedy extends DiagnosisFix {
  cause: DiagnosisCause
  sentence: string
}

/** Causes that a wrong switch or endpoint may hide behind; all others are what they say. */
const AMBIGUOUS: DiagnosisCause[] = [
  'dns',
  'refused',
  'closed',
  'tls_certificate',
  'tls_expected',
  'plain_expected',
  'redirect',
  'wrong_region',
  'missing_bucket',
  'wrong_secret',
  'no_list_permission',
  'not_s3',
]

/** Answers that a request only gets from an S3 server that knows the bucket and the key. */
const WORKING: DiagnosisCause[] = ['no_list_permission']

/** The problem as it is, or the simpler one behind it: a change is recommended only after it has been seen to work. */
export async function findRemedy(
  problem: DiagnosisProblem,
  settings: S3Settings,
  options: DiagnosisOptions,
): Promise<DiagnosisProblem> {
  if (problem.fix || !AMBIGUOUS.includes(problem.cause)) return problem
  for (const { cause, sentence, label, changes } of remedies(settings, problem.cause)) {
    if (await works({ ...settings, ...changes }, problem.cause, options))
      return { cause, sentence, fix: { label, changes } }
  }
  return problem
}

async function works(settings: S3Settings, before: DiagnosisCause, options: DiagnosisOptions): Promise<boolean> {
  const store = openS3(settings, { ...options, maxAttempts: 1 })
  try {
    await store.list({ limit: 1 })
    return true
  } catch (error) {
    const { cause } = problemOf(error, settings)
    return cause !== before && WORKING.includes(cause)
  } finally {
    await store.close?.()
  }
}

function remedies(settings: S3Settings, cause: DiagnosisCause): Remedy[] {
  const url = endpointUrl(settings)
  if (!url) return []
  const found = [bucketInHost(settings, url), bucketInPath(settings, url), pathStyle(settings)]
  // Whoever was refused at one port must not learn about others by asking for help.
  if (cause !== 'refused') found.push(otherScheme(settings, url))
  return found.filter((remedy) => remedy !== null)
}

function bucketInHost(settings: S3Settings, url: URL): Remedy | null {
  if (!url.hostname.startsWith(`${settings.bucket.toLowerCase()}.`)) return null
  const host = url.host.slice(settings.bucket.length + 1)
  return {
    cause: 'bucket_in_endpoint',
    sentence: `The endpoint begins with the bucket's name. Leave only ${host} there.`,
    label: `Use endpoint ${host}`,
    changes: { endPoint: settings.endPoint.replace(url.host, host) },
  }
}

function bucketInPath(settings: S3Settings, url: URL): Remedy | null {
  if (!url.pathname.endsWith(`/${settings.bucket}`)) return null
  const endPoint = settings.endPoint
    .trim()
    .replace(/\/+$/, '')
    .slice(0, -settings.bucket.length - 1)
  return {
    cause: 'bucket_in_endpoint',
    sentence: `The endpoint ends with the bucket's name. Leave only ${endPoint} there.`,
    label: `Use endpoint ${endPoint}`,
    changes: { endPoint },
  }
}

function pathStyle(settings: S3Settings): Remedy | null {
  if (settings.pathStyle || requestHost(settings).host === endpointHost(settings).host) return null
  return {
    cause: 'path_style',
    sentence: `The server does not answer at ${requestHost(settings).host}: it wants the bucket in the path, not in the host's name.`,
    label: 'Turn path style on',
    changes: { pathStyle: true },
  }
}

function otherScheme(settings: S3Settings, url: URL): Remedy {
  const useSSL = url.protocol === 'http:'
  const endPoint = settings.endPoint.replace(/^https?:/i, useSSL ? 'https:' : 'http:')
  const host = endpointHost(settings).host
  return useSSL
    ? {
        cause: 'tls_expected',
        sentence: `${host} speaks TLS here, and it was asked without.`,
        label: 'Turn SSL on',
        changes: { useSSL, endPoint },
      }
    : {
        cause: 'plain_expected',
        sentence: `${host} does not speak TLS here. Turn SSL off only in a network that you trust: files then travel in the clear.`,
        label: 'Turn SSL off',
        changes: { useSSL, endPoint },
      }
}
