import { TokenSection } from '@/components/tokens/token-section'
import type { TokenSummary } from '@/lib/tokens/schema'
import { ChangePasswordForm } from './change-password-form'
import { NameForm } from './name-form'
import { Section } from './section'
import { SignOutEverywhere } from './sign-out-everywhere'

type AccountSectionsProps = {
  account: { email: string; name: string; hasPassword: boolean }
  tokens: TokenSummary[]
  workspaces: { id: string; name: string }[]
  serverUrl: string
}

/** What a person can change about their own account. */
export function AccountSections({ account, ...tokens }: AccountSectionsProps) {
  return (
    <div className="grid gap-8">
      <Section title="Name" intro="How others see you beside your e-mail address.">
        <NameForm name={account.name} />
      </Section>
      <TokenSection {...tokens} />
      <Section title="Password" intro={passwordIntro(account.hasPassword)}>
        {account.hasPassword && <ChangePasswordForm email={account.email} />}
      </Section>
      <Section title="Sessions" intro="Signs you out in every browser, this one included.">
        <SignOutEverywhere />
      </Section>
    </div>
  )
}

function passwordIntro(hasPassword: boolean): string {
  return hasPassword
    ? 'A new password signs you out everywhere else.'
    : 'You sign in by single sign-on and have no password here. A superadmin can give you one.'
}
