//! Lines and fields of a file that an office program has written: semicolons, commas or tabs, found
//! out; quotes as in RFC 4180; any line end; with or without a byte order mark. Reads everything: what
//! is broken is said of the line it is in.

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    Semicolon,
    Tab,
    Comma,
}

impl Delimiter {
    /// In the order in which a draw is decided.
    const ALL: [Self; 3] = [Self::Semicolon, Self::Tab, Self::Comma];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Comma => "comma",
        }
    }

    pub const fn sign(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Tab => '\t',
            Self::Comma => ',',
        }
    }
}

/// One line of the file; a quoted field may hold line ends, so it may be several on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// On which line of the file it begins, from 1.
    pub line: u32,
    pub fields: Vec<String>,
    /// A quote that is not closed, or words after a closed one.
    pub is_broken: bool,
}

/// Every record that is not empty, and what stands between its fields.
pub(super) fn read(text: &str) -> (Delimiter, Vec<Record>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, first_line, told) = without_hint(text);
    let delimiter = told.unwrap_or_else(|| found(text));
    let mut reader = Reader::new(delimiter.sign(), first_line);
    for sign in text.chars() {
        reader.take(sign);
    }
    (delimiter, reader.end())
}

/// Office programs write `sep=;` in front, for each other.
fn without_hint(text: &str) -> (&str, u32, Option<Delimiter>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let hint = first.trim_end_matches('\r').strip_prefix("sep=");
    let told = hint.and_then(|sign| {
        Delimiter::ALL.into_iter().find(|one| sign.chars().eq(std::iter::once(one.sign())))
    });
    if told.is_some() { (rest, 2, told) } else { (text, 1, None) }
}

/// The sign that stands most often in the first line with words, outside of quotes.
fn found(text: &str) -> Delimiter {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [0_u32; 3];
    let mut is_quoted = false;
    for sign in line.chars() {
        is_quoted ^= sign == '"';
        if let Some(index) = Delimiter::ALL.iter().position(|one| !is_quoted && one.sign() == sign)
        {
            counts[index] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let best = Delimiter::ALL.into_iter().zip(counts).find(|(_, count)| *count == most);
    best.map_or(Delimiter::Semicolon, |(delimiter, _)| delimiter)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Start,
    Bare,
    Quoted,
    /// A quote inside quotes: the end, or half of a quote that is meant.
    MaybeEnd,
}

struct Reader {
    delimiter: char,
    line: u32,
    within: Within,
    after_return: bool,
    record: Record,
    field: String,
    records: Vec<Record>,
}

impl Reader {
    fn new(delimiter: char, line: u32) -> Self {
        let record = Record { line, fields: Vec::new(), is_broken: false };
        let (within, after_return) = (Within::Start, false);
        Self {
            delimiter,
            line,
            within,
            after_return,
            record,
            field: String::new(),
            records: Vec::new(),
        }
    }

    fn take(&mut self, sign: char) {
        let is_second_half = self.after_return && sign == '\n';
        self.after_return = sign == '\r';
        if is_second_half {
            if self.within == Within::Quoted {
                self.field.push('\n');
            }
            return;
        }
        let is_end = sign == '\n' || sign == '\r';
        if is_end {
            self.line += 1;
        }
        match (self.within, sign) {
            (Within::Quoted, '"') => self.within = Within::MaybeEnd,
            (Within::Quoted, '\r') => {}
            (Within::Quoted, _) => self.field.push(sign),
            (Within::MaybeEnd, '"') => {
                self.field.push('"');
                self.within = Within::Quoted;
            }
            (Within::Start, '"') => self.within = Within::Quoted,
            _ if is_end => self.end_record(),
            _ if sign == self.delimiter => self.end_field(),
            (Within::MaybeEnd, _) => {
                self.record.is_broken |= !sign.is_whitespace();
                self.field.push(sign);
            }
            (Within::Start | Within::Bare, _) => {
                self.field.push(sign);
                self.within = Within::Bare;
            }
        }
    }

    fn end_field(&mut self) {
        let field = std::mem::take(&mut self.field);
        self.record.fields.push(field.trim().to_owned());
        self.within = Within::Start;
    }

    fn end_record(&mut self) {
        self.end_field();
        let next = Record { line: self.line, fields: Vec::new(), is_broken: false };
        let record = std::mem::replace(&mut self.record, next);
        if record.fields.iter().any(|field| !field.is_empty()) {
            self.records.push(record);
        }
    }

    fn end(mut self) -> Vec<Record> {
        self.record.is_broken |= self.within == Within::Quoted;
        self.end_record();
        self.records
    }
}
