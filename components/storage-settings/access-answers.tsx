'use client'

import { Check, X } from 'lucide-react'
import type { Operation } from '@/lib/permissions/rules'
import type { AccessAnswer, AccessReason } from '@/lib/storage-settings/schema'

const words: Record<Operation, string> = { read: 'Read', write: 'Write', delete: 'Delete', list: 'List' }

/** For each thing that can be done with a file: whether it is allowed, and why. */
export function AccessAnswers({ answers }: { answers: AccessAnswer[] }) {
  return (
    <table aria-label="What this person may do" className="w-full border-collapse text-left">
      <thead className="sr-only">
        <tr>
          <th scope="col">Operation</th>
          <th scope="col">Allowed</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {answers.map(({ operation, allowed, reason }) => (
          <tr key={operation} className="border-t">
            <th scope="row" className="h-row w-20 pr-2 text-left font-medium">
              {words[operation]}
            </th>
            <td className="w-16 pr-2">
              <Verdict allowed={allowed} />
            </td>
            <td className="break-words py-1 text-text-2 [overflow-wrap:anywhere]">
              <Why reason={reason} allowed={allowed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Verdict({ allowed }: { allowed: boolean }) {
  return allowed ? (
    <span className="flex items-center gap-1 font-medium text-ok">
      <Check aria-hidden="true" className="size-3.5" />
      yes
    </span>
  ) : (
    <span className="flex items-center gap-1 font-medium text-bad">
      <X aria-hidden="true" className="size-3.5" />
      no
    </span>
  )
}

const sentences: Record<Exclude<AccessReason['kind'], 'rule'>, string> = {
  disabled: 'disabled: they cannot enter this workspace',
  admin: 'admins may do everything, whatever the rules say',
  public: 'the storage is open to everybody in the workspace',
  resource: 'they may see the resource of this storage',
  known_key: 'anybody in the workspace who knows the path may',
  not_readable: 'they may not see the resource, so they cannot browse',
  no_rule: 'no rule matches, and what none matches is closed',
  operator: 'operators read, and change nothing',
}

function Why({ reason, allowed }: { reason: AccessReason; allowed: boolean }) {
  if (reason.kind !== 'rule') return sentences[reason.kind]
  return (
    <>
      {allowed ? 'by' : 'denied by'} rule {reason.rule + 1},{' '}
      <span className="font-mono text-sm text-text">{reason.pattern}</span>
    </>
  )
}
