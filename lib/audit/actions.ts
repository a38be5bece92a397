'use server'

import { defineAction } from '@/lib/actions/define-action'
import { setAuditReadsSchema } from './schema'
import { setAuditReads } from './set-audit-reads'

export const setAuditReadsAction = defineAction(setAuditReadsSchema, setAuditReads)
