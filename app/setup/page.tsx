import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { Entrance } from '@/components/sign-in/entrance'
import { SetUpForm } from '@/components/sign-in/set-up-form'
import { isSetUp } from '@/lib/people/create-first-admin'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetUpPage() {
  await connection()
  if (await isSetUp()) redirect('/sign-in')
  return (
    <Entrance
      title="Set up Granary"
      intro="The first admin can do everything here: make workspaces and users, and link storage. This page closes once the account exists."
    >
      <SetUpForm />
    </Entrance>
  )
}
