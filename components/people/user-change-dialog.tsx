'use client'

import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { updateUserAction } from '@/lib/people/actions'
import type { InstanceUser } from '@/lib/people/schema'
import { useChange } from './use-change'

export type UserChange = { user: InstanceUser; kind: 'disable' | 'enable' | 'promote' | 'demote' }

const questions = {
  disable: {
    title: 'Disable this user',
    text: 'is signed out everywhere at once and cannot sign in until enabled again. Memberships and resources stay.',
    label: 'Disable user',
    input: { disabled: true },
  },
  enable: {
    title: 'Enable this user',
    text: 'can sign in again, with the same memberships as before.',
    label: 'Enable user',
    input: { disabled: false },
  },
  promote: {
    title: 'Make superadmin',
    text: 'can then do everything on this server: users, workspaces and all that is in them.',
    label: 'Make superadmin',
    input: { superadmin: true },
  },
  demote: {
    title: 'Remove as superadmin',
    text: 'keeps only the workspaces they are a member of.',
    label: 'Remove as superadmin',
    input: { superadmin: false },
  },
} as const

/** Asks before what a user may do is changed. */
export function UserChangeDialog({ change, onClose }: { change: UserChange | null; onClose: () => void }) {
  // The question stays readable while the dialog closes.
  const [shown, setShown] = useState(change)
  if (change && change !== shown) setShown(change)
  const { mutate, isPending, error, reset } = useChange(updateUserAction, close)
  function close() {
    reset()
    onClose()
  }
  if (!shown) return null
  const question = questions[shown.kind]
  return (
    <ConfirmDialog
      open={change !== null}
      onOpenChange={close}
      title={question.title}
      description={
        <>
          <span className="break-all font-medium text-text">{shown.user.email}</span> {question.text}
        </>
      }
      confirmLabel={question.label}
      danger={shown.kind === 'disable' || shown.kind === 'demote'}
      pending={isPending}
      error={error}
      onConfirm={() => mutate({ userId: shown.user.id, ...question.input })}
    />
  )
}
