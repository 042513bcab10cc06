// What a face shows: letters until a picture is there, and again where it is not.
import { fireEvent, render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Avatar } from './Avatar'

test('the letters stay under a picture, and stand alone where it cannot be had', () => {
  const { container, rerender } = render(<Avatar id="1" given="Aino" family="Koe" picture="/a" />)
  const picture = container.querySelector('img')
  expect(container.textContent).toBe('AK')
  expect(picture?.getAttribute('src')).toBe('/a')
  expect(picture?.getAttribute('loading')).toBe('lazy')
  fireEvent.error(picture as HTMLImageElement)
  expect(container.querySelector('img')?.hidden).toBe(true)
  // Another picture is tried anew.
  rerender(<Avatar id="1" given="Aino" family="Koe" picture="/b" />)
  expect(container.querySelector('img')?.hidden).toBe(false)
  rerender(<Avatar id="1" given="Aino" family="Koe" />)
  expect(container.querySelector('img')).toBeNull()
})
