import { expect, test } from './fixtures'
import { DoctorPage } from './pages/doctor'
import { createBucket } from './s3-servers'

test('an admin asks the doctor about a bucket, applies what it suggests, and sees what changed', async ({
  page,
  context,
  asAdmin: _,
  workspaces,
  resources,
  storageSettings,
}) => {
  test.setTimeout(120_000)
  const bucket = await createBucket('versitygw')
  test.skip(typeof bucket === 'string', String(bucket))
  if (typeof bucket === 'string') return
  const doctor = new DoctorPage(page)

  await test.step('a bucket in the wrong region becomes the primary storage', async () => {
    await workspaces.create('Lab')
    await storageSettings.newResource()
    await resources.fillName('bucket')
    await resources.fillBucket({ ...bucket, region: 'eu-west-9' })
    await resources.save()
    await page.waitForURL('**/settings/storage**')
    await storageSettings.save()
    await expect(storageSettings.primary.getByText('The doctor has not looked here yet.')).toBeVisible()
  })

  await test.step('the doctor finds it and looks at the rest with the right region', async () => {
    await storageSettings.primary.getByRole('link', { name: 'Open the doctor' }).click()
    await expect(page.getByText('It writes a few small files and removes them again.')).toBeVisible()
    await doctor.look()
    await expect(doctor.verdict).toContainText('With the suggestion below it does')
    await expect(doctor.check('Region')).toContainText('is in region us-east-1, not eu-west-9')
    await expect(doctor.check('Read a file').getByRole('img', { name: 'Works' })).toBeVisible()
  })

  await test.step('applying shows what changes, and then it works', async () => {
    await doctor.check('Region').getByRole('button', { name: 'Use region us-east-1…' }).click()
    await expect(doctor.suggestion.getByRole('row', { name: 'Region eu-west-9 us-east-1' })).toBeVisible()
    await doctor.suggestion.getByRole('button', { name: 'Change the resource' }).click()
    await expect(doctor.verdict).toContainText('Everything that Granary needs works')
    await expect(doctor.verdict).toContainText('Region: fails (wrong region) → works')
  })

  await test.step('the least rights are there to copy', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy MinIO policy' }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(JSON.parse(copied).Statement[0].Action).toEqual(['s3:ListBucket'])
    expect(copied).toContain(`arn:aws:s3:::${bucket.bucket}/*`)
  })

  await test.step('it looks more often from now on, and the settings say how the storage stands', async () => {
    await page.getByRole('combobox', { name: 'By itself' }).click()
    await page.getByRole('option', { name: 'Every 6 hours' }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved how the doctor looks')).toBeVisible()
    await storageSettings.open('lab')
    await expect(storageSettings.primary.getByText('Works', { exact: true })).toBeVisible()
    await page.goto('/w/lab/audit')
    await expect(page.getByText('doctor.run').first()).toBeVisible()
  })
})
