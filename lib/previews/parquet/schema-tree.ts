import { AppError } from '@/lib/errors'
import type { SchemaElement } from './schema-element'

/** A column or a group of columns. */
export interface SchemaNode {
  name: string
  element: SchemaElement
  children: SchemaNode[]
  /** Index among all leaf columns; a group has those of its leaves: `[firstLeaf, endLeaf)`. */
  firstLeaf: number
  endLeaf: number
  /** How many repeated nodes lead here, itself included: 0 means one value per row. */
  repeats: number
  /** This node and everything below it, as the footer lists it. */
  elements: SchemaElement[]
}

const MAX_DEPTH = 50

/** Builds the tree from the footer's flat list; the root is the file's row. */
export function schemaTree(elements: SchemaElement[]): SchemaNode {
  let position = 0
  let leaves = 0
  const build = (depth: number, above: number): SchemaNode => {
    const first = position
    const element = elements[position++]
    if (!element || depth > MAX_DEPTH) throw new AppError('invalid', 'The schema of this parquet file is damaged.')
    const firstLeaf = leaves
    const repeats = above + (element.repetition === 'repeated' ? 1 : 0)
    const children: SchemaNode[] = []
    if (element.physical !== null) leaves++
    else for (let i = 0; i < element.childCount; i++) children.push(build(depth + 1, repeats))
    const { name } = element
    return { name, element, children, firstLeaf, endLeaf: leaves, repeats, elements: elements.slice(first, position) }
  }
  return build(0, 0)
}

/** The leaf columns below a node, in file order. */
export const leavesOf = (node: SchemaNode): SchemaNode[] =>
  node.element.physical === null ? node.children.flatMap(leavesOf) : [node]
