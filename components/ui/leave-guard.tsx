'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { ConfirmDialog } from './confirm-dialog'
import { findFollowedLink } from './find-followed-link'
import { guardUnload } from './guard-unload'
import { guardLeaving } from './leave'

type Go = () => void

/** While active, asks before the page is left: by closing the tab, by a link or `leave`, by back and forward. */
export function LeaveGuard({ active }: { active: boolean }) {
  const router = useRouter()
  const [leave, setLeave] = useState<{ go: Go } | null>(null)
  const allowed = useRef(false)

  useEffect(() => {
    if (!active) return
    allowed.current = false
    const ask = (go: Go) => setLeave({ go })
    const guards = [
      guardUnload(),
      guardLeaving(ask),
      guardLinks((href) => ask(() => router.push(href))),
      guardHistory(allowed, ask),
    ]
    return () => {
      for (const stop of guards) stop()
    }
  }, [active, router])

  function confirm() {
    allowed.current = true
    setLeave(null)
    leave?.go()
  }
  return (
    <ConfirmDialog
      open={leave !== null}
      onOpenChange={() => setLeave(null)}
      title="Leave without saving?"
      description="The changes on this page are not saved yet."
      confirmLabel="Discard changes"
      cancelLabel="Stay here"
      onConfirm={confirm}
    />
  )
}

function guardLinks(ask: (href: string) => void) {
  function intercept(event: MouseEvent) {
    const href = findLeavingHref(event)
    if (href === null) return
    event.preventDefault()
    event.stopPropagation()
    ask(href)
  }
  // Capturing, so that the router's own handler never sees the press.
  document.addEventListener('click', intercept, true)
  return () => document.removeEventListener('click', intercept, true)
}

function findLeavingHref(event: MouseEvent): string | null {
  const link = findFollowedLink(event)
  if (!link) return null
  const sameOrigin = link.origin === location.origin
  const samePage = link.pathname === location.pathname && link.search === location.search
  return sameOrigin && !samePage ? link.pathname + link.search + link.hash : null
}

/** Only browsers with the Navigation API can hold back and forward; elsewhere they pass. */
function guardHistory(allowed: { current: boolean }, ask: (go: Go) => void) {
  if (!('navigation' in window)) return () => {}
  const { navigation } = window
  function intercept(event: NavigateEvent) {
    if (event.navigationType !== 'traverse' || !event.cancelable || allowed.current) return
    event.preventDefault()
    const { key } = event.destination
    ask(() => void navigation.traverseTo(key))
  }
  navigation.addEventListener('navigate', intercept)
  return () => navigation.removeEventListener('navigate', intercept)
}
