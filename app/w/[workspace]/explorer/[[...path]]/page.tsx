import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Explorer } from '@/components/explorer/explorer'
import { prefetchLevel } from '@/components/explorer/prefetch-level'
import { loadContext } from '@/lib/auth/page-context'

export const metadata: Metadata = { title: 'Explorer' }

export default async function ExplorerPage(props: PageProps<'/w/[workspace]/explorer/[[...path]]'>) {
  return null
}
