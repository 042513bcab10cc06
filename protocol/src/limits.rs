//! Bounds that a client must know. The server's settings may narrow or widen them; `hello` carries
//! the ones in force.

shapes! {
    /// Bounds in force on the node that said hello.
    #[derive(Copy)]
    pub struct Limits {
        /// Bytes of one frame in either direction.
        pub frame_bytes: u32,
        /// Bytes of a message's or an item's text.
        pub text_bytes: u32,
        /// Mentions in one text.
        pub mentions: u32,
        /// Streams in one `resume` or `subscribe`.
        pub resume_streams: u32,
        /// Rows of one page.
        pub page: u32,
        /// Members in one `watch_presence`.
        pub presence: u32,
        /// Commands that may be sent at once before the pace below holds.
        pub burst: u32,
        /// Commands a second after the burst.
        pub per_second: u32,
    }
}

/// The defaults of the promises.
impl Default for Limits {
    fn default() -> Self {
        Self {
            frame_bytes: 64 * 1024,
            text_bytes: 16 * 1024,
            mentions: 50,
            resume_streams: 1_000,
            page: 200,
            presence: 200,
            burst: 60,
            per_second: 2,
        }
    }
}
