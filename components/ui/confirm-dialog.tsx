'use client'

import { type ReactNode, useId, useState } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { ErrorNote } from './error-note'
import { Input } from './input'

type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** What will happen, and whether it can be undone. */
  description: ReactNode
  /** A verb with its object: "Delete 3 files". */
  confirmLabel: string
  cancelLabel?: string
  onConfirm: () => void
  danger?: boolean
  pending?: boolean
  error?: unknown
  /** When set, the person types this (a name, a count) before the button works. */
  typeToConfirm?: string
  children?: ReactNode
}

/** Asks before something that is hard to undo. It stays open until the caller closes it, so that a failure is shown here. */
export function ConfirmDialog({ open, onOpenChange, title, description, children, ...rest }: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description} size="sm">
      <ConfirmForm onCancel={() => onOpenChange(false)} {...rest}>
        {children}
      </ConfirmForm>
    </Dialog>
  )
}

type ConfirmFormProps = Omit<ConfirmDialogProps, 'open' | 'onOpenChange' | 'title' | 'description'> & {
  onCancel: () => void
}

function ConfirmForm({ typeToConfirm, danger = true, pending, error, children, ...props }: ConfirmFormProps) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const ready = typeToConfirm === undefined || typed === typeToConfirm
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !pending) props.onConfirm()
      }}
    >
      {children}
      {typeToConfirm !== undefined && (
        <div className="grid gap-1">
          <label htmlFor={id} className="text-text-2">
            Type <span className="break-all font-mono text-sm text-text">{typeToConfirm}</span> to confirm
          </label>
          <Input
            id={id}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            autoFocus
          />
        </div>
      )}
      {error ? <ErrorNote error={error} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={props.onCancel}>{props.cancelLabel ?? 'Cancel'}</Button>
        <Button
          type="submit"
          variant={danger ? 'danger' : 'primary'}
          disabled={!ready}
          pending={pending}
          autoFocus={typeToConfirm === undefined && !danger}
        >
          {props.confirmLabel}
        </Button>
      </div>
    </form>
  )
}
