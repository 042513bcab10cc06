//! What crosses the wire of Talkoo, and nothing else.
