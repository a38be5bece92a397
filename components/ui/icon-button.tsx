'use client'

import type { ComponentProps } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { Tooltip } from './tooltip'

type IconButtonProps = Omit<ComponentProps<typeof Button>, 'aria-label'> & { label: string; keys?: string }

/** A button that is only an icon: the label is its name and its tooltip. */
export function IconButton({ label, keys, variant = 'ghost', size = 'md', className, ...props }: IconButtonProps) {
  return (
    <Tooltip content={label} keys={keys}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={cn('aspect-square px-0 max-md:px-0', className)}
        {...props}
      />
    </Tooltip>
  )
}
