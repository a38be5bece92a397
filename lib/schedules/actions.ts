'use server'

import { defineAction } from '@/lib/actions/define-action'
import { createSchedule, deleteSchedule, setScheduleEnabled, updateSchedule } from './save-schedule'
import { newScheduleSchema, schedulePathSchema, setEnabledSchema, updateScheduleSchema } from './schema'

export const createScheduleAction = defineAction(newScheduleSchema, createSchedule)
export const updateScheduleAction = defineAction(updateScheduleSchema, updateSchedule)
export const setScheduleEnabledAction = defineAction(setEnabledSchema, setScheduleEnabled)
export const deleteScheduleAction = defineAction(schedulePathSchema, deleteSchedule)
