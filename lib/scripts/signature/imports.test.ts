import { expect, it } from 'vitest'
import { importsIn } from './imports'

it.each([
  ["import Papa from 'papaparse'\nexport const main = () => Papa.parse<Row>('a', { header: true })", ['papaparse']],
  [
    "import { unzipSync } from 'fflate'\nimport x from 'y'\nexport const main = (a?: string) => f({ g() {} })",
    ['fflate', 'y'],
  ],
  ["export * from 'a'\nexport { b } from 'b'\nconst later = () => import('c')", ['a', 'b', 'c']],
  ['import {', []],
])('%j imports %j', (content, names) => expect(importsIn(content).sort()).toEqual(names))
