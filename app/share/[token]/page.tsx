import type { Metadata } from 'next'
import { SharedFile } from '@/components/share-links/shared-file'
import { sharePageProblem } from '@/lib/share-links/schema'
import { viewShareLink } from '@/lib/share-links/view-share-link'

export const metadata: Metadata = { title: 'Shared file · Granary', robots: { index: false, follow: false } }

export default async function SharePage({ params, searchParams }: PageProps<'/share/[token]'>) {
  const { token } = await params
  const { problem } = await searchParams
  return <SharedFile token={token} view={await viewShareLink(token)} problem={sharePageProblem(problem)} />
}
