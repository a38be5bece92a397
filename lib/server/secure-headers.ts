import 'server-only'
import type { ServerResponse } from 'node:http'
import { env } from '@/lib/env'

/**
 * Next writes scripts and styles into its pages, so these two cannot be refused; everything else stays with our own
 * origin, and nobody may frame it. Object bytes answer with a stricter policy of their own.
 */
const SOURCES = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]
const HSTS_SECONDS = 365 * 24 * 3600

/** Headers of every answer; those of screens only where `screens` says so, since JSON has no use for them. */
export function secureHeaders({ development }: { development: boolean }) {
  const { publicUrl } = env()
  const always = [
    ['x-content-type-options', 'nosniff'],
    ...(publicUrl.startsWith('https://') ? [['strict-transport-security', `max-age=${HSTS_SECONDS}`]] : []),
  ]
  const onScreens = [
    ['referrer-policy', 'same-origin'],
    ['x-frame-options', 'DENY'],
    // Next's development mode evaluates code and talks over a web socket.
    ...(development ? [] : [['content-security-policy', contentPolicy([])]]),
  ]
  return (response: ServerResponse, { screens }: { screens: boolean }) => {
    for (const [name = '', value = ''] of screens ? [...always, ...onScreens] : always) response.setHeader(name, value)
  }
}

/** The policy of a page that may reach those servers besides this one: the storages of its workspace, and nothing else. */
export function contentPolicy(origins: readonly string[]): string {
  const sources = [...SOURCES, ["connect-src 'self'", ...origins].join(' ')]
  // A sign-in form leads to the provider by redirects, to whatever hosts it uses.
  return (env().oidc ? sources : [...sources, "form-action 'self'"]).join('; ')
}
