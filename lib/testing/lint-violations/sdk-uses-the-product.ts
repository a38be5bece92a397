export { AppError } from '@/lib/errors'
