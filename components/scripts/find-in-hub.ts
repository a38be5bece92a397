import type { ScriptLanguage } from '@/lib/scripts/schema'

export type HubText = { name: string; title: string; description: string; language: ScriptLanguage; content: string }
export type HubLanguage = 'all' | 'bun' | 'python3'

/** The ready scripts in a language that hold every word of the search in their title, description or text. */
export function findInHub(hub: HubText[], { search, language }: { search: string; language: HubLanguage }): HubText[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return hub.filter((script) => {
    const text = `${script.title} ${script.description} ${script.content}`.toLowerCase()
    return (language === 'all' || script.language === language) && words.every((word) => text.includes(word))
  })
}
