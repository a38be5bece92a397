import { formatBytes } from '@/components/ui/format-bytes'

type Counted = { bytes: number; requests: number; unseen: number }

/** How much of a file a run was seen to use, in how many requests; that of some, or of all, the bytes were not seen. */
export function describeBytes({ bytes, requests, unseen }: Counted): string {
  const count = requests > 1 ? `, ${requests} requests` : ''
  if (unseen === 0) return formatBytes(bytes) + count
  return unseen >= requests
    ? `bytes not seen${count}`
    : `${formatBytes(bytes)}${count}, the bytes of ${unseen} not seen`
}
