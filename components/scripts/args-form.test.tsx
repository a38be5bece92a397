import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { afterEach, expect, it, vi } from 'vitest'
import { ArgsForm } from './args-form'
import { FormPlaceContext } from './form-place'
import { readFields } from './read-fields'
import { useArgs } from './use-args'

const file = { type: 'object', format: 'resource-s3_object' }
const fields = readFields(
  {
    properties: {
      city: { type: 'string', description: 'Where it grew' },
      count: { type: 'integer', default: 3 },
      dry: { type: 'boolean' },
      db: { type: 'object', format: 'resource-s3' },
      file,
      files: { type: 'array', items: { type: 'resource', resourceType: 's3_object' } },
      tags: { type: 'array', items: { type: 'string' } },
    },
    required: ['city', 'dry', 'file'],
  },
  () => true,
)
const place = { workspace: 'lab', storages: ['_default_', 'cold'], resources: [], onUploading: () => undefined }

function Form({ onArgs }: { onArgs: (args: object) => void }) {
  const draft = useArgs(fields)
  onArgs(draft.args)
  return (
    <FormPlaceContext value={place}>
      <ArgsForm draft={draft} empty="" />
      <button type="button" onClick={() => draft.attempt()}>
        Run
      </button>
    </FormPlaceContext>
  )
}

function open() {
  const onArgs = vi.fn<(args: object) => void>()
  render(
    <Tooltip.Provider>
      <Form onArgs={onArgs} />
    </Tooltip.Provider>,
  )
  return { user: userEvent.setup(), args: () => onArgs.mock.lastCall?.[0] }
}

afterEach(cleanup)

it('asks for what the script takes, under its name and with its description', async () => {
  const { user, args } = open()
  expect(args()).toEqual({ count: 3, dry: false })
  const city = screen.getByLabelText('city')
  expect(document.getElementById(city.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Where it grew')
  await user.type(city, 'Riga')
  await user.click(screen.getByRole('switch', { name: 'dry' }))
  await user.click(screen.getByRole('button', { name: 'Add to tags' }))
  await user.type(screen.getByLabelText('1'), 'x')
  expect(args()).toEqual({ city: 'Riga', count: 3, dry: true, tags: ['x'] })
  await user.click(screen.getByRole('button', { name: 'Remove tags 1' }))
  expect(args()).toEqual({ city: 'Riga', count: 3, dry: true })
})

it('tells at once what is wrong, and what is missing after an attempt to run', async () => {
  const { user } = open()
  await user.type(screen.getByLabelText(/^count/), '.5')
  expect(screen.getByText('Enter a whole number.')).toBeTruthy()
  expect(screen.queryByText('This is required.')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Run' }))
  expect(screen.getByText('This is required.')).toBeTruthy()
  expect(within(screen.getByRole('group', { name: 'file' })).getByText('Choose a file.')).toBeTruthy()
})

it('shows the same values as JSON, and stays there while that does not parse', async () => {
  const { user, args } = open()
  await user.type(screen.getByLabelText('city'), 'Riga')
  await user.click(screen.getByRole('radio', { name: 'JSON' }))
  const text = screen.getByRole('textbox', { name: 'Inputs as JSON' })
  expect(text).toHaveProperty('value', JSON.stringify({ count: 3, dry: false, city: 'Riga' }, null, 2))
  await user.clear(text)
  await user.type(text, '{{"city": ')
  expect(screen.getByText(/This is not JSON/)).toBeTruthy()
  await user.click(screen.getByRole('radio', { name: 'Form' }))
  expect(screen.queryByLabelText('city')).toBeNull()
  await user.type(text, '"Oslo" }')
  await user.click(screen.getByRole('radio', { name: 'Form' }))
  expect(screen.getByLabelText('city')).toHaveProperty('value', 'Oslo')
  expect(args()).toEqual({ city: 'Oslo' })
})

it('takes a file by its address, several of them into a list, and gives them back', async () => {
  const { user, args } = open()
  const group = within(screen.getByRole('group', { name: 'file' }))
  await user.click(group.getByRole('button', { name: 'Enter an address' }))
  await user.type(group.getByLabelText('Address of the file'), 'report.csv{Enter}')
  expect(group.getByText(/An address is/)).toBeTruthy()
  await user.clear(group.getByLabelText('Address of the file'))
  await user.type(group.getByLabelText('Address of the file'), 's3://cold/a/report.csv{Enter}')
  expect(args()).toMatchObject({ file: { s3: 'a/report.csv', storage: 'cold', filename: 'report.csv' } })
  expect(group.queryByRole('button', { name: 'Browse' })).toBeNull()
  await user.click(group.getByRole('button', { name: 'Replace' }))
  expect(group.getByRole('button', { name: 'Browse' })).toBeTruthy()

  const list = within(screen.getByRole('group', { name: 'files' }))
  for (const key of ['a', 'b']) {
    await user.click(list.getByRole('button', { name: 'Enter an address' }))
    await user.type(list.getByLabelText('Address of the file'), `s3:///${key}{Enter}`)
  }
  await user.click(list.getByRole('button', { name: 'Remove a' }))
  expect(args()).toMatchObject({ files: [{ s3: 'b', filename: 'b' }] })
})
