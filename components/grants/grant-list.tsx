'use client'

import { User, Users, X } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { optionOf, type SubjectOption } from './subject-option'

type GrantRow = { subject: string; access: string }

type GrantListProps = {
  grants: GrantRow[]
  /** What somebody can be granted, the least first. */
  accesses: { value: string; label: string }[]
  /** Whom something can be granted. */
  subjects: SubjectOption[]
  addLabel?: string
  onChange: (grants: GrantRow[]) => void
}

/** Who may do what: a line for each, and a way to add somebody. */
export function GrantList({ grants, accesses, subjects, addLabel, onChange }: GrantListProps) {
  const taken = new Set(grants.map(({ subject }) => subject))
  return (
    <div className="grid gap-2">
      {grants.length > 0 && (
        <ul className="grid gap-2">
          {grants.map(({ subject, access }) => (
            <li key={subject} className="flex items-center gap-2">
              <SubjectName subject={subject} />
              <Select
                className="w-44"
                aria-label={`Access of ${optionOf(subject).label}`}
                options={accesses}
                value={access}
                onValueChange={(value) =>
                  onChange(grants.map((grant) => (grant.subject === subject ? { subject, access: value } : grant)))
                }
              />
              <IconButton
                label={`Remove ${optionOf(subject).label}`}
                onClick={() => onChange(grants.filter((grant) => grant.subject !== subject))}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <AddSubject
        label={addLabel ?? 'Add a member or a group'}
        subjects={subjects.filter(({ subject }) => !taken.has(subject))}
        onAdd={(subject) => onChange([...grants, { subject, access: accesses[0]?.value ?? '' }])}
      />
    </div>
  )
}

/** A person or a group, told apart by more than the icon. */
export function SubjectName({ subject }: { subject: string }) {
  const isGroup = subject.startsWith('g/')
  const Icon = isGroup ? Users : User
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2">
      <Icon role="img" aria-label={isGroup ? 'Group' : 'Member'} className="size-4 shrink-0 text-text-3" />
      <span className="truncate" title={subject}>
        {optionOf(subject).label}
      </span>
    </span>
  )
}

type AddSubjectProps = { label: string; subjects: SubjectOption[]; onAdd: (subject: string) => void }

/** Whoever is not in the list yet; choosing somebody adds them. */
function AddSubject({ label, subjects, onAdd }: AddSubjectProps) {
  return (
    <Select
      aria-label="Add somebody"
      options={subjects.map(({ subject, label, hint }) => ({ value: subject, label, hint }))}
      value=""
      onValueChange={onAdd}
      placeholder={subjects.length > 0 ? label : 'Everybody is in the list'}
      disabled={subjects.length === 0}
    />
  )
}
