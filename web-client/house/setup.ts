// Runs before every test of the rooms: a browser store that lives in memory, and no leftovers between tests.
import 'fake-indexeddb/auto'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)
