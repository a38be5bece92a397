export { requireContext } from '@/lib/auth/page-context'
