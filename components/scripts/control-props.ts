import type { ArgProblems } from './check-args'
import type { FormField } from './form-field'

/** What every control of an argument gets. */
export type ControlProps = {
  value: unknown
  onChange: (value: unknown) => void
}

/** What an argument gets that holds others. */
export type FieldProps = ControlProps & {
  field: FormField
  /** Where it lies in the arguments: `filter/since`. */
  place: string
  problems: ArgProblems
}
