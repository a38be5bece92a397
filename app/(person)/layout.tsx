import type { ReactNode } from 'react'
import { PersonFrame } from '@/components/people/person-frame'
import { loadPersonContext } from '@/lib/auth/page-context'

export default async function PersonLayout({ children }: { children: ReactNode }) {
  const { email, name, superadmin } = (await loadPersonContext()).person
  return <PersonFrame person={{ email, name, superadmin }}>{children}</PersonFrame>
}
