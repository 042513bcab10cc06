import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { Markup, type MarkupProps } from './Markup'

const maija = '0197a1b2-0000-7000-8000-0000000000a1'
const own = '0197a1b2-0000-7000-8000-0000000000b2'
const words = {
  everyone: 'kanava',
  unknownMember: 'poistettu jäsen',
  table: 'Taulukko',
  code: 'Koodi',
  done: 'tehty',
  notDone: 'tekemättä',
}
const names: Record<string, string> = { [maija]: 'Maija', [own]: 'Minä' }

function draw(text: string, more: Partial<MarkupProps> = {}) {
  return render(<Markup text={text} words={words} nameOf={(id) => names[id]} ownId={own} {...more} />).container
}

test('links open outside and tell nothing', () => {
  draw('[Ohje](https://esimerkki.fi/a) <maija@esimerkki.fi>')
  const link = screen.getByRole('link', { name: 'Ohje' })
  expect(link.getAttribute('href')).toBe('https://esimerkki.fi/a')
  expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(link.getAttribute('target')).toBe('_blank')
  expect(screen.getByRole('link', { name: 'maija@esimerkki.fi' }).getAttribute('href')).toBe('mailto:maija@esimerkki.fi')
})

test('nothing hostile becomes an element', () => {
  const container = draw('<script>x</script> <img src=x onerror=y> ![k](https://a.fi/k.png) [x](javascript:y) ![z](data:x)')
  expect(container.querySelector('script, img, iframe, object, style')).toBeNull()
  const links = [...container.querySelectorAll('a')].map((link) => link.getAttribute('href'))
  expect(links).toEqual(['https://a.fi/k.png'])
  expect(container.textContent).toContain('<img src=x onerror=y>')
  expect(container.textContent).toContain('[x](javascript:y)')
})

test('mentions show names, lead to members, and stand out when they are mine', async () => {
  const onMember = vi.fn()
  draw(`@[${maija}] @[${own}] @[channel] @[${maija.replace('a1', 'c3')}]`, { onMember })
  await userEvent.click(screen.getByRole('button', { name: '@Maija' }))
  expect(onMember).toHaveBeenCalledExactlyOnceWith(maija)
  const classOf = (name: string) => screen.getByText(name).closest('button, span')?.className
  expect(classOf('@Minä')).toBe(classOf('@kanava'))
  expect(classOf('@Minä')).not.toBe(classOf('@Maija'))
  expect(screen.getByText('@poistettu jäsen')).toBeTruthy()
})

test('a tag leads to its slug; in a link it is text', async () => {
  const onTag = vi.fn()
  draw('#Koulurauha [#linkissä](https://a.fi)', { onTag })
  await userEvent.click(screen.getByRole('button', { name: '#Koulurauha' }))
  expect(onTag).toHaveBeenCalledExactlyOnceWith('koulurauha')
  expect(screen.getAllByRole('button').length).toBe(1)
})

test('a table has heads with a scope and scrolls by keyboard', () => {
  draw('| a | b |\n|---|--:|\n| 1 | 2 |')
  const heads = screen.getAllByRole('columnheader')
  expect(heads.map((head) => head.getAttribute('scope'))).toEqual(['col', 'col'])
  expect(screen.getByRole('group', { name: 'Taulukko' }).getAttribute('tabindex')).toBe('0')
})

test('tasks say whether they are done', () => {
  draw('- [x] varattu\n- [ ] lähetetty')
  expect(screen.getByRole('checkbox', { name: 'tehty' })).toHaveProperty('checked', true)
  expect(screen.getByRole('checkbox', { name: 'tekemättä' })).toHaveProperty('disabled', true)
})

test('headings stay below those of the page', () => {
  draw('# Yksi\n## Kaksi\n##### Viisi')
  expect(screen.getAllByRole('heading').map((heading) => heading.tagName)).toEqual(['H4', 'H5', 'H6'])
})

test('all else is drawn, too', () => {
  const container = draw('**a** *b* ~~c~~ `d` :hymy:\ne\n\n> f\n\n3. g\n\n---\n\n```js\nh\n```')
  for (const tag of ['strong', 'em', 's', 'code', 'br', 'blockquote', 'ol', 'hr', 'pre']) {
    expect(container.querySelector(tag), tag).not.toBeNull()
  }
  expect(container.querySelector('ol')?.getAttribute('start')).toBe('3')
  expect(screen.getByTitle(':hymy:').textContent).toBe('🙂')
  expect(screen.getByRole('group', { name: 'js' }).textContent).toBe('h')
})

test('a text of many parts is drawn without keys amiss', () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  draw('- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**x** y *z* #tunniste')
  expect(complaint).not.toHaveBeenCalled()
  complaint.mockRestore()
})
