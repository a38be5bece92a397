import type { ReactNode } from 'react'

export type MenuAction = {
  label: ReactNode
  icon?: ReactNode
  /** The shortcut shown at the right; the caller binds it. */
  keys?: string
  href?: string
  onSelect?: () => void
  danger?: boolean
  disabled?: boolean
}

export type MenuRadio = {
  label: string
  value: string
  onValueChange: (value: string) => void
  options: { value: string; label: ReactNode }[]
}

/** One line of a menu; `'separator'` draws a hairline, `{ heading }` a small title. */
export type MenuEntry = MenuAction | { heading: ReactNode } | { radio: MenuRadio } | 'separator'
