'use client'

import Link from 'next/link'
import { Select, type SelectOption } from '@/components/ui/select'
import type { ControlProps } from './control-props'
import { useFormPlace } from './form-place'

const NOTHING = 'nothing'
const REFERENCE = /^\$res:/

type ResourceControlProps = ControlProps & { type: string; optional: boolean }

/** A resource of a type. The script is given its value; the form and the run only name it. */
export function ResourceControl({ type, optional, value, onChange }: ResourceControlProps) {
  const { workspace, resources } = useFormPlace()
  const path = typeof value === 'string' ? value.replace(REFERENCE, '') : ''
  const options: SelectOption[] = resources
    .filter(({ resourceType }) => resourceType === type)
    .map((resource) => ({ value: resource.path, label: resource.path, hint: resource.description || undefined }))
  if (path !== '' && !options.some((option) => option.value === path))
    options.push({ value: path, label: path, hint: `There is no resource of the type ${type} there` })
  if (optional) options.unshift({ value: NOTHING, label: 'Nothing' })
  return (
    <>
      <Select
        options={options}
        value={path}
        placeholder={`Choose a resource of the type ${type}`}
        onValueChange={(next) => onChange(next === NOTHING ? undefined : `$res:${next}`)}
      />
      {options.length === 0 && (
        <p className="text-sm text-text-2">
          There is none that you may see.{' '}
          <Link href={`/w/${workspace}/resources/new`} className="text-accent hover:underline">
            New resource
          </Link>
        </p>
      )}
    </>
  )
}
