import 'server-only'
import type { Context } from '@/lib/auth/context'
import { getScriptSettings } from '@/lib/script-settings/get-script-settings'
import { allowsHost, allowsPackage } from '@/lib/script-settings/schema'
import { RunStopped } from './starter'

const WHO = 'An admin of the workspace may allow it under Script settings'

/** Throws `RunStopped` for the first host that scripts of the workspace may not ask for. */
export async function requireAllowedHosts(
  ctx: Context,
  hosts: readonly { host: string; port: number }[],
): Promise<void> {
  if (hosts.length === 0) return
  const settings = await getScriptSettings(ctx)
  const refused = hosts.find((each) => !allowsHost(settings, each))
  if (!refused) return
  const { host, port } = refused
  const written = port === 443 ? host : `${host}:${port}`
  throw new RunStopped(`The script asks for the host ${written}, which is not allowed here. ${WHO}.`)
}

/** Throws `RunStopped` for the first package that scripts of the workspace may not ask for. */
export async function requireAllowedPackages(ctx: Context, packages: readonly { name: string }[]): Promise<void> {
  if (packages.length === 0) return
  const settings = await getScriptSettings(ctx)
  const refused = packages.find(({ name }) => !allowsPackage(settings, name))
  if (refused)
    throw new RunStopped(`The script asks for the package ${refused.name}, which is not allowed here. ${WHO}.`)
}
