import { Plus } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'

/** Leads to the page that makes something new: "New script". */
export function NewLink({ href, label }: { href: string; label: string }) {
  return (
    <Button asChild variant="primary">
      <Link href={href}>
        <Plus aria-hidden="true" />
        {label}
      </Link>
    </Button>
  )
}
