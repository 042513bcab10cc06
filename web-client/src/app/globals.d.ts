// Names that the build puts in: see `define` in vite.config.ts.

/** True in tests only: the test-only kind `trial` is compiled in. */
declare const __TRIAL__: boolean
