import 'server-only'
import { AppError } from '@/lib/errors'
import { type Expression, follow, parseExpression } from '@/lib/pipelines/expression'
import { MAX_ITERATIONS, type Transform, type Transforms } from '@/lib/pipelines/schema'
import { findReferences } from '@/lib/resources/references'
import { MAX_RESULT_BYTES } from '@/lib/runs/limits'
import type { RunArgs } from '@/lib/runs/schema'
import type { Place, Source } from './plan'
import { loadResults } from './store'

// Each may be as large as a result: only a few are held at a time.
const LOADED_AT_ONCE = 10

type Given = {
  args: RunArgs
  /** Names of those arguments whose references are none: who sent them may not read what they name. */
  plainArgs: readonly string[]
  /** Whether the same holds for fixed values. */
  plainStatic: boolean
}

/** The values that the steps of one run of a pipeline work with; those that were read last are kept. */
export class FlowValues {
  private readonly results = new Map<string, unknown>()
  private readonly lists = new Map<string, unknown[]>()

  constructor(
    private readonly flowId: string,
    private readonly given: Given,
  ) {}

  /** What a script is called with, and the names of those arguments that came from other steps and only read like references. */
  async argsOf(transforms: Transforms, place: Place): Promise<{ args: RunArgs; plainArgs: string[] }> {
    const args: RunArgs = {}
    const plainArgs: string[] = []
    for (const [name, transform] of Object.entries(transforms)) {
      const value = await this.evaluate(transform, place, name)
      if (value === undefined) continue
      Object.defineProperty(args, name, { value, enumerable: true, configurable: true, writable: true })
      if (!this.isOfCaller(transform) && findReferences(value).length > 0) plainArgs.push(name)
    }
    return { args, plainArgs }
  }

  /** What a loop goes over. Throws `invalid` for what is no list, or too long. */
  async itemsOf({ key, iterator, place }: { key: string; iterator: Transform; place: Place }): Promise<unknown[]> {
    const known = this.lists.get(key)
    if (known) return known
    const items = await this.evaluate(iterator, place, 'what the loop goes over')
    if (!Array.isArray(items))
      throw new AppError(
        'invalid',
        `The loop goes over a list, and got ${items === undefined ? 'nothing' : kindOf(items)}.`,
      )
    if (items.length > MAX_ITERATIONS)
      throw new AppError(
        'invalid',
        `The loop would go over ${items.length} values, and may over ${MAX_ITERATIONS}. Let a step answer a shorter list, or a list of lists.`,
      )
    this.lists.set(key, items)
    return items
  }

  /** The value that a source stands for. */
  async valueOf(source: Source): Promise<unknown> {
    if (source.from === 'input') return this.given.args
    if (source.from === 'step') return this.resultOf(source.key)
    return (await this.itemsOf(source.loop))[source.loop.index]
  }

  /** What a step answered; `{ error }` of one that failed. */
  async resultOf(key: string): Promise<unknown> {
    if (this.results.has(key)) return this.results.get(key)
    const value: unknown = JSON.parse((await loadResults(this.flowId, [key])).get(key) ?? 'null')
    const [oldest] = this.results.keys()
    if (oldest !== undefined && this.results.size >= LOADED_AT_ONCE) this.results.delete(oldest)
    this.results.set(key, value)
    return value
  }

  /** These values as one JSON list. Throws `invalid` where that is larger than a result may be. */
  async listOf(sources: readonly Source[]): Promise<string> {
    const texts: string[] = []
    let bytes = 2
    for (let start = 0; start < sources.length; start += LOADED_AT_ONCE) {
      const some = sources.slice(start, start + LOADED_AT_ONCE)
      const keys = some.flatMap((source) => (source.from === 'step' ? [source.key] : []))
      const loaded = await loadResults(this.flowId, keys)
      for (const source of some) {
        const kept = source.from === 'step' ? loaded.get(source.key) : undefined
        const text = kept ?? JSON.stringify((await this.valueOf(source)) ?? null)
        bytes += Buffer.byteLength(text) + 1
        if (bytes > MAX_RESULT_BYTES)
          throw new AppError(
            'invalid',
            'Its results together are larger than 4 MiB. Write them into files, and return those.',
          )
        texts.push(text)
      }
    }
    return `[${texts.join(',')}]`
  }

  private async evaluate(transform: Transform, place: Place, name: string): Promise<unknown> {
    if (transform.type === 'static') return transform.value
    const expression = parseExpression(transform.expr)
    if (!expression) throw new AppError('invalid', `${name}: ${JSON.stringify(transform.expr)} is no path to a value.`)
    try {
      return follow(await this.rootOf(expression, place), expression.steps)
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      throw new AppError('invalid', `${name}: ${transform.expr} leads nowhere: ${cause.message}.`, { cause })
    }
  }

  private async rootOf(expression: Expression, { earlier, previous, loop }: Place): Promise<unknown> {
    if (expression.root === 'flow_input') return this.given.args
    if (expression.root === 'previous_result') return this.valueOf(previous)
    if (expression.root === 'iter')
      return loop ? { value: (await this.itemsOf(loop))[loop.index], index: loop.index } : undefined
    const source = earlier.get(expression.id)
    return source ? this.valueOf(source) : undefined
  }

  /** Whether it is what whoever starts or writes a pipeline put there: references in it are meant. */
  private isOfCaller(transform: Transform): boolean {
    if (transform.type === 'static') return !this.given.plainStatic
    const expression = parseExpression(transform.expr)
    if (expression?.root !== 'flow_input') return false
    const { plainArgs } = this.given
    const [first] = expression.steps
    return first === undefined ? plainArgs.length === 0 : !plainArgs.includes(String(first))
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
