export { db } from '@/lib/db'
