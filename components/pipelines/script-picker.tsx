'use client'

import { FileCode, Search } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'

/** A script that a step can run. */
export type PickedScript = { path: string; summary: string }

type ScriptPickerProps = {
  scripts: PickedScript[]
  path: string
  disabled: boolean
  onPick: (path: string) => void
}

/** The script of a step, and the way to another one. */
export function ScriptPicker({ scripts, path, disabled, onPick }: ScriptPickerProps) {
  const [open, setOpen] = useState(false)
  return (
    <div className="grid gap-1">
      <span className="font-medium">Script</span>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        {path && (
          <span className="min-w-0 flex-1 rounded-md border bg-sunken px-2 py-1 font-mono text-sm [overflow-wrap:anywhere]">
            {path}
          </span>
        )}
        {!disabled && (
          <Button onClick={() => setOpen(true)}>
            <FileCode aria-hidden="true" />
            {path ? 'Another script' : 'Choose a script'}
          </Button>
        )}
      </div>
      {open && (
        <PickDialog
          scripts={scripts}
          onClose={() => setOpen(false)}
          onPick={(next) => {
            setOpen(false)
            onPick(next)
          }}
        />
      )}
    </div>
  )
}

type PickDialogProps = { scripts: PickedScript[]; onClose: () => void; onPick: (path: string) => void }

/** Scripts to choose one of, found by words of their path and summary. */
export function PickDialog({ scripts, onClose, onPick }: PickDialogProps) {
  const [search, setSearch] = useState('')
  const shown = findScripts(scripts, search)
  return (
    <Dialog open onOpenChange={onClose} title="Choose a script">
      <form
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (shown[0]) onPick(shown[0].path)
        }}
      >
        <Input
          type="search"
          aria-label="Search scripts"
          placeholder="Search"
          lead={<Search />}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {shown.length === 0 && (
          <p role="status" className="py-2 text-text-2">
            {scripts.length === 0 ? 'There are no scripts yet: write one first.' : `Nothing matches “${search}”.`}
          </p>
        )}
        <ul className="-mx-2 grid">
          {shown.map(({ path, summary }) => (
            <li key={path}>
              <button
                type="button"
                className="grid w-full rounded-md px-2 py-1.5 text-left hover:bg-hover max-md:py-2.5"
                onClick={() => onPick(path)}
              >
                <span className="font-medium [overflow-wrap:anywhere]">{path}</span>
                {summary && <span className="text-sm text-text-2">{summary}</span>}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </Dialog>
  )
}

/** The scripts that hold every word. */
function findScripts(scripts: PickedScript[], search: string): PickedScript[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return scripts.filter(({ path, summary }) => {
    const text = `${path} ${summary}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
