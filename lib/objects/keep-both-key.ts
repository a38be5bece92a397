/** A key beside one that is taken: `a/name (2).csv`, or the first number that is free. */
export function keepBothKey(key: string, isTaken: (key: string) => boolean): string {
  const { stem, ending } = splitEnding(key)
  let number = 2
  while (isTaken(`${stem} (${number})${ending}`)) number++
  return `${stem} (${number})${ending}`
}

/** `archive.tar.gz` ends with `.tar.gz`; a name that only begins with a dot has no ending. */
function splitEnding(key: string): { stem: string; ending: string } {
  const start = key.lastIndexOf('/') + 1
  const ending = /(?<=.)(?:\.tar)?\.[^./\s]{1,12}$/u.exec(key.slice(start))?.[0] ?? ''
  return { stem: key.slice(0, key.length - ending.length), ending }
}
