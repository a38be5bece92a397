'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'

interface CsvToolbarProps {
  /** Null until it has been guessed. */
  delimiter: string | null
  header: boolean
  onDelimiter: (delimiter: string) => void
  onHeader: (header: boolean) => void
}

const OPTIONS = [
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '\t', label: 'Tab ⇥' },
  { value: '|', label: 'Bar |' },
]

/** How the lines are cut into cells, and whether the first one names the columns. */
export function CsvToolbar({ delimiter, header, onDelimiter, onHeader }: CsvToolbarProps) {
  const [custom, setCustom] = useState(false)
  const known = OPTIONS.some(({ value }) => value === delimiter)
  const own = custom || (delimiter !== null && !known)
  function choose(value: string) {
    setCustom(value === 'other')
    if (value !== 'other') onDelimiter(value)
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Select
        aria-label="Delimiter"
        className="w-36 max-md:w-28"
        placeholder="Delimiter"
        options={[...OPTIONS, { value: 'other', label: 'Other' }]}
        value={own ? 'other' : (delimiter ?? '')}
        onValueChange={choose}
      />
      {own && (
        <Input
          aria-label="Other delimiter"
          className="w-16"
          mono
          maxLength={4}
          defaultValue={known ? '' : (delimiter ?? '')}
          onChange={({ target }) => isDelimiter(target.value) && onDelimiter(target.value)}
        />
      )}
      <Checkbox label={<HeaderLabel />} checked={header} onCheckedChange={(checked) => onHeader(checked === true)} />
    </div>
  )
}

/** Short where the row must also hold the way to a row. */
const HeaderLabel = () => (
  <>
    <span className="max-md:hidden">First row is a header</span>
    <span className="md:hidden">Header row</span>
  </>
)

/** A quote or a line end cannot separate cells. */
const isDelimiter = (text: string) => text !== '' && !/["\r\n]/.test(text)
