import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { getDoctorState } from './get-doctor-state'
import { getExaminable } from './get-examinable'
import type { DoctorState, SaveDoctorSettings } from './schema'
import { saveSettings } from './store'

/** Sets where probe files go and how often the doctor looks by itself. */
export async function saveDoctorSettings(ctx: Context, input: SaveDoctorSettings): Promise<DoctorState> {
  const { path, prefix, everyHours } = input
  const row = await getExaminable(ctx, path)
  await saveSettings(row.id, { prefix, everyHours })
  const parameters = { prefix, everyHours }
  await recordAudit(ctx, { operation: 'doctor.edit_settings', action: 'update', resource: path, parameters })
  return getDoctorState(ctx, { path })
}
