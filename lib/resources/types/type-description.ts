/** A resource type as other programs see it. */
export type TypeDescription = { name: string; schema: Record<string, unknown>; description: string }
