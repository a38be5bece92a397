'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import type { ContextMenu, DropdownMenu } from 'radix-ui'
import { cn } from './cn'
import { Kbd } from './kbd'
import { itemClasses } from './menu-classes'
import type { MenuAction, MenuEntry, MenuRadio } from './menu-entries'

/** The two radix menus share their parts' shapes; either can draw the entries. */
type MenuParts = Pick<
  typeof DropdownMenu | typeof ContextMenu,
  'Item' | 'Label' | 'Separator' | 'RadioGroup' | 'RadioItem' | 'ItemIndicator'
>

/** The lines of a dropdown or context menu. */
export function MenuItems({ entries, parts }: { entries: MenuEntry[]; parts: MenuParts }) {
  return entries.map((entry, index) => {
    const key = `${index}`
    if (entry === 'separator') return <parts.Separator key={key} className="-mx-1 my-1 h-px bg-line" />
    if ('heading' in entry) return <MenuHeading key={key} parts={parts} heading={entry.heading} />
    if ('radio' in entry) return <MenuRadioGroup key={key} parts={parts} radio={entry.radio} />
    return <MenuItem key={key} parts={parts} action={entry} />
  })
}

function MenuHeading({ heading, parts }: { heading: React.ReactNode; parts: MenuParts }) {
  return <parts.Label className="px-2 pt-1.5 pb-1 text-sm text-text-3">{heading}</parts.Label>
}

function MenuItem({ action, parts }: { action: MenuAction; parts: MenuParts }) {
  const content = (
    <>
      {action.icon}
      <span className="min-w-0 flex-1 truncate">{action.label}</span>
      {action.keys && <Kbd keys={action.keys} className="ml-3" />}
    </>
  )
  return (
    <parts.Item
      asChild={action.href !== undefined}
      disabled={action.disabled}
      onSelect={action.onSelect}
      className={cn(itemClasses, action.danger && 'text-bad [&_svg]:text-bad')}
    >
      {action.href === undefined ? content : <Link href={action.href}>{content}</Link>}
    </parts.Item>
  )
}

function MenuRadioGroup({ radio, parts }: { radio: MenuRadio; parts: MenuParts }) {
  return (
    <parts.RadioGroup value={radio.value} onValueChange={radio.onValueChange} aria-label={radio.label}>
      {radio.options.map((option) => (
        <parts.RadioItem key={option.value} value={option.value} className={itemClasses}>
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <parts.ItemIndicator>
            <Check aria-hidden="true" />
          </parts.ItemIndicator>
        </parts.RadioItem>
      ))}
    </parts.RadioGroup>
  )
}
