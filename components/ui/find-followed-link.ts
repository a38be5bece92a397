type Click = Pick<MouseEvent, 'target' | 'button' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>

/** The link that a click follows in this tab; null when it follows none, opens another tab or downloads. */
export function findFollowedLink(click: Click): HTMLAnchorElement | null {
  const plain = click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.altKey
  const link = click.target instanceof Element ? click.target.closest('a') : null
  if (!plain || !link?.href || link.target === '_blank' || link.hasAttribute('download')) return null
  return link
}
