'use server'

import { defineAction } from '@/lib/actions/define-action'
import { applySuggestion } from './apply-suggestion'
import { runDoctor } from './run-doctor'
import { saveDoctorSettings } from './save-doctor-settings'
import { applySuggestionSchema, runDoctorSchema, saveDoctorSettingsSchema } from './schema'

/** Answers a stream of events. */
export const runDoctorAction = defineAction(runDoctorSchema, runDoctor)
export const saveDoctorSettingsAction = defineAction(saveDoctorSettingsSchema, saveDoctorSettings)
export const applySuggestionAction = defineAction(applySuggestionSchema, applySuggestion)
