'use client'

import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Segmented } from '@/components/ui/segmented'
import { corsRecipes } from '@/lib/doctor/cors-recipes'
import { type AccessLevel, accessLevels, type PolicyPlace, policyRecipes, type Recipe } from '@/lib/doctor/policies'
import type { Check } from '@/lib/doctor/report'

const LEVEL_LABELS: Record<AccessLevel, string> = { read: 'Read', write: 'Read and write' }

/** The least rights for the key, and the rule for browsers: to be pasted where the bucket is. */
export function Recipes({ place, checks, origin }: { place: PolicyPlace; checks: Check[]; origin: string }) {
  const [level, setLevel] = useState<AccessLevel>('write')
  const policies = policyRecipes(place, level, checks)
  const rules = corsRecipes(place, origin)
  if (policies.length === 0 && rules.length === 0) return null
  return (
    <>
      <section aria-labelledby="least-rights" className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="least-rights" className="font-semibold">
            Least rights for the key
          </h2>
          <Segmented
            label="What the key is for"
            options={accessLevels.map((value) => ({ value, label: LEVEL_LABELS[value] }))}
            value={level}
            onValueChange={(value) => setLevel(value === 'read' ? 'read' : 'write')}
          />
        </div>
        {policies.map((recipe) => (
          <RecipeText key={recipe.name} recipe={recipe} />
        ))}
      </section>
      <section aria-labelledby="cors-rule" className="grid gap-3">
        <h2 id="cors-rule" className="font-semibold">
          Straight from the browser
        </h2>
        {rules.map((recipe) => (
          <RecipeText key={recipe.name} recipe={recipe} />
        ))}
      </section>
    </>
  )
}

function RecipeText({ recipe: { label, where, text } }: { recipe: Recipe }) {
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium">{label}</h3>
        <CopyButton labelled value={text} what={label.replace(/^Bucket/, 'bucket')} />
      </div>
      <p className="text-sm text-text-2 [overflow-wrap:anywhere]">{where}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard too
        tabIndex={0}
        className="max-h-64 overflow-auto rounded-md border bg-sunken p-2.5 font-mono text-xs leading-relaxed"
      >
        {text}
      </pre>
    </div>
  )
}
