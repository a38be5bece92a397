import type { Crumb } from '@/components/ui/breadcrumb'
import { type ExplorerPlace, explorerHref } from '@/lib/objects/explorer-path'
import { storageTitle } from './storage-title'

const EMPTY_NAME = '(empty name)'

/** The way to a folder: the storage, then every folder, each with its address. */
export function toCrumbs(workspace: string, { storage, prefix }: Pick<ExplorerPlace, 'storage' | 'prefix'>): Crumb[] {
  const names = prefix.split('/').slice(0, -1)
  const folders = names.map((name, index) => ({
    label: name === '' ? EMPTY_NAME : name,
    href: explorerHref(workspace, { storage, prefix: `${names.slice(0, index + 1).join('/')}/` }),
  }))
  return [{ label: storageTitle(storage), href: explorerHref(workspace, { storage }) }, ...folders]
}
