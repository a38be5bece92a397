const sentences: Record<string, string> = {
  NotInvited:
    'You have no account here. Ask a superadmin to create one for the address that your identity provider has verified.',
  Configuration:
    'Single sign-on could not be completed. Try again; if it stays, ask a superadmin to look into the log of the server.',
  OAuthCallbackError: 'The identity provider did not let you in. Try again, or sign in with a password.',
}

const OTHER = 'That did not work. Sign in again.'

/** What the error code that next-auth adds to the sign-in page's address means to a person. */
export function signInProblem(code: unknown): string | undefined {
  if (typeof code !== 'string') return undefined
  return Object.hasOwn(sentences, code) ? sentences[code] : OTHER
}
