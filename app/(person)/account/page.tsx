import type { Metadata } from 'next'
import { AccountSections } from '@/components/account/account-sections'
import { loadPersonContext } from '@/lib/auth/page-context'
import { env } from '@/lib/env'
import { listTokens } from '@/lib/tokens/list-tokens'
import { listWorkspaces } from '@/lib/workspaces/list-workspaces'

export const metadata: Metadata = { title: 'Your account' }

export default async function AccountPage() {
  const ctx = await loadPersonContext()
  const { email, name, hasPassword } = ctx.person
  const [tokens, workspaces] = await Promise.all([listTokens(ctx), listWorkspaces(ctx)])
  return (
    <div className="mx-auto max-w-[640px]">
      <h1 className="font-semibold text-xl">Your account</h1>
      <p className="mt-0.5 mb-6 break-all text-text-2">{email}</p>
      <AccountSections
        account={{ email, name, hasPassword }}
        tokens={tokens}
        workspaces={workspaces.map(({ id, name }) => ({ id, name }))}
        serverUrl={env().publicUrl}
      />
    </div>
  )
}
