import { expect, it } from 'vitest'
import { toCrumbs } from './crumbs'

it('starts at the storage and links every folder on the way', () => {
  expect(toCrumbs('lab', { storage: '_default_', prefix: 'a/b c/' })).toEqual([
    { label: 'Primary', href: '/w/lab/explorer/_default_' },
    { label: 'a', href: '/w/lab/explorer/_default_/a' },
    { label: 'b c', href: '/w/lab/explorer/_default_/a/b%20c' },
  ])
})

it('names a folder without a name', () => {
  expect(toCrumbs('lab', { storage: 'cold', prefix: '/x/' }).map((crumb) => crumb.label)).toEqual([
    'cold',
    '(empty name)',
    'x',
  ])
})
