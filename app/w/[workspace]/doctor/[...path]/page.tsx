import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DoctorPage } from '@/components/doctor/doctor-page'
import { OperatorsOnlyLook } from '@/components/people/operators-only-look'
import { loadContext } from '@/lib/auth/page-context'
import { getDoctorState } from '@/lib/doctor/get-doctor-state'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { getResource } from '@/lib/resources/get-resource'

type Props = PageProps<'/w/[workspace]/doctor/[...path]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Doctor: ${(await params).path.map(decodeURIComponent).join('/')}` }
}

export default async function ResourceDoctorPage({ params }: Props) {
  const { workspace, path: segments } = await params
  const path = segments.map(decodeURIComponent).join('/')
  const ctx = await loadContext(workspace, `/w/${workspace}/doctor/${path}`)
  if (ctx.role === 'operator') return <OperatorsOnlyLook title="Doctor" />
  const state = await getDoctorState(ctx, { path }).catch(toNotFound)
  const { value, editedAt, resourceType } = await getResource(ctx, { path })
  return (
    <DoctorPage
      workspace={workspace}
      resource={{ path, resourceType, value, editedAt }}
      state={state}
      origin={new URL(env().publicUrl).origin}
    />
  )
}

function toNotFound(error: unknown): never {
  if (error instanceof AppError && (error.code === 'not_found' || error.code === 'invalid')) notFound()
  throw error
}
