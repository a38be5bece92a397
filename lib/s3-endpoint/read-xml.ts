import { SaxesParser } from 'saxes'
import { S3Failure } from './s3-failure'

/** An element of a document that somebody sent. */
export type XmlNode = { name: string; text: string; children: XmlNode[] }

const MAX_DEPTH = 8
const MAX_NODES = 100_000

/**
 * Reads a document as its root. Nothing in it is looked up or expanded: entities are XML's own five and numbers, and whoever
 * declares others is refused with the code for malformed documents.
 */
export function readXml(text: string): XmlNode {
  const parser = new SaxesParser()
  const root: XmlNode = { name: '', text: '', children: [] }
  const open: XmlNode[] = [root]
  let nodes = 0
  parser.on('error', (error) => {
    throw malformed(error.message)
  })
  parser.on('doctype', () => {
    throw malformed('it declares a document type')
  })
  parser.on('opentag', ({ name }) => {
    if (open.length > MAX_DEPTH || ++nodes > MAX_NODES) throw malformed('it has more elements than such a document may')
    const node: XmlNode = { name: name.replace(/^.*:/, ''), text: '', children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  const addText = (more: string) => {
    const node = open.at(-1)
    if (node) node.text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  const [only] = root.children
  if (!only) throw malformed('it has no element')
  return only
}

/** The text of a child, as it stands; undefined without one. */
export function childText(node: XmlNode, name: string): string | undefined {
  return node.children.find((child) => child.name === name)?.text
}

export function malformed(why: string): S3Failure {
  return new S3Failure('MalformedXML', `The XML of the request is not as it should be: ${why}.`)
}
