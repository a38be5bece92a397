'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { placeOfKey } from '@/lib/objects/explorer-path'
import { objectQueries } from '@/lib/objects/queries'
import { useExplorer } from './explorer-context'

/** An address typed by hand may name a file where a folder was expected: then the file is opened. */
export function useMeantFile({ hasMarker }: { hasMarker: boolean }) {
  const { workspace, place, go } = useExplorer()
  const key = place.prefix.slice(0, -1)
  const enabled = !hasMarker && key !== '' && place.search === '' && place.file === null
  const query = objectQueries.metadata(workspace, { storage: place.storage, key })
  const { data } = useQuery({ ...query, enabled, retry: false })
  useEffect(() => {
    if (data && enabled) go(placeOfKey(place.storage, key), { replace: true })
  }, [data, enabled, go, key, place.storage])
}
