import { type Product, startProduct as start } from '@/lib/testing/product'

export type { Product } from '@/lib/testing/product'
export { freePort } from '@/scripts/servers/processes.mjs'

export const ADMIN = { email: 'admin@example.com', password: 'correct horse' }

/** Starts the built product with a data folder of its own. Without settings it has an admin and no demo. */
export function startProduct(settings: Record<string, string> = {}, port?: number): Promise<Product> {
  const admin = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password }
  return start({ ...admin, ...settings, ...(port ? { PORT: String(port) } : {}) })
}
