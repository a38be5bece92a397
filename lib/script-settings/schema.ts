import * as z from 'zod'

/** Entries of a list: what scripts need is named one by one, or by `*`. */
const MAX_ENTRIES = 200

const PACKAGE = /^(\*|[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9])$/
const HOST = /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*(:([1-9]\d{0,4}|\*))?$/
/** Those of the web: what else listens on a host was not meant by its name alone. */
const WEB_PORTS = [443, 80]

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
  .max(260)
  .transform((host) => host.trim().toLowerCase())
  .refine((host) => HOST.test(host), {
    error: ({ input }) =>
      `“${input}” is no host. Write api.example.com, *.example.com for all below it, or api.example.com:8443 for another port.`,
  })

/** What the scripts of a workspace may ask for in their header beyond what every script has. */
export const scriptSettingsSchema = z.object({
  /** Names of Python packages; `*` for any. */
  packages: z.array(packageSchema).max(MAX_ENTRIES),
  /** Hosts by name, or `*.` and what they end with; with a port behind it, or `:*`, where those of the web are not meant. */
  hosts: z.array(hostSchema).max(MAX_ENTRIES),
})
export type ScriptSettings = z.output<typeof scriptSettingsSchema>

export function allowsPackage({ packages }: ScriptSettings, name: string): boolean {
  return packages.includes('*') || packages.includes(packageName(name))
}

export function allowsHost({ hosts }: ScriptSettings, { host, port }: { host: string; port: number }): boolean {
  return hosts.some((each) => {
    const [name = '', allowed] = each.split(':')
    const isNamed = name.startsWith('*.') ? host.endsWith(name.slice(1)) : name === host
    return isNamed && (allowed === undefined ? WEB_PORTS.includes(port) : allowed === '*' || Number(allowed) === port)
  })
}
