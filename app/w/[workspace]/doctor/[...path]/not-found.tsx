import { MissingResource } from '@/components/resources/missing-resource'

export default function NotFound() {
  return <MissingResource />
}
