'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { Tabs } from '@/components/ui/tabs'
import type { MadeToken } from './token-once'

type TokenUsageProps = { made: MadeToken; serverUrl: string }

/** The lines that scripts and tools need to use a token. */
export function TokenUsage({ made, serverUrl }: TokenUsageProps) {
  const { token } = made
  const workspace = made.workspace ?? 'your-workspace'
  const dot = token.lastIndexOf('.')
  const tabs = [
    {
      value: 'clients',
      label: 'Scripts',
      note: 'The published clients and our own SDKs read these variables.',
      lines: [`WM_TOKEN=${token}`, `BASE_URL=${serverUrl}`, `WM_WORKSPACE=${workspace}`],
    },
    {
      value: 'http',
      label: 'HTTP',
      note: 'Any program sends it as a bearer token.',
      lines: [`curl -H "Authorization: Bearer ${token}" \\`, `  ${serverUrl}/api/w/${workspace}/users/whoami`],
    },
    {
      value: 's3',
      label: 'S3 key pair',
      note: 'The access key is the part before the dot, the secret key the part after it. Path style; a bucket is the name of a storage.',
      lines: [
        `AWS_ACCESS_KEY_ID=${token.slice(0, dot)}`,
        `AWS_SECRET_ACCESS_KEY=${token.slice(dot + 1)}`,
        `AWS_ENDPOINT_URL_S3=${serverUrl}/api/w/${workspace}/s3_proxy`,
      ],
    },
  ]
  return (
    <Tabs
      label="How to use it"
      className="overflow-hidden rounded-md border"
      tabs={tabs.map(({ value, label, note, lines }) => ({
        value,
        label,
        content: <Lines note={note} lines={lines} />,
      }))}
    />
  )
}

function Lines({ note, lines }: { note: string; lines: string[] }) {
  const text = lines.join('\n')
  return (
    <div className="grid gap-2 p-3">
      <p className="text-sm text-text-2">{note}</p>
      <div className="flex items-start gap-2">
        <pre className="min-w-0 flex-1 select-text whitespace-pre-wrap break-all font-mono text-sm">{text}</pre>
        <CopyButton value={text} what="lines" />
      </div>
    </div>
  )
}
