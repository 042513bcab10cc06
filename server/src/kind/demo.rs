//! What a kind shows in a demonstration network: items, what is said under them, what becomes of
//! them. People and channels are the house's and are meant by their keys; an unknown key is an error
//! of the demonstration and found by its test.

/// A point in time before the demonstration was made, by the clock of Helsinki.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// Days ago; 1 is yesterday.
    pub days: u16,
    /// Minutes after midnight.
    pub minute: u16,
}

/// So many days ago at this time.
pub const fn at(days: u16, hour: u16, minute: u16) -> When {
    When { days, minute: hour * 60 + minute }
}

impl When {
    /// Grows with time, for putting what happened in its order.
    pub fn order(self) -> i32 {
        i32::from(self.minute) - i32::from(self.days) * 24 * 60
    }
}

/// An item and what is said under it, in the order of time.
#[derive(Clone, Copy, Debug)]
pub struct DemoItem {
    /// Key of the channel.
    pub channel: &'static str,
    /// `None`: the channel's main item.
    pub title: Option<&'static str>,
    pub lines: &'static [DemoLine],
    /// What becomes of it: who, when, and the kind's own command as JSON.
    pub changes: &'static [(&'static str, When, &'static str)],
}

/// A message. In its text `@{key}` mentions a person.
#[derive(Clone, Copy, Debug)]
pub struct DemoLine {
    pub by: &'static str,
    pub when: When,
    pub text: &'static str,
    /// Who reacted, and how.
    pub reactions: &'static [(&'static str, &'static str)],
    pub pinned_by: Option<&'static str>,
    /// The line of the same item that this one quotes.
    pub quotes: Option<usize>,
}

/// A plain line.
pub const fn line(by: &'static str, when: When, text: &'static str) -> DemoLine {
    DemoLine { by, when, text, reactions: &[], pinned_by: None, quotes: None }
}

impl DemoLine {
    #[must_use]
    pub const fn with(mut self, reactions: &'static [(&'static str, &'static str)]) -> Self {
        self.reactions = reactions;
        self
    }

    #[must_use]
    pub const fn pinned_by(mut self, person: &'static str) -> Self {
        self.pinned_by = Some(person);
        self
    }

    #[must_use]
    pub const fn quoting(mut self, line: usize) -> Self {
        self.quotes = Some(line);
        self
    }
}
