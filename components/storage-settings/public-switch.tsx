'use client'

import { TriangleAlert } from 'lucide-react'
import { Switch } from '@/components/ui/switch'

type PublicSwitchProps = { checked: boolean; onChange: (checked: boolean) => void }

/** Whether a resource's own permissions count, in the words that people know. */
export function PublicSwitch({ checked, onChange }: PublicSwitchProps) {
  return (
    <div className="grid gap-2">
      <Switch
        label="S3 resource details can be accessed by all users of this workspace"
        help={
          checked
            ? 'The permissions of the resource are ignored: everybody in this workspace browses the whole storage.'
            : 'Only who may see the resource browses the storage and sees where it is. Everybody else in this workspace can read and write a file whose path they know.'
        }
        checked={checked}
        onCheckedChange={onChange}
      />
      {checked && (
        <p className="ml-11 flex items-start gap-2 rounded-md border border-accent-line bg-accent-soft px-3 py-2">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
          <span>
            Every user of this workspace can list, read, change and delete every file here, and use the resource in
            scripts.
          </span>
        </p>
      )}
    </div>
  )
}
