type Named = { job_kind: string; script_path?: string }

/** What a run is called: the path of its script or pipeline. A text that nobody has saved may say any path, and is none of that script's runs. */
export function runName({ job_kind: kind, script_path: path }: Named): string {
  if ((kind === 'script' || kind === 'flow') && path) return path
  if (kind === 'flowpreview') return path ? `Unsaved steps of ${path}` : 'Unsaved pipeline'
  if (kind === 'flowscript') return path ? `Text of a step of ${path}` : 'Text of a step'
  return path ? `Unsaved text of ${path}` : 'Unsaved text'
}
