'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Segmented } from '@/components/ui/segmented'

type ShownAsProps = {
  asText: boolean
  /** Whether the text is one that the drawing cannot follow. */
  isTextWrong: boolean
  /** A place of the drawing that the text could not hold as it was typed. */
  unwritable: string | null
  onChange: (asText: boolean) => void
  /** Goes to what is unwritable. */
  onUnwritable: (place: string) => void
}

/** The choice between the drawing of a pipeline and its text. What only the one that is shown holds is not lost unasked. */
export function ShownAs({ asText, isTextWrong, unwritable, onChange, onUnwritable }: ShownAsProps) {
  const [asking, setAsking] = useState(false)
  function choose(next: boolean) {
    if (!next && isTextWrong) return setAsking(true)
    if (!next || unwritable === null) return onChange(next)
    onUnwritable(unwritable)
    toast('First put right what is marked', { description: 'As JSON it would be lost.' })
  }
  return (
    <>
      <Segmented
        label="Shown as"
        options={[
          { value: 'drawing', label: 'Drawing' },
          { value: 'json', label: 'JSON' },
        ]}
        value={asText ? 'json' : 'drawing'}
        onValueChange={(next) => choose(next === 'json')}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Discard the text?"
        description="It has mistakes that no drawing can show. The drawing is as the text was before them."
        confirmLabel="Discard text"
        cancelLabel="Go on writing"
        onConfirm={() => {
          setAsking(false)
          onChange(false)
        }}
      />
    </>
  )
}
