import { eachModule } from './check-flow'
import type { FlowModule } from './schema'

const MAX_NAME_LENGTH = 80

/** A step as sentences name it: `Clean up (a)`, or its id alone where it has no name and runs no script. Long names are cut. */
export function nameStep({ id, summary, value }: Pick<FlowModule, 'id' | 'summary' | 'value'>): string {
  const name = summary || (value.type === 'script' ? value.path.split('/').at(-1) : '')
  if (!name || name === id) return id
  const letters = [...name]
  return `${letters.length > MAX_NAME_LENGTH ? `${letters.slice(0, MAX_NAME_LENGTH).join('')}…` : name} (${id})`
}

/** The same by the ids of the steps of a pipeline, those within loops and branches included. */
export function nameSteps(modules: readonly FlowModule[]): (id: string) => string {
  const names = new Map([...eachModule(modules)].map((module) => [module.id, nameStep(module)]))
  return (id) => names.get(id) ?? id
}
