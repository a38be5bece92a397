export function open() {
  if (authorise()) return 'opened'
  return 'refused'
}

async function authorise() {
  return false
}
