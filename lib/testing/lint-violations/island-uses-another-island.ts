export { isAllowed } from '@/lib/permissions/rules'
