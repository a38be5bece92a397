'use client'

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { findInHub, type HubLanguage, type HubText } from './find-in-hub'
import { languageLabel } from './language-label'

type HubDialogProps = { hub: HubText[]; onChosen: (script: HubText) => void; onClose: () => void }

/** Scripts that are ready to begin with: what they do, their text, and the one that is taken. */
export function HubDialog({ hub, onChosen, onClose }: HubDialogProps) {
  const [search, setSearch] = useState('')
  const [language, setLanguage] = useState<HubLanguage>('all')
  const [name, setName] = useState(hub[0]?.name)
  const found = findInHub(hub, { search, language })
  const chosen = found.find((script) => script.name === name) ?? found[0]
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="xl"
      title="Start from a ready script"
      description="Its text takes the place of the one in the editor."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!chosen} onClick={() => chosen && onChosen(chosen)}>
            Use this script
          </Button>
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-2 pb-3">
        <Input
          type="search"
          aria-label="Search ready scripts"
          placeholder="Search"
          className="w-56 max-md:w-full"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Segmented
          label="Language"
          options={[
            { value: 'all', label: 'All' },
            { value: 'bun', label: 'TypeScript' },
            { value: 'python3', label: 'Python' },
          ]}
          value={language}
          onValueChange={(value) => setLanguage(value as HubLanguage)}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,280px)_minmax(0,1fr)] gap-3 max-md:grid-cols-1">
        <ul aria-label="Ready scripts" className="h-[46vh] overflow-y-auto rounded-md border max-md:h-[24vh]">
          {found.length === 0 && <li className="px-3 py-2 text-text-2">Nothing matches.</li>}
          {found.map((script) => (
            <li key={script.name}>
              <HubRow script={script} chosen={script === chosen} onChoose={() => setName(script.name)} />
            </li>
          ))}
        </ul>
        <section
          aria-label="Text of the ready script"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard too
          tabIndex={0}
          className="h-[46vh] min-w-0 overflow-auto rounded-md border bg-sunken max-md:h-[26vh]"
        >
          <pre className="px-3 py-2 font-mono text-sm">{chosen?.content}</pre>
        </section>
      </div>
    </Dialog>
  )
}

type HubRowProps = { script: HubText; chosen: boolean; onChoose: () => void }

function HubRow({ script, chosen, onChoose }: HubRowProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={cn(
        'grid w-full gap-0.5 border-b px-3 py-2 text-left hover:bg-hover focus-visible:outline-offset-[-2px]',
        chosen && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <span className="flex items-center justify-between gap-2">
        <span className="font-medium">{script.title}</span>
        <Badge>{languageLabel(script.language)}</Badge>
      </span>
      <span className="text-sm text-text-2">{script.description}</span>
    </button>
  )
}
