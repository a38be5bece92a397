import type { Metadata } from 'next'
import { AccountSections } from '@/components/account/account-sections'
import { loadPersonContext } from '@/lib/auth/page-context'

export const metadata: Metadata = { title: 'Your account' }

export default async function AccountPage() {
  const { email, name, hasPassword } = (await loadPersonContext()).person
  return (
    <div className="mx-auto max-w-[480px]">
      <h1 className="font-semibold text-xl">Your account</h1>
      <p className="mt-0.5 mb-6 break-all text-text-2">{email}</p>
      <AccountSections account={{ email, name, hasPassword }} />
    </div>
  )
}
