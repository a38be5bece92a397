'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Preset, ResourceValue } from '@/lib/resources/types/resource-type'

type PresetPickerProps = {
  presets: Preset[]
  chosen: Preset | null
  onChoose: (preset: Preset) => void
  /** Values that follow from the platform and from what it asked for. */
  onFill: (values: ResourceValue) => void
}

/** Where the bucket is; fills what follows from that and asks for what the address is made of. */
export function PresetPicker({ presets, chosen, onChoose, onFill }: PresetPickerProps) {
  const [inputs, setInputs] = useState<Record<string, string>>({})

  function choose(name: string) {
    const preset = presets.find((one) => one.name === name)
    if (!preset) return
    setInputs({})
    onChoose(preset)
    onFill(preset.fill({}))
  }

  function enter(name: string, text: string) {
    const next = { ...inputs, [name]: text }
    setInputs(next)
    if (chosen) onFill(chosen.fill(next))
  }

  return (
    <>
      <Field
        label="Platform"
        optional
        help="Fills in what is the same for every bucket there, and says where to find the rest."
      >
        <Select
          options={presets.map(({ name, label }) => ({ value: name, label }))}
          value={chosen?.name ?? ''}
          onValueChange={choose}
          placeholder="Choose a platform"
        />
      </Field>
      {chosen?.inputs.map(({ name, label, placeholder, where }) => (
        <Field key={`${chosen.name} ${name}`} label={label} help={where}>
          <Input
            mono
            value={inputs[name] ?? ''}
            placeholder={placeholder}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            onChange={(event) => enter(name, event.target.value)}
          />
        </Field>
      ))}
    </>
  )
}
