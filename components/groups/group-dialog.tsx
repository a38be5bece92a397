'use client'

import { useId, useState } from 'react'
import { toast } from 'sonner'
import { GrantList } from '@/components/grants/grant-list'
import { subjectOptions } from '@/components/grants/subject-option'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
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
  const formId = useId()
  const [name, setName] = useState(group?.name ?? '')
  const [summary, setSummary] = useState(group?.summary ?? '')
  const [members, setMembers] = useState(group?.members ?? [])
  const saving = useSaveGroup(workspace, group, () => {
    toast(group ? 'Group saved' : 'Group created', { description: name })
    onClose()
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={group ? `Group ${group.name}` : 'New group'}
      description="What a folder, a resource or a rule gives to the group, each of its members has."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={saving.isPending}>
            {group ? 'Save group' : 'Create group'}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!saving.isPending) saving.mutate({ name, summary, members })
        }}
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
        {formError(saving.error) || fieldError(saving.error, 'members') ? <ErrorNote error={saving.error} /> : null}
      </form>
    </Dialog>
  )
}
