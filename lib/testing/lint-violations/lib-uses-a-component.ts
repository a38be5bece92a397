export { Button } from '@/components/ui/button'
