'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Preset } from '@/lib/resources/types/resource-type'

/** The platform that was chosen, and what was entered of what it asks for. */
export type Platform = { preset: Preset | null; inputs: Record<string, string> }

type PresetPickerProps = {
  presets: Preset[]
  platform: Platform
  /** Whether choosing one fills fields, or only says where their values are found. */
  fills: boolean
  onChange: (platform: Platform) => void
}

/** Where the bucket is: fills what follows from that and asks for what the address is made of. */
export function PresetPicker({ presets, platform, fills, onChange }: PresetPickerProps) {
  const { preset, inputs } = platform
  return (
    <>
      <Field
        label="Platform"
        optional
        help={
          fills
            ? 'Fills in what is the same for every bucket there, and says where to find the rest.'
            : 'Says where each value is found there. Changes nothing by itself.'
        }
      >
        <Select
          options={presets.map(({ name, label }) => ({ value: name, label }))}
          value={preset?.name ?? ''}
          onValueChange={(name) => onChange({ preset: presets.find((one) => one.name === name) ?? null, inputs: {} })}
          placeholder="Choose a platform"
        />
      </Field>
      {fills &&
        preset?.inputs.map(({ name, label, placeholder, where }) => (
          <Field key={`${preset.name} ${name}`} label={label} help={where}>
            <Input
              mono
              value={inputs[name] ?? ''}
              placeholder={placeholder}
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="off"
              onChange={(event) => onChange({ preset, inputs: { ...inputs, [name]: event.target.value } })}
            />
          </Field>
        ))}
    </>
  )
}
