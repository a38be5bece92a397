'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { GrantList } from '@/components/grants/grant-list'
import { subjectOptions } from '@/components/grants/subject-option'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import type { GroupSummary } from '@/lib/groups/schema'
import { useSaveGroup } from './use-save-group'

/** Somebody who can be in a group. */
export type GroupPerson = { username: string; name: string; email: string }

type GroupDialogProps = {
  workspace: string
  /** null while it is new. */
  group: GroupSummary | null
  people: GroupPerson[]
  onClose: () => void
}

const parts = [
  { value: 'member', label: 'Member' },
  { value: 'manager', label: 'Manager' },
]

/** A group: what it is for, who is in it and who manages it. */
export function GroupDialog({ workspace, group, people, onClose }: GroupDialogProps) {
  const [name, setName] = useState(group?.name ?? '')
  const [summary, setSummary] = useState(group?.summary ?? '')
  const [members, setMembers] = useState(group?.members ?? [])
  const saving = useSaveGroup(workspace, group, () => {
    toast(group ? 'Group saved' : 'Group created', { description: name })
    onClose()
  })
  return (
    <FormDialog
      title={group ? `Group ${group.name}` : 'New group'}
      description="What a folder, a resource or a rule gives to the group, each of its members has."
      submitLabel={group ? 'Save group' : 'Create group'}
      pending={saving.isPending}
      error={fieldError(saving.error, 'members') ? saving.error : formError(saving.error)}
      onSubmit={() => saving.mutate({ name, summary, members })}
      onClose={onClose}
    >
      {!group && (
        <Field
          label="Name"
          help="Small letters, digits, _ and -. It cannot be changed later."
          error={fieldError(saving.error, 'name')}
        >
          <Input mono value={name} onChange={(event) => setName(event.target.value)} autoFocus autoComplete="off" />
        </Field>
      )}
      <Field label="Summary" optional error={fieldError(saving.error, 'summary')}>
        <Input value={summary} onChange={(event) => setSummary(event.target.value)} autoComplete="off" />
      </Field>
      <div className="grid gap-1.5">
        <span className="font-medium">Members</span>
        <p className="text-sm text-text-2">Managers change the summary and the members.</p>
        <GrantList
          grants={members.map(({ username, manager }) => ({
            subject: `u/${username}`,
            access: manager ? 'manager' : 'member',
          }))}
          accesses={parts}
          addLabel="Add a member"
          subjects={subjectOptions(people, []).filter(({ subject }) => subject.startsWith('u/'))}
          onChange={(next) =>
            setMembers(
              next.map(({ subject, access }) => ({ username: subject.slice(2), manager: access === 'manager' })),
            )
          }
        />
      </div>
    </FormDialog>
  )
}
