import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A plain table for tens of rows; long lists are virtual and made elsewhere. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <div className="w-full overflow-x-auto">
      <table className={cn('w-full border-collapse text-left', className)} {...props} />
    </div>
  )
}

/** A row; give it `className="hover:bg-hover"` when the whole of it can be pressed. */
export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-b', className)} {...props} />
}

/** A column's heading; `numeric` aligns it right. */
export function Th({ className, numeric, ...props }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        'h-row whitespace-nowrap px-2 font-normal text-sm text-text-3 first:pl-gutter last:pr-gutter',
        numeric && 'text-right',
        className,
      )}
      {...props}
    />
  )
}

/** The heading over the menus of the rows: read aloud, not shown. */
export function ActionsTh() {
  return (
    <Th>
      <span className="sr-only">Actions</span>
    </Th>
  )
}

/** A cell; `numeric` aligns it right. */
export function Td({ className, numeric, ...props }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={cn(
        'h-row px-2 py-1 first:pl-gutter last:pr-gutter max-md:h-10',
        numeric && 'text-right text-text-2',
        className,
      )}
      {...props}
    />
  )
}
