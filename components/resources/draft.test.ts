import { describe, expect, it } from 'vitest'
import { s3 } from '@/lib/resources/types/s3'
import { fromJson, isOn, problemsOf, startValue, toJson, withField } from './draft'

const marks = { secretKey: { set: true as const, endsIn: '4f2a' } }
const saved = { bucket: 'b1', region: 'auto', endPoint: 'minio:9000', accessKey: 'AK' }

const field = (name: string) => {
  const found = s3.fields.find((one) => one.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

describe('the JSON view', () => {
  it('shows a stored secret as <set> and leaves it as it is', () => {
    const text = toJson(s3, saved, marks)
    expect(JSON.parse(text)).toEqual({ ...saved, secretKey: '<set>' })
    expect(fromJson(s3, text, marks)).toEqual({ value: saved, problem: null })
  })

  it('clears a stored secret that is taken out', () => {
    const read = fromJson(s3, JSON.stringify(saved), marks)
    expect(read.value).toEqual({ ...saved, secretKey: '' })
    expect(JSON.parse(toJson(s3, { ...saved, secretKey: '' }, marks))).toEqual(saved)
  })

  it('takes <set> for the secret itself where none is stored', () => {
    expect(fromJson(s3, '{"secretKey":"<set>"}', {}).value).toEqual({ secretKey: '<set>' })
  })

  it('keeps the order of the form, and what the form does not know after it', () => {
    const text = toJson(s3, { extra: 1, secretKey: 'SK', region: 'auto', bucket: 'b1' }, {})
    expect(Object.keys(JSON.parse(text))).toEqual(['bucket', 'region', 'secretKey', 'extra'])
  })

  it.each([
    ['{"bucket": ', /^This is not JSON: /],
    ['[]', /must be a JSON object/],
    ['null', /must be a JSON object/],
  ])('says what is wrong with %s', (text, problem) =>
    expect(fromJson(s3, text, {})).toEqual({ value: null, problem: expect.stringMatching(problem) }),
  )
})

describe('the form', () => {
  it('starts with the defaults of the type', () => {
    expect(startValue(s3)).toEqual({ bucket: '', region: 'us-east-1', useSSL: true, endPoint: '', pathStyle: false })
  })

  it('does not ask for a secret that is stored', () => {
    expect(problemsOf(s3, saved, marks)).toEqual({})
    expect(problemsOf(s3, saved, {})).toEqual({ secretKey: 'An access key needs its secret key.' })
  })

  it('leaves an emptied optional field out of the value', () => {
    expect(withField(field('accessKey'), saved, '')).not.toHaveProperty('accessKey')
    expect(withField(field('endPoint'), saved, '')).toMatchObject({ endPoint: '' })
  })

  it('shows path style on for a server of one’s own when the value does not say', () => {
    expect(isOn(field('pathStyle'), saved)).toBe(true)
    expect(isOn(field('pathStyle'), { ...saved, endPoint: '' })).toBe(false)
    expect(isOn(field('pathStyle'), { ...saved, pathStyle: false })).toBe(false)
  })
})
