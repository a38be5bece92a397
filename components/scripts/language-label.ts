/** What people call the language of a script. */
export function languageLabel(language: string): string {
  return language === 'python3' ? 'Python' : 'TypeScript'
}
