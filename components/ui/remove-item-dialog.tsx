'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { ConfirmDialog } from './confirm-dialog'

export type RemoveItemDialogProps = {
  path: string
  /** What it is called, in small letters. */
  noun: string
  /** 'Archive' or 'Delete', what is said once it is done, and what becomes of it. */
  words: { verb: string; done: string; effect: string }
  danger: boolean
  remove: () => Promise<unknown>
  /** The page to be at once it is gone. */
  listHref: string
  onClose: () => void
}

/** Asks before something that has a path is taken out of use, or deleted, and leads to the list that it was in. */
export function RemoveItemDialog({ path, noun, words, danger, remove, listHref, onClose }: RemoveItemDialogProps) {
  const router = useRouter()
  const removing = useMutation({
    mutationFn: remove,
    onSuccess: () => {
      toast(words.done, { description: path })
      router.push(listHref)
      router.refresh()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`${words.verb} ${path}?`}
      description={words.effect}
      confirmLabel={`${words.verb} ${noun}`}
      danger={danger}
      onConfirm={() => removing.mutate()}
      pending={removing.isPending}
      error={removing.error}
    />
  )
}
