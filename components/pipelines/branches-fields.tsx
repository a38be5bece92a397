'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { type Branch, type BranchesModule, MAX_BRANCHES } from '@/lib/pipelines/schema'
import { STEP, type StepProblems } from './step-problems'

type BranchesFieldsProps = {
  value: BranchesModule
  problems: StepProblems
  disabled: boolean
  onChange: (change: (value: BranchesModule) => BranchesModule) => void
}

/** The branches of a step: their names, how many, and whether they run at the same time. */
export function BranchesFields({ value, problems, disabled, onChange }: BranchesFieldsProps) {
  const { branches, parallel } = value
  const edit = (change: (known: Branch[]) => Branch[]) =>
    onChange((known) => ({ ...known, branches: change(known.branches) }))
  const change = (index: number, next: Partial<Branch>) =>
    edit((known) => known.map((branch, at) => (at === index ? { ...branch, ...next } : branch)))
  return (
    <>
      {problems[STEP] && <p className="text-bad text-sm">{problems[STEP]}</p>}
      <Switch
        label="At the same time"
        help="Otherwise one branch after another."
        checked={parallel}
        disabled={disabled}
        onCheckedChange={(next) => onChange((known) => ({ ...known, parallel: next }))}
      />
      <ol className="grid gap-4">
        {branches.map((branch, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: branches have no identity but their place
          <li key={index} className="grid gap-2">
            <div className="flex items-end gap-1.5">
              <Field
                label={`Name of branch ${index + 1}`}
                optional
                className="min-w-0 flex-1"
                aside={<span className="text-sm text-text-2">{countOf(branch.modules.length, 'step')}</span>}
              >
                <Input
                  value={branch.summary ?? ''}
                  disabled={disabled}
                  onChange={(event) => change(index, { summary: event.target.value || undefined })}
                />
              </Field>
              {!disabled && branches.length > 1 && (
                <IconButton
                  label={`Remove branch ${index + 1}`}
                  // What holds steps is emptied first: a slip takes nothing with it.
                  disabled={branch.modules.length > 0}
                  onClick={() => edit((known) => known.toSpliced(index, 1))}
                >
                  <X />
                </IconButton>
              )}
            </div>
            <Switch
              label={`Go on when ${branch.summary || `branch ${index + 1}`} fails`}
              checked={branch.skip_failure === true}
              disabled={disabled}
              onCheckedChange={(next) => change(index, { skip_failure: next || undefined })}
            />
          </li>
        ))}
      </ol>
      {!disabled && branches.length < MAX_BRANCHES && (
        <div>
          <Button onClick={() => edit((known) => [...known, { modules: [] }])}>
            <Plus aria-hidden="true" />
            Add a branch
          </Button>
        </div>
      )}
    </>
  )
}
