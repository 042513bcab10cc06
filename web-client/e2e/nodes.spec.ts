// Two nodes on one Postgres, one browser on each: the same conversation.
import { expect, meeting, message, open, person, say, second, test, texts } from './support/people'

test('a conversation over two nodes has one order', async ({ browser }) => {
  const aino = await person(browser, 'Aino')
  const siiri = await person(browser, 'Siiri', second)
  const channel = await meeting(aino, siiri)
  await open(aino, channel)
  await open(siiri, channel)
  await expect(aino.page.getByText(/Solmu node-1/)).toBeVisible()
  await expect(siiri.page.getByText(/Solmu node-2/)).toBeVisible()

  for (let i = 1; i <= 5; i++) {
    await say(aino.page, `Ainolta ${i}`)
    await say(siiri.page, `Siiriltä ${i}`)
  }
  await expect(message(siiri.page, 'Ainolta 5')).toBeVisible()
  await expect(message(aino.page, 'Siiriltä 5')).toBeVisible()
  await expect.poll(() => texts(siiri.page)).toEqual(await texts(aino.page))
  expect(await texts(aino.page)).toHaveLength(10)
})
