'use client'

import { type ReactNode, useId } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'
import { ErrorNote } from './error-note'

type FormDialogProps = {
  title: ReactNode
  description?: ReactNode
  /** A verb with its object: "Save schedule". */
  submitLabel: string
  size?: 'sm' | 'md' | 'lg' | 'xl'
  pending?: boolean
  disabled?: boolean
  /** The failure that no field shows. */
  error?: unknown
  errorTitle?: string
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A form on top of the page while it is open: fields one below the other, what went wrong under them, and two buttons. */
export function FormDialog({ title, description, submitLabel, size, pending, disabled, ...rest }: FormDialogProps) {
  const formId = useId()
  const { error, errorTitle, onSubmit, onClose, children } = rest
  return (
    <Dialog
      open
      onOpenChange={onClose}
      {...{ title, description, size }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending} disabled={disabled}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!pending && !disabled) onSubmit()
        }}
      >
        {children}
        {error ? <ErrorNote error={error} title={errorTitle} /> : null}
      </form>
    </Dialog>
  )
}
