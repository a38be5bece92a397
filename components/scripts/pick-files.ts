/** Opens the browser's own window to choose files. */
export function pickFiles(multiple: boolean, onFiles: (files: File[]) => void) {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = multiple
  input.onchange = () => onFiles([...(input.files ?? [])])
  input.click()
}
