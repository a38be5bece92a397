import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'

/** What the explorer shows: one folder level of a storage, maybe narrowed by a search, maybe with one file open. */
export type ExplorerPlace = {
  storage: string
  /** Empty, or ends with `/`. */
  prefix: string
  /** Names of the level that start with this. */
  search: string
  /** The whole key of the open file. */
  file: string | null
  /** Whether the open file takes the whole page. */
  full: boolean
}

type Query = { get(name: string): string | null }

/**
 * The address of a place: `/w/<workspace>/explorer/<storage>/<folder>/<folder>?file=<name>`.
 *
 * Folders stand in the path, so that ordinary addresses can be read and edited. A folder that a URL path cannot carry
 * (`..` and empty segments are folded by browsers, `%` and `\` are decoded twice or rewritten on the way, `.rsc` is an ending
 * of the framework's own) is named whole in `?prefix=` instead. The open file is always in the query, where every
 * character is safe: by its name, or whole in `?key=` where it has none of its own in the folder, as the object `a/` in `a/`.
 */
export function explorerHref(workspace: string, place: Partial<ExplorerPlace> = {}): string {
  const { storage = PRIMARY_STORAGE, prefix = '', search = '', file = null, full = false } = place
  const query = new URLSearchParams()
  const segments = prefix.split('/').slice(0, -1)
  const inPath = isPathSafe(storage) && segments.every(isPathSafe) && !ENDINGS.test(segments.at(-1) ?? '')
  if (!isPathSafe(storage)) query.set('storage', storage)
  if (!inPath && prefix !== '') query.set('prefix', prefix)
  if (search !== '') query.set('search', search)
  const name = file?.startsWith(prefix) ? file.slice(prefix.length) : ''
  if (name !== '') query.set('file', name)
  else if (file !== null) query.set('key', file)
  if (full && file !== null) query.set('view', 'full')
  const shown = isPathSafe(storage) ? [storage, ...(inPath ? segments : [])] : []
  const path = ['/w', encode(workspace), 'explorer', ...shown.map(encode)].join('/')
  return query.size > 0 ? `${path}?${readable(query.toString())}` : path
}

/** The place that an address means. `pathname` is the path as it stands in the address bar, still encoded. */
export function parseExplorerPath(pathname: string, query: Query): ExplorerPlace {
  const [storage, ...folders] = pathname.split('/').slice(4).filter(Boolean).map(decode)
  const prefix = query.get('prefix') ?? folders.map((folder) => `${folder}/`).join('')
  const name = query.get('file')
  const file = name ? prefix + name : query.get('key') || null
  return {
    storage: query.get('storage') || storage || PRIMARY_STORAGE,
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    search: query.get('search') ?? '',
    file,
    full: file !== null && query.get('view') === 'full',
  }
}

/** The place that shows a key: its folder with the file open. A key that ends with `/` is shown where it lies, too. */
export function placeOfKey(storage: string, key: string): ExplorerPlace {
  return { storage, prefix: parentPrefix(key), search: '', file: key, full: false }
}

/** The folder that a key or a folder lies in: `a/` for `a/b` and for `a/b/`. */
export function parentPrefix(key: string): string {
  return key.length < 2 ? '' : key.slice(0, key.lastIndexOf('/', key.length - 2) + 1)
}

// Endings that the framework's own requests have: a page of that name would be taken for one of them.
const ENDINGS = /\.(rsc|segments|action|meta|json|body|html|txt)$/i

/** Whether a name survives as one segment of a URL path in browsers, routers and proxies. */
function isPathSafe(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !UNSAFE.test(segment)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a path
const UNSAFE = /[%\\\u0000-\u001f\u007f]|^\s|\s$/

function encode(segment: string): string {
  return readable(encodeURIComponent(segment))
}

/** Leaves alone what needs no encoding in a path or a query and is common in names: `year=2026`, `a,b`, `10:30`. */
function readable(encoded: string): string {
  return encoded.replaceAll(/%(?:2C|3A|40|2F)/g, (code) => decodeURIComponent(code)).replaceAll('%3D', '=')
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
