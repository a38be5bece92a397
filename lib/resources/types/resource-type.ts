/** One field of a resource type. From these the form, the validation and the JSON schema are made. */
export type ResourceField = {
  name: string
  /** The words on screen. */
  label: string
  kind: 'text' | 'boolean' | 'integer' | 'secret'
  /** May not be empty. */
  required?: boolean
  /** What a new resource starts with. A field without a default may be left out of the value altogether. */
  default?: string | boolean
  /** What a switch means that is not in the value. */
  whenAbsent?: (value: ResourceValue) => boolean
  help: string
  placeholder?: string
  multiline?: boolean
  /** A secret that is a JSON object for programs and one line of text on screen. */
  json?: boolean
  /** Shown only on demand: few people need it. */
  advanced?: boolean
  /** Takes no references: what it names is for nobody else to change. */
  literal?: boolean
  /** What is wrong with a text, as a sentence, or null. */
  check?: (text: string) => string | null
}

export type ResourceValue = Record<string, unknown>

/** One thing that a preset asks for, from which it makes field values. */
type PresetInput = { name: string; label: string; placeholder: string; where: string }

/** A platform whose buckets are described by this type. */
export type Preset = {
  name: string
  label: string
  inputs: PresetInput[]
  /** Values of fields; with empty inputs, what is true of the platform anyway. */
  fill: (inputs: Record<string, string>) => ResourceValue
  /** Where on that platform each field's value is found. */
  where: Record<string, string>
}

/** `place` tells one bucket, server and access key from another; `secure` whether the way there is encrypted. */
export type Destination = { place: string; secure: boolean }

/** A resource type as data; `check` sees the fields together and answers sentences by field. */
export type ResourceType = {
  name: string
  label: string
  description: string
  fields: ResourceField[]
  presets: Preset[]
  check?: (value: ResourceValue) => Record<string, string>
  /** Whether a value, its references followed, has no keys and so means the server's own identity. */
  usesServerIdentity?: (value: ResourceValue) => boolean
  /** What to enter instead of the server's own identity, and the field to say it at. */
  ownCredentials?: { field: string; sentence: string }
  /** Where the secrets of a value go, its references followed. */
  destination?: (value: ResourceValue) => Destination
  /**
   * The `bucket` that scripts find beside the fields, for types that have no such field: they build `s3://bucket/key` from it, which the S3
   * endpoint understands.
   */
  bucketName?: (value: ResourceValue, path: string) => string
  /** Why only superadmins may create and change resources of this type. */
  superadminsOnly?: string
}
