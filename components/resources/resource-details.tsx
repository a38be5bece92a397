'use client'

import Link from 'next/link'
import { useState } from 'react'
import { doctorHref } from '@/components/doctor/doctor-href'
import { PermissionsDialog } from '@/components/grants/permissions-dialog'
import type { SubjectOption } from '@/components/grants/subject-option'
import { Button } from '@/components/ui/button'
import type { FolderSummary } from '@/lib/folders/schema'
import type { ResourceDetails as Details } from '@/lib/resources/schema'
import { getResourceType } from '@/lib/resources/types'
import { draftOf } from './draft'
import type { Place } from './path-fields'
import { ResourceEditor } from './resource-editor'
import { WholeResource } from './whole-resource'

type ResourceDetailsProps = {
  workspace: string
  resource: Details
  places: Place[]
  readOnly: string | null
  /** The folder that it lies in, where the person may see it. */
  folder: FolderSummary | null
  /** Whom it can be opened to. */
  subjects: SubjectOption[]
}

/** A saved resource. Another version of it, saved here or loaded anew, starts the form over. */
export function ResourceDetails({ workspace, resource, places, readOnly, folder, subjects }: ResourceDetailsProps) {
  const [sharing, setSharing] = useState(false)
  const prefix = resource.path.split('/').slice(0, 2).join('/')
  const known = places.some((place) => place.prefix === `${prefix}/`)
  const here = { prefix: `${prefix}/`, label: prefix, hint: 'Where it lies now' }
  const version = `${resource.path} ${resource.editedAt.toISOString()}`
  const aside = (
    <>
      <Button onClick={() => setSharing(true)}>Who may see this</Button>
      {!readOnly && resource.whole === null && (
        <Button asChild>
          <Link href={doctorHref(workspace, resource.path)}>Doctor</Link>
        </Button>
      )}
    </>
  )
  return (
    <>
      {resource.whole === null ? (
        <ResourceEditor
          key={version}
          workspace={workspace}
          type={getResourceType(resource.resourceType)}
          saved={resource}
          start={draftOf(resource)}
          places={known ? places : [here, ...places]}
          readOnly={readOnly}
          returnTo={`/w/${workspace}/resources/{path}`}
          aside={aside}
        />
      ) : (
        <WholeResource
          key={version}
          workspace={workspace}
          resource={resource}
          text={resource.whole}
          readOnly={readOnly}
          aside={aside}
        />
      )}
      {sharing && (
        <PermissionsDialog
          workspace={workspace}
          item={{ kind: 'resource', path: resource.path }}
          folder={folder}
          subjects={subjects}
          onClose={() => setSharing(false)}
        />
      )}
    </>
  )
}
