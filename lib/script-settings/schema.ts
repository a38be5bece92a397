import * as z from 'zod'

/** Entries of a list: what scripts need is named one by one, or by `*`. */
const MAX_ENTRIES = 200

const PACKAGE = /^(\*|[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])$/
const HOST = /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/

/** The one spelling of a name of a package: `Foo.Bar_baz` is `foo-bar-baz`. */
export function packageName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

const packageSchema = z
  .string()
  .max(200)
  .transform((name) => packageName(name.trim()))
  .refine((name) => PACKAGE.test(name), {
    error: ({ input }) => `“${input}” is no name of a Python package. Write names without versions, or * for any.`,
  })

const hostSchema = z
  .string()
  .max(253)
  .transform((host) => host.trim().toLowerCase())
  .refine((host) => HOST.test(host), {
    error: ({ input }) => `“${input}” is no host. Write api.example.com, or *.example.com for all below it.`,
  })

/** What the scripts of a workspace may ask for in their header beyond what every script has. */
export const scriptSettingsSchema = z.object({
  /** Names of Python packages; `*` for any. */
  packages: z.array(packageSchema).max(MAX_ENTRIES),
  /** Hosts by name, or `*.` and what they end with. */
  hosts: z.array(hostSchema).max(MAX_ENTRIES),
})
export type ScriptSettings = z.output<typeof scriptSettingsSchema>

export function allowsPackage({ packages }: ScriptSettings, name: string): boolean {
  return packages.includes('*') || packages.includes(packageName(name))
}

export function allowsHost({ hosts }: ScriptSettings, host: string): boolean {
  return hosts.some((each) => (each.startsWith('*.') ? host.endsWith(each.slice(1)) : each === host))
}
