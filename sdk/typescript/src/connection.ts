import { environment } from './environment.ts'

/** Which server and workspace a call means. What is left out comes from `setClient`, then from the environment. */
export interface ConnectionOptions {
  /** Address of Granary without `/api`; `BASE_INTERNAL_URL`, then `BASE_URL`, then `http://localhost:8000`. */
  baseUrl?: string
  /** API token; `WM_TOKEN`. Without one no Authorization header is sent: a page of Granary itself is known by its cookie. */
  token?: string
  /** Id of the workspace; `WM_WORKSPACE`. */
  workspace?: string
  /** Sends the requests instead of the runtime's own `fetch`. */
  fetch?: typeof fetch
  /** Ends the call. */
  signal?: AbortSignal
}

/** Where requests go, with nothing left open. */
export interface Connection {
  /** Ends with `/api`. */
  apiUrl: string
  token: string | undefined
  workspace: string
  fetch: typeof fetch
  signal: AbortSignal | undefined
}

let chosen: ConnectionOptions = {}

/** Sets token, address and more for all later calls of this process; without arguments the environment decides again. */
export function setClient(token?: string, baseUrl?: string, more: Omit<ConnectionOptions, 'token' | 'baseUrl'> = {}) {
  chosen = { ...more, token, baseUrl }
}

/** The id of the workspace that calls mean when they name none. Throws when nothing says which. */
export function getWorkspace(): string {
  return resolveConnection({}).workspace
}

/** Fills in what the options leave open. Throws when nothing names a workspace. */
export function resolveConnection(options: ConnectionOptions): Connection {
  const baseUrl =
    options.baseUrl ??
    chosen.baseUrl ??
    environment('BASE_INTERNAL_URL') ??
    environment('BASE_URL') ??
    'http://localhost:8000'
  const workspace = options.workspace ?? chosen.workspace ?? environment('WM_WORKSPACE')
  if (!workspace) throw new Error('No workspace is named: set WM_WORKSPACE, or pass { workspace }.')
  return {
    apiUrl: `${withoutSlash(baseUrl)}/api`,
    token: options.token ?? chosen.token ?? environment('WM_TOKEN'),
    workspace,
    fetch: options.fetch ?? chosen.fetch ?? globalThis.fetch,
    signal: options.signal ?? chosen.signal,
  }
}

/** The address that links for other people start with: `WM_BASE_URL`, then the one that requests go to. */
export function publicUrl(options: ConnectionOptions): string {
  const { apiUrl } = resolveConnection(options)
  return withoutSlash(environment('WM_BASE_URL') ?? apiUrl.slice(0, -'/api'.length))
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
