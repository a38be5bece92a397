import { routeRequests } from './route-requests'

/** Sends the request that stands for a route, such as `GET /api/version`, to a server, after what it needs was prepared. */
export async function sendRouteRequest(endpoint: string, route: string, headers: Record<string, string>) {
  const { params, query = '', json, form, body, before } = routeRequests[route.replace(/^HEAD /, 'GET ')] ?? {}
  const values: Record<string, string> = { workspace: 'lab', ...params, ...(await before?.()) }
  const [method = '', pattern = ''] = route.split(' ')
  return fetch(`${endpoint}${fill(pattern, values)}${query}`, {
    method,
    headers: json ? { ...headers, 'content-type': 'application/json' } : headers,
    body: json ? JSON.stringify(json) : form ? new URLSearchParams(form) : body,
  })
}

/** Puts values in the place of `:name` and `:name{…}`. */
function fill(pattern: string, values: Record<string, string>): string {
  return pattern.replace(/\*$/, values.rest ?? '').replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name) => values[name] ?? '')
}
