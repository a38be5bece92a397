'use client'

import { TriangleAlert } from 'lucide-react'
import { RadioList } from '@/components/ui/radio-list'
import { type AccessMode, accessModes } from './storage-draft'

type AccessChoiceProps = { mode: AccessMode; differs: boolean; onChange: (mode: AccessMode) => void }

const words: Record<AccessMode, { label: string; help: string }> = {
  resource: {
    label: 'Members with access to the resource',
    help: 'Only who may see the resource browses the storage. Everybody else in this workspace can read and write a file whose path they know.',
  },
  public: {
    label: 'Everybody in the workspace',
    help: 'The permissions of the resource are ignored: its details and the whole storage are open to all users of this workspace.',
  },
  rules: {
    label: 'Advanced rules',
    help: 'Who may read, write, delete and list what, by the path of a file. The first rule that matches decides; what none matches is closed. Admins may do everything.',
  },
}

/** Which of the three ways decides who may use a storage. `differs`: its rules are not the default ones. */
export function AccessChoice({ mode, differs, onChange }: AccessChoiceProps) {
  return (
    <div className="grid gap-2">
      <span className="font-medium">Who may use this storage</span>
      <RadioList
        label="Who may use this storage"
        value={mode}
        onValueChange={(value) => onChange(accessModes.find((each) => each === value) ?? mode)}
        options={accessModes.map((value) => ({
          value,
          label: value === 'rules' && differs ? <Differing label={words.rules.label} /> : words[value].label,
          help: words[value].help,
        }))}
      />
      {mode === 'public' && <PublicWarning />}
    </div>
  )
}

function Differing({ label }: { label: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      {label}
      <span className="inline-flex items-center gap-1.5 font-normal text-accent text-sm">
        <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />
        differ from the default
      </span>
    </span>
  )
}

function PublicWarning() {
  return (
    <p className="flex items-start gap-2 rounded-md border border-accent-line bg-accent-soft px-3 py-2">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
      <span>
        Every user of this workspace can list, read, change and delete every file here, and use the resource in scripts.
      </span>
    </p>
  )
}
