'use client'

import { PathFields, type Place } from '@/components/resources/path-fields'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { scriptLanguageSchema } from '@/lib/scripts/schema'
import { isStartText, startText } from './start-texts'
import type { ScriptDraft } from './use-save-script'

type ScriptDetailsProps = {
  draft: ScriptDraft
  places: Place[]
  isNew: boolean
  pathError?: string
  disabled: boolean
  onChange: (change: Partial<ScriptDraft>) => void
  onLeft: () => void
}

/** Where a script lies, what it is for and what it is written in. */
export function ScriptDetails({ draft, places, isNew, pathError, disabled, onChange, onLeft }: ScriptDetailsProps) {
  function chooseLanguage(value: string) {
    const language = scriptLanguageSchema.parse(value)
    onChange({ language, ...(isStartText(draft.content) && { content: startText(language) }) })
  }
  return (
    <div className="grid min-w-0 gap-5">
      <PathFields
        what="script"
        places={places}
        path={draft.path}
        onChange={(path) => onChange({ path })}
        error={pathError}
        disabled={disabled}
        onVisited={onLeft}
      />
      <Field label="Summary" optional>
        <Input
          value={draft.summary}
          disabled={disabled}
          onChange={(event) => onChange({ summary: event.target.value })}
        />
      </Field>
      {isNew ? (
        <Field label="Language">
          <Select
            options={[
              { value: 'bun', label: 'TypeScript' },
              { value: 'python3', label: 'Python' },
            ]}
            value={draft.language === 'python3' ? 'python3' : 'bun'}
            onValueChange={chooseLanguage}
          />
        </Field>
      ) : (
        <Field label="Description" optional>
          <Textarea
            rows={2}
            className="min-h-0"
            value={draft.description}
            disabled={disabled}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        </Field>
      )}
    </div>
  )
}
