'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { runAction } from '@/lib/actions/run-action'
import { createWebhookAction } from '@/lib/webhooks/actions'

type WebhookDialogProps = { workspace: string; path: string; onClose: () => void }

/** Makes a token that runs one script, and shows it once with a line that calls it. */
export function WebhookDialog({ workspace, path, onClose }: WebhookDialogProps) {
  const formId = useId()
  const router = useRouter()
  const [label, setLabel] = useState('')
  const making = useMutation({
    mutationFn: () => runAction(createWebhookAction(workspace, { path, label })),
    onSuccess: () => router.refresh(),
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Webhook of ${path}`}
      description="Programs elsewhere run this script in your name, and can do nothing else. Whoever may edit the script decides what is done in your name."
      footer={
        making.data ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={formId} variant="primary" pending={making.isPending}>
              Make token
            </Button>
          </>
        )
      }
    >
      {making.data ? (
        <MadeWebhook {...making.data} />
      ) : (
        <form
          id={formId}
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            making.mutate()
          }}
        >
          <Field label="Who calls it" help="Names the webhook on the page of the script, where you revoke it.">
            <Input value={label} placeholder="Nightly export" onChange={(event) => setLabel(event.target.value)} />
          </Field>
          {making.error && <ErrorNote error={making.error} title="The token was not made" />}
        </form>
      )}
    </Dialog>
  )
}

function MadeWebhook({ token, url }: { token: string; url: string }) {
  const line = `curl -X POST ${url} -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{}'`
  return (
    <div className="grid gap-3">
      <p>The token is shown this once. Send files with -F file=@report.csv in place of -d.</p>
      <pre className="whitespace-pre-wrap break-all rounded-md border bg-sunken p-3 font-mono text-sm">{line}</pre>
      <CopyButton value={line} what="the line" labelled />
    </div>
  )
}
