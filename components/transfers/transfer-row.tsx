import { ArrowRight } from 'lucide-react'
import { ProgressBar } from '@/components/ui/progress-bar'
import { RelativeTime } from '@/components/ui/relative-time'
import { Td, Tr } from '@/components/ui/table'
import { isActive, type Transfer } from '@/lib/transfers/schema'
import { TransferControls } from './transfer-controls'
import { TransferState } from './transfer-state'
import { outcomeLabel, placeLabel, progressLabel, progressOf, whatOf } from './transfer-words'

type TransferRowProps = { workspace: string; transfer: Transfer; isAdmin: boolean; onOpen: () => void }

/** One transfer: what went where, how far it is or how it ended. */
export function TransferRow({ workspace, transfer, isAdmin, onOpen }: TransferRowProps) {
  const working = isActive(transfer.status)
  const verb = transfer.dryRun ? 'Check: ' : ''
  return (
    <Tr className="hover:bg-hover">
      <Td className="w-1/3 max-w-0 max-md:w-full">
        <button
          type="button"
          onClick={onOpen}
          className="block max-w-full truncate text-left font-medium hover:underline"
        >
          {`${verb}${transfer.kind === 'copy' ? 'Copy' : 'Move'} of ${whatOf(transfer)}`}
        </button>
        <span className="flex min-w-0 items-center gap-1 text-sm text-text-2">
          <span className="truncate">{placeLabel(transfer.source, transfer.from)}</span>
          <ArrowRight aria-label="to" className="size-3 shrink-0" />
          <span className="truncate">{placeLabel(transfer.target, transfer.to)}</span>
        </span>
        <span className="block truncate text-sm text-text-2 md:hidden">
          {working ? progressLabel(transfer) : outcomeLabel(transfer)}
        </span>
      </Td>
      <Td className="w-2/5 max-w-0 max-md:hidden">
        <span className="block truncate text-sm text-text-2">
          {working ? progressLabel(transfer) : outcomeLabel(transfer)}
        </span>
        {working && <ProgressBar label={whatOf(transfer)} value={progressOf(transfer).share} className="mt-1" />}
      </Td>
      {isAdmin && <Td className="max-w-32 truncate font-mono text-sm max-lg:hidden">{transfer.startedBy}</Td>}
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        <RelativeTime date={transfer.createdAt} />
      </Td>
      <Td className="whitespace-nowrap">
        <TransferState transfer={transfer} />
      </Td>
      <Td className="w-px whitespace-nowrap">
        <TransferControls workspace={workspace} transfer={transfer} />
      </Td>
    </Tr>
  )
}
