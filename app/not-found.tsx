import Link from 'next/link'
import { Button } from '@/components/ui/button'

export default function NotFound() {
  return (
    <main className="mx-auto grid max-w-[480px] gap-3 px-6 py-16">
      <h1 className="font-semibold text-xl">There is nothing at this address</h1>
      <p className="text-text-2">
        It may have been moved or deleted, or it belongs to a workspace that you are not a member of. Check the address,
        or ask an admin of the workspace to add you.
      </p>
      <div>
        <Button asChild>
          <Link href="/">Go to your workspaces</Link>
        </Button>
      </div>
    </main>
  )
}
