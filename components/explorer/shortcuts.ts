import type { ShortcutGroup } from '@/components/ui/shortcut-map'

/** The explorer's part of the map behind `?`. */
export const explorerShortcuts: ShortcutGroup = {
  title: 'Explorer',
  shortcuts: [
    { keys: 'j / ArrowDown', label: 'Next row' },
    { keys: 'k / ArrowUp', label: 'Previous row' },
    { keys: 'Enter', label: 'Open; again for full screen' },
    { keys: 'Backspace / Alt+ArrowUp', label: 'Folder above' },
    { keys: 'Esc', label: 'Clear the selection, close the file' },
    { keys: 'x / Space', label: 'Select' },
    { keys: 'Shift+ArrowDown', label: 'Select a range' },
    { keys: 'mod+a', label: 'Select all loaded rows' },
    { keys: '/', label: 'Find by prefix' },
    { keys: 'u', label: 'Upload files' },
    { keys: 'd', label: 'Download' },
    { keys: 'F2', label: 'Rename' },
    { keys: 'c', label: 'Copy to another folder or storage' },
    { keys: 'm', label: 'Move' },
    { keys: 'Del', label: 'Delete' },
  ],
}

const CHANGES = ['u', 'F2', 'c', 'm', 'Del']

/** The same for whoever changes nothing. */
export const readingShortcuts: ShortcutGroup = {
  ...explorerShortcuts,
  shortcuts: explorerShortcuts.shortcuts.filter(({ keys }) => !CHANGES.includes(keys)),
}
