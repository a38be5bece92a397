'use client'

import { FolderOpen } from 'lucide-react'
import Link from 'next/link'
import { useId } from 'react'
import { Button } from '@/components/ui/button'

type BrowseButtonProps = { workspace: string; name: string; dirty: boolean; linked: boolean }

/** Opens the explorer on a storage. What is not saved cannot be browsed yet, and says so. */
export function BrowseButton({ workspace, name, dirty, linked }: BrowseButtonProps) {
  const id = useId()
  const hint = linked ? (dirty ? 'Save your changes first' : null) : 'Choose a resource first'
  if (hint === null)
    return (
      <Button asChild>
        <Link href={`/w/${workspace}/explorer/${encodeURIComponent(name)}`}>
          <FolderOpen aria-hidden="true" />
          Browse
        </Link>
      </Button>
    )
  return (
    <span className="flex items-center gap-2">
      <span id={id} className="text-sm text-text-2 max-sm:sr-only">
        {hint}
      </span>
      <Button disabled aria-describedby={id}>
        <FolderOpen aria-hidden="true" />
        Browse
      </Button>
    </span>
  )
}
