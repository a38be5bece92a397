/** What is wrong with the name of a storage account, or null. */
export function accountProblem(account: string): string | null {
  if (/[./:]/.test(account)) return 'Enter the name of the account alone, without .blob.core.windows.net.'
  if (/^[a-z0-9]{3,24}$/.test(account)) return null
  return 'A storage account has 3 to 24 small letters and digits in its name.'
}

/** What is wrong with the name of a container, or null. */
export function containerProblem(container: string): string | null {
  if (/^\$(root|web|logs)$/.test(container)) return null
  if (container.includes('/'))
    return 'A container has no slash in its name. Enter the container alone, without a folder.'
  if (/^[a-z0-9](-?[a-z0-9]){2,62}$/.test(container) && container.length <= 63) return null
  return 'A container has 3 to 63 small letters, digits and single dashes in its name.'
}

/** What is wrong with a SAS token, or null. */
export function sasProblem(token: string): string | null {
  if (/^https?:/i.test(token)) return 'Enter what stands behind the question mark alone: it begins with sv= or sp=.'
  return /(^|[?&])sig=[^&]/.test(token)
    ? null
    : 'This is no SAS token: there is no signature (sig=) in it. Copy all of it.'
}

/** What is wrong with the id of a tenant or an application, or null. */
export function tenantProblem(id: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9.-]{2,252}$/.test(id)
    ? null
    : 'This is no ID, such as 72f988bf-86f1-41af-91ab-2d7cd011db47.'
}
