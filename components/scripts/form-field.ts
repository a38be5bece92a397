/** How a value is asked for. */
export type Control =
  | { kind: 'text'; secret: boolean; email: boolean; long: boolean }
  | { kind: 'number'; integer: boolean; minimum: number | null; maximum: number | null }
  | { kind: 'boolean' | 'date' | 'datetime' | 'bytes' | 'file' | 'files' | 'json' }
  | { kind: 'options'; values: (string | number)[] }
  | { kind: 'resource'; type: string }
  | { kind: 'list'; item: Control }
  | { kind: 'object'; fields: FormField[] }
  | { kind: 'choice'; options: { label: string; fields: FormField[] }[] }

/** One argument, or one field of an argument that is an object. */
export type FormField = {
  name: string
  control: Control
  required: boolean
  help: string
  /** The default of the script; undefined where it has none that could be told. */
  preset: unknown
  /** Whether null has to be given where nothing is. */
  nullable: boolean
}

/** Arguments by name. What is not in it is left to the script. */
export type Args = Record<string, unknown>
