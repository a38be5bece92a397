import {
  ArrowRightLeft,
  CalendarClock,
  FileCode,
  FileCog,
  FolderOpen,
  HardDrive,
  KeyRound,
  Link2,
  ListChecks,
  ScrollText,
  Users,
  UsersRound,
  Variable,
  Workflow,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import type { NavItem } from '@/components/shell/nav-list'
import { signOutAction } from '@/lib/sign-in/actions'
import { RememberWorkspace } from './remember-workspace'

type Place = { id: string; name: string }

type WorkspaceShellProps = {
  workspaces: Place[]
  current: Place
  person: { email: string; name: string; superadmin: boolean; isAdmin: boolean }
  children: ReactNode
}

/** The frame of a workspace's pages: what is there, for this person. */
export function WorkspaceShell({ workspaces, current, person, children }: WorkspaceShellProps) {
  return (
    <AppShell
      workspaces={workspaces.map(toShell)}
      current={toShell(current)}
      items={pagesOf(current.id)}
      footItems={person.isAdmin ? adminPagesOf(current.id) : [peoplePage(current.id)]}
      user={{ name: person.name, email: person.email }}
      accountHref="/account"
      onSignOut={signOutAction}
      allWorkspacesHref="/workspaces"
      newWorkspaceHref={person.superadmin ? '/workspaces?new=1' : undefined}
      commands={
        person.superadmin
          ? [{ id: 'users', label: 'Users of this instance', href: '/instance/people', icon: <UsersRound /> }]
          : []
      }
    >
      <RememberWorkspace id={current.id} />
      {children}
    </AppShell>
  )
}

function toShell({ id, name }: Place) {
  return { slug: id, name, href: `/w/${id}/explorer` }
}

function pagesOf(id: string): NavItem[] {
  return [
    { label: 'Explorer', href: `/w/${id}/explorer`, icon: <FolderOpen />, keys: 'g e' },
    { label: 'Scripts', href: `/w/${id}/scripts`, icon: <FileCode />, keys: 'g c' },
    { label: 'Pipelines', href: `/w/${id}/pipelines`, icon: <Workflow />, keys: 'g p' },
    { label: 'Runs', href: `/w/${id}/runs`, icon: <ListChecks />, keys: 'g n' },
    { label: 'Schedules', href: `/w/${id}/schedules`, icon: <CalendarClock />, keys: 'g h' },
    { label: 'Resources', href: `/w/${id}/resources`, icon: <KeyRound />, keys: 'g r' },
    { label: 'Variables', href: `/w/${id}/variables`, icon: <Variable />, keys: 'g v' },
    { label: 'Transfers', href: `/w/${id}/transfers`, icon: <ArrowRightLeft />, keys: 'g t' },
    { label: 'Share links', href: `/w/${id}/share-links`, icon: <Link2 />, keys: 'g l' },
  ]
}

function adminPagesOf(id: string): NavItem[] {
  return [storagePage(id), scriptSettingsPage(id), peoplePage(id), auditPage(id)]
}

function storagePage(id: string): NavItem {
  return { label: 'Storage', href: `/w/${id}/settings/storage`, icon: <HardDrive />, keys: 'g s' }
}

function scriptSettingsPage(id: string): NavItem {
  return { label: 'Script settings', href: `/w/${id}/settings/scripts`, icon: <FileCog />, keys: 'g o' }
}

function peoplePage(id: string): NavItem {
  return { label: 'People', href: `/w/${id}/people`, icon: <Users />, keys: 'g u' }
}

function auditPage(id: string): NavItem {
  return { label: 'Audit log', href: `/w/${id}/audit`, icon: <ScrollText />, keys: 'g a' }
}
