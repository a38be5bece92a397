/** Copies text and tells whether that worked. The clipboard API is missing on plain http addresses; the old command still works there. */
export async function writeClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
  }
  const area = Object.assign(document.createElement('textarea'), { value: text })
  area.style.position = 'fixed'
  // A dialog that traps focus would take it back from an element outside of it.
  const host = document.activeElement?.parentElement ?? document.body
  host.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  return copied
}
