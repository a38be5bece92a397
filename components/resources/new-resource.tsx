'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { getResourceType, resourceTypes } from '@/lib/resources/types'
import { startValue } from './draft'
import type { Place } from './path-fields'
import { ResourceEditor } from './resource-editor'

type NewResourceProps = {
  workspace: string
  places: Place[]
  isSuperadmin: boolean
  /** Made to be linked as a storage: then the settings of the storages come next. */
  forStorage: boolean
}

/** The form of a resource that is not there yet; another type is another form. */
export function NewResource({ workspace, places, isSuperadmin, forStorage }: NewResourceProps) {
  const offered = resourceTypes.filter(({ superadminsOnly }) => isSuperadmin || !superadminsOnly)
  const [typeName, setTypeName] = useState(offered[0]?.name ?? '')
  const type = getResourceType(typeName)
  return (
    <ResourceEditor
      key={type.name}
      workspace={workspace}
      type={type}
      saved={null}
      start={{ path: places[0]?.prefix ?? 'f//', description: '', value: startValue(type) }}
      places={places}
      readOnly={null}
      returnTo={forStorage ? `/w/${workspace}/settings/storage?resource={path}` : `/w/${workspace}/resources/{path}`}
      lead={
        offered.length > 1 && (
          <Field label="Type" help={type.description}>
            <Select
              options={offered.map(({ name, label }) => ({ value: name, label }))}
              value={type.name}
              onValueChange={setTypeName}
            />
          </Field>
        )
      }
    />
  )
}
