'use client'

import { createContext, useContext } from 'react'

export type ResourceChoice = { path: string; resourceType: string; description: string }

/** What the controls of a form stand in. */
export type FormPlace = {
  workspace: string
  /** Names of the workspace's storages, the primary one first. */
  storages: string[]
  /** The resources that the person may see. */
  resources: ResourceChoice[]
  /** Hears of every upload that begins (+1) and ends (-1). */
  onUploading: (step: 1 | -1) => void
}

export const FormPlaceContext = createContext<FormPlace | null>(null)

/** The form that a control is part of. */
export function useFormPlace(): FormPlace {
  const place = useContext(FormPlaceContext)
  if (!place) throw new Error('useFormPlace is called outside of a form of arguments')
  return place
}
