import 'server-only'
import { expectProcess, membersOf, readProcessTable } from './process-table'

export type GroupLimits = { memoryBytes: number; processes: number }
export type Excess = { kind: 'memory' | 'processes' | 'disk' | 'files' | 'hidden'; limit: number }

const INTERVAL_MS = 200

/**
 * Looks at the processes of a group until it is closed, and tells once when they take more than they may. Limits of the kernel
 * (RLIMIT_AS, RLIMIT_NPROC) would count address space, which V8 and Arrow reserve in plenty, and not count for root.
 */
export class GroupWatch {
  peakKib: number | null = null
  private readonly timer: NodeJS.Timeout
  private isLooking = false

  constructor(
    private readonly leader: number,
    private readonly limits: GroupLimits,
    private readonly onExcess: (excess: Excess) => void,
  ) {
    expectProcess(leader)
    this.timer = setInterval(() => void this.look(), INTERVAL_MS)
    void this.look()
  }

  close(): void {
    clearInterval(this.timer)
  }

  private async look(): Promise<void> {
    if (this.isLooking) return
    this.isLooking = true
    const table = await readProcessTable()
    this.isLooking = false
    if (!table) return this.close()
    const members = membersOf(table, this.leader)
    const residentKib = members.reduce((sum, entry) => sum + entry.residentKib, 0)
    this.peakKib = Math.max(this.peakKib ?? 0, residentKib)
    const { memoryBytes, processes } = this.limits
    if (residentKib * 1024 > memoryBytes) this.tell({ kind: 'memory', limit: memoryBytes })
    else if (members.length > processes) this.tell({ kind: 'processes', limit: processes })
  }

  private tell(excess: Excess): void {
    this.close()
    this.onExcess(excess)
  }
}
