import { nameParts } from './visible-name'

type VisibleTextProps = { name: string; start?: number; end?: number }

/** A name, or a part of it, with its written-out characters set apart. Isolated, so that its direction stays its own. */
export function VisibleText({ name, start, end }: VisibleTextProps) {
  return (
    <bdi className="whitespace-pre">
      {nameParts(name, start, end).map((part, index) =>
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
