'use client'

import { createContext, useContext } from 'react'

type FieldControl = { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true; 'aria-required'?: true }

export const FieldContext = createContext<FieldControl>({})

/** What a control inside a Field must carry to be tied to its label, help and error. */
export function useFieldControl() {
  return useContext(FieldContext)
}
