'use client'

import { createContext } from 'react'
import { emptyStats } from '@/lib/previews/byte-source'

/** What it cost to find out what the file is: part of what its preview costs. */
export const FirstLook = createContext(emptyStats())
