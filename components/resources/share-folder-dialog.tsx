'use client'

import { useMutation } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { runAction } from '@/lib/actions/run-action'
import { shareFolderAction } from '@/lib/folders/actions'
import { type FolderAccess, type FolderSummary, folderAccessSchema } from '@/lib/folders/schema'

/** Somebody who can be let in. */
export type FolderMember = { username: string; name: string; email: string }

type ShareFolderDialogProps = {
  workspace: string
  folder: FolderSummary
  members: FolderMember[]
  onClose: () => void
}

const accessWords: Record<FolderAccess, string> = {
  read: 'May see',
  write: 'May see and change',
  owner: 'Owner',
}
const accessOptions = folderAccessSchema.options.map((value) => ({ value, label: accessWords[value] }))
const EVERYBODY = 'g/all'

/** Who may do what in a folder; holds for everything in it. */
export function ShareFolderDialog({ workspace, folder, members, onClose }: ShareFolderDialogProps) {
  const router = useRouter()
  const [grants, setGrants] = useState(folder.grants)
  const saving = useMutation({
    mutationFn: () => runAction(shareFolderAction(workspace, { name: folder.name, grants })),
    onSuccess: () => {
      toast('Access saved', { description: `f/${folder.name}` })
      router.refresh()
      onClose()
    },
  })
  const change = (subject: string, access: FolderAccess) =>
    setGrants(grants.map((grant) => (grant.subject === subject ? { subject, access } : grant)))
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Who can see f/${folder.name}`}
      description="Holds for everything in this folder. Admins of the workspace can always see and change it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={() => saving.mutate()} pending={saving.isPending}>
            Save access
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <ul className="grid gap-2">
          {grants.map(({ subject, access }) => (
            <li key={subject} className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate">{nameOf(subject)}</span>
              <Select
                className="w-48"
                aria-label={`Access of ${nameOf(subject)}`}
                options={accessOptions}
                value={access}
                onValueChange={(value) => change(subject, folderAccessSchema.parse(value))}
              />
              <IconButton
                label={`Remove ${nameOf(subject)}`}
                onClick={() => setGrants(grants.filter((grant) => grant.subject !== subject))}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
        <AddGrant
          members={members}
          taken={grants.map(({ subject }) => subject)}
          onAdd={(subject) => setGrants([...grants, { subject, access: 'read' }])}
        />
        {saving.error ? <ErrorNote error={saving.error} /> : null}
      </div>
    </Dialog>
  )
}

type AddGrantProps = { members: FolderMember[]; taken: string[]; onAdd: (subject: string) => void }

/** Whoever is not in the list yet; choosing somebody adds them. */
function AddGrant({ members, taken, onAdd }: AddGrantProps) {
  const everybody = { value: EVERYBODY, label: nameOf(EVERYBODY), hint: 'Also those who come later' }
  const people = members.map(({ username, name, email }) => ({
    value: `u/${username}`,
    label: username,
    hint: name && name !== username ? `${name} · ${email}` : email,
  }))
  const options = [everybody, ...people].filter(({ value }) => !taken.includes(value))
  return (
    <Select
      aria-label="Add somebody"
      options={options}
      value=""
      onValueChange={onAdd}
      placeholder={options.length > 0 ? 'Add somebody' : 'Everybody is in the list'}
      disabled={options.length === 0}
    />
  )
}

function nameOf(subject: string): string {
  return subject === EVERYBODY ? 'Everybody in the workspace' : subject.slice(2)
}
