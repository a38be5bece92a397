'use client'

import { BookOpen } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { HubText } from './find-in-hub'
import { HubDialog } from './hub-dialog'
import type { ScriptDraft } from './use-save-script'

type StartFromProps = { hub: HubText[]; onChosen: (script: HubText) => void }

/** Offers the ready scripts while one is created. */
export function StartFrom({ hub, onChosen }: StartFromProps) {
  const [open, setOpen] = useState(false)
  return (
    <div>
      <Button onClick={() => setOpen(true)}>
        <BookOpen aria-hidden="true" />
        Start from a ready script
      </Button>
      {open && (
        <HubDialog
          hub={hub}
          onClose={() => setOpen(false)}
          onChosen={(script) => {
            setOpen(false)
            onChosen(script)
          }}
        />
      )}
    </div>
  )
}

/** The draft with the text of a ready script; it gets its name too where it has none. */
export function startFrom(draft: ScriptDraft, { name, title, language, content }: HubText): ScriptDraft {
  const path = draft.path.endsWith('/') ? `${draft.path}${name.replaceAll('-', '_')}` : draft.path
  return { ...draft, path, language, content, summary: draft.summary || title }
}
