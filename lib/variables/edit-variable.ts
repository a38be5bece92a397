import 'server-only'
import type { Context } from '@/lib/auth/context'
import { parse } from '@/lib/parse'
import { createVariable } from './create-variable'
import { getWritableVariable } from './get-readable-variable'
import { createVariableSchema, updateVariableSchema, type VariablePath } from './schema'
import { EditedMeanwhile, updateVariable } from './update-variable'
import type { EditVariable, NewVariable } from './wire'

// Programs that write at once are no people who overwrite each other: the last one counts.
const TRIES = 5

/** Creates a variable as programs ask for it. Answers its path. */
export async function createVariableAt(ctx: Context, body: NewVariable): Promise<string> {
  const { path, value, is_secret: isSecret, description } = body
  const input = { path, value, isSecret: isSecret ?? false, description: description ?? '' }
  return (await createVariable(ctx, parse(createVariableSchema, input))).path
}

/** Changes what is given. Answers the path. */
export async function editVariable(ctx: Context, { path }: VariablePath, change: EditVariable): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const row = await getWritableVariable(ctx, path)
      const input = {
        path,
        newPath: change.path ?? path,
        editedAt: row.editedAt,
        description: change.description ?? row.description,
        isSecret: change.is_secret ?? row.isSecret,
        value: change.value ?? undefined,
      }
      return (await updateVariable(ctx, parse(updateVariableSchema, input))).path
    } catch (error) {
      if (!(error instanceof EditedMeanwhile) || attempt === TRIES) throw error
    }
  }
}
