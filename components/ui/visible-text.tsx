import { nameParts } from './visible-name'

/** A name with its written-out characters set apart. Isolated, so that its direction stays its own. */
export function VisibleText({ name }: { name: string }) {
  const parts = nameParts(name)
  if (parts.length === 1 && !parts[0]?.escaped) return <bdi className="whitespace-pre">{name}</bdi>
  return (
    <bdi className="whitespace-pre">
      {parts.map((part, index) =>
        part.escaped ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one string have no identity but their place
          <span key={index} className="rounded-sm bg-bad-soft font-mono text-bad text-xs">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  )
}
