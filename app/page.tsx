import { redirect } from 'next/navigation'
import { loadPersonContext } from '@/lib/auth/page-context'

export default async function HomePage() {
  await loadPersonContext('/')
  redirect('/workspaces')
}
