'use client'

import { useEffect, useState } from 'react'
import { emptyStats, type ReadStats } from '@/lib/previews/byte-source'

/** What the browser has read by itself of an address since this was first drawn, for an `<img>` or a player. */
export function useBrowserReads(url: string): ReadStats {
  const [since] = useState(() => performance.now())
  const [stats, setStats] = useState(emptyStats)
  useEffect(() => {
    const address = new URL(url, location.href).href
    const observer = new PerformanceObserver((list) => {
      const own = list.getEntriesByName(address, 'resource').filter(({ startTime }) => startTime >= since)
      setStats((before) => own.filter(isRead).reduce(addEntry, before))
    })
    observer.observe({ type: 'resource', buffered: true })
    return () => observer.disconnect()
  }, [url, since])
  return stats
}

/** What came from the browser's cache has cost nothing. */
const isRead = (entry: PerformanceEntry) => entry instanceof PerformanceResourceTiming && entry.transferSize > 0

function addEntry(sum: ReadStats, entry: PerformanceEntry): ReadStats {
  const bytes = entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0
  return {
    bytes: sum.bytes + bytes,
    requests: sum.requests + 1,
    milliseconds: sum.milliseconds + entry.duration,
  }
}
