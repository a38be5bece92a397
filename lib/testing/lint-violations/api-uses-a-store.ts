export { findUser } from '@/lib/people/store'
