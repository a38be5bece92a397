export function open() {
  authorise()
}

async function authorise() {}
