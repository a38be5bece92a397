'use client'

import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { MadeLink as Made } from './share-form'

/** A link that was just made, and its password, which is shown only now. */
export function MadeLink({ made, onAnother }: { made: Made; onAnother: () => void }) {
  return (
    <div className="grid gap-3">
      <Copyable name="Link" value={made.link.url ?? ''} what="link" />
      {made.password && <Copyable name="Password, shown only now" value={made.password} what="password" />}
      <p className="text-text-2">
        Whoever has it may download the file, without an account, as long as you may read it yourself.
      </p>
      <div className="flex justify-end">
        <Button onClick={onAnother}>Make another link</Button>
      </div>
    </div>
  )
}

function Copyable({ name, value, what }: { name: string; value: string; what: string }) {
  return (
    <div className="grid gap-1">
      <span className="font-medium">{name}</span>
      <div className="flex items-center gap-2 rounded-md border bg-sunken px-3 py-2">
        <code className="min-w-0 flex-1 select-all break-all text-sm">{value}</code>
        <CopyButton value={value} what={what} />
      </div>
    </div>
  )
}
