import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Entrance } from '@/components/sign-in/entrance'
import { ProviderForm } from '@/components/sign-in/provider-form'
import { SignInForm } from '@/components/sign-in/sign-in-form'
import { findProviderName } from '@/lib/auth/oidc-provider'
import { findPersonContext } from '@/lib/auth/page-context'
import { safePath } from '@/lib/auth/safe-path'
import { isSetUp } from '@/lib/people/create-first-admin'
import { signInProblem } from '@/lib/sign-in/sign-in-problem'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next, callbackUrl, error } = await searchParams
  const target = safePath(next ?? callbackUrl)
  if (await findPersonContext()) redirect(target)
  if (!(await isSetUp())) redirect('/setup')
  const provider = findProviderName()
  return (
    <Entrance title="Sign in">
      <div className="grid gap-4">
        {provider && <ProviderForm name={provider} next={target} />}
        <SignInForm next={target} problem={signInProblem(error)} />
      </div>
    </Entrance>
  )
}
