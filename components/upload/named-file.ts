/** A file to upload and where it lies below the folder it goes to: `photos/2026/a.jpg`. */
export type NamedFile = { file: File; path: string }
