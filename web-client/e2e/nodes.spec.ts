// Two nodes on one Postgres, one browser on each: the same conversation.
import { expect, meeting, message, open, say, second, test, texts } from './support/people'

test('a conversation over two nodes has one order', async ({ person }) => {
  const ilona = await person('Ilona')
  const veikko = await person('Veikko', second)
  const channel = await meeting(ilona, veikko)
  await open(ilona, channel)
  await open(veikko, channel)
  await expect(ilona.page.getByText(/Solmu node-1/)).toBeVisible()
  await expect(veikko.page.getByText(/Solmu node-2/)).toBeVisible()

  for (let i = 1; i <= 5; i++) {
    await say(ilona.page, `Ilonalta ${i}`)
    await say(veikko.page, `Veikolta ${i}`)
  }
  await expect(message(veikko.page, 'Ilonalta 5')).toBeVisible()
  await expect(message(ilona.page, 'Veikolta 5')).toBeVisible()
  await expect.poll(() => texts(veikko.page)).toEqual(await texts(ilona.page))
  expect(await texts(ilona.page)).toHaveLength(10)
})
