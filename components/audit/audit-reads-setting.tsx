'use client'

import { useMutation } from '@tanstack/react-query'
import { toast } from 'sonner'
import { describeError } from '@/components/ui/describe-error'
import { Segmented } from '@/components/ui/segmented'
import { runAction } from '@/lib/actions/run-action'
import { setAuditReadsAction } from '@/lib/audit/actions'
import { type AuditReads, auditReadsSchema } from '@/lib/audit/schema'

const options = [
  { value: 'none', label: 'None' },
  { value: 'downloads', label: 'Downloads' },
  { value: 'all', label: 'All' },
]

const notes: Record<AuditReads, string> = {
  none: 'Changes are kept, reads of files are not.',
  downloads: 'Changes are kept, and who downloaded which file.',
  all: 'Changes are kept, and who downloaded, previewed or listed files.',
}

/** Which reads of files the workspace keeps from now on. */
export function AuditReadsSetting({ workspace, reads }: { workspace: string; reads: AuditReads }) {
  const { mutate, data, variables, isPending } = useMutation({
    mutationFn: (level: AuditReads) => runAction(setAuditReadsAction(workspace, { level })),
    onError: (error) => toast.error('The setting stays', { description: describeError(error).message }),
  })
  const level = (isPending ? variables : data?.level) ?? reads
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-gutter py-2">
      <span className="font-medium">Reads of files</span>
      <Segmented
        label="Reads of files"
        options={options}
        value={level}
        onValueChange={(value) => mutate(auditReadsSchema.parse(value))}
      />
      <span className="text-text-2">{notes[level]}</span>
    </div>
  )
}
