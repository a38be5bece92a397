import { Check, Minus } from 'lucide-react'
import { type Capabilities, type CapabilityName, capabilityNames } from '@/lib/doctor/report'

const LABELS: Record<CapabilityName, string> = {
  list: 'Browse',
  read: 'Read files',
  write: 'Write files',
  remove: 'Remove files',
  ranges: 'Read parts of files',
  multipart: 'Upload in parts',
  conditionalWrites: 'Write only if new',
  anyKey: 'Any file name',
  checksums: 'Checksums',
  versioning: 'Versions',
  objectLock: 'Object lock',
  tagging: 'Tags',
  signing: 'Signed addresses',
  cors: 'Straight from the browser',
}

/** What Granary does and does not use here. What nobody could tell is left out. */
export function CapabilityList({ capabilities }: { capabilities: Capabilities }) {
  const known = capabilityNames.filter((name) => typeof capabilities[name] === 'boolean')
  if (known.length === 0) return null
  return (
    <section aria-labelledby="what-works" className="grid gap-2">
      <h2 id="what-works" className="font-semibold">
        What works here
      </h2>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-1">
        {known.map((name) => (
          <li key={name} className={`flex items-center gap-2 ${capabilities[name] ? '' : 'text-text-2'}`}>
            {capabilities[name] ? (
              <Check role="img" aria-label="Yes" className="size-3.5 shrink-0 text-ok" />
            ) : (
              <Minus role="img" aria-label="No" className="size-3.5 shrink-0 text-text-3" />
            )}
            {LABELS[name]}
          </li>
        ))}
      </ul>
    </section>
  )
}
