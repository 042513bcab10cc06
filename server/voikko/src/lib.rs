//! The Finnish dictionary: libvoikko, loaded while the program runs. Neither its headers nor the
//! library are needed to build, and a machine without them is told so by [`Voikko::open`].
//!
//! Knows nothing of search; what readings mean is decided by who asks. A handle belongs to the
//! thread that opened it, which the type says by not being `Send`.

mod dictionary;

use std::{
    ffi::{CStr, CString, c_char, c_void},
    path::Path,
    ptr,
};

use libloading::Library;

/// Names under which the library is looked for.
const LIBRARIES: [&str; 3] = ["libvoikko.so.1", "libvoikko.1.dylib", "libvoikko.dylib"];

/// What is longer is no word, and not given to the library.
pub const LONGEST_WORD: usize = 120;

/// Why there is no dictionary.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    #[error("libvoikko is not installed")]
    Library(#[source] libloading::Error),
    #[error("libvoikko lacks a function")]
    Function(#[source] libloading::Error),
    #[error("the Finnish dictionary of Voikko is not installed")]
    Dictionary,
    #[error("the Finnish dictionary {0} is damaged")]
    Damaged(String),
    #[error("libvoikko refuses: {0}")]
    Refused(String),
}

/// One reading of a word, in the library's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raw {
    /// `BASEFORM`, in the case the dictionary writes it.
    pub base: String,
    /// `STRUCTURE`: one letter a letter, `=` where pieces meet.
    pub structure: String,
    /// `CLASS`: nimisana, teonsana, sidesana …
    pub class: String,
    /// `FSTOUTPUT`: how the word was put together.
    pub making: String,
    /// `SIJAMUOTO`: the case, empty for what has none.
    pub case: String,
    /// `MOOD`, of verbs.
    pub mood: String,
    /// `PARTICIPLE`: which one it is, empty for what is none.
    pub participle: String,
}

type Handle = *mut c_void;
type Readings = *mut *mut c_void;
type Words = *mut *mut c_char;

/// The functions of libvoikko that are used, as its header declares them.
struct Functions {
    terminate: unsafe extern "C" fn(Handle),
    analyse: unsafe extern "C" fn(Handle, *const c_char) -> Readings,
    free_readings: unsafe extern "C" fn(Readings),
    value: unsafe extern "C" fn(*const c_void, *const c_char) -> *mut c_char,
    free_value: unsafe extern "C" fn(*mut c_char),
    suggest: unsafe extern "C" fn(Handle, *const c_char) -> Words,
    free_words: unsafe extern "C" fn(Words),
}

type Init = unsafe extern "C" fn(*mut *const c_char, *const c_char, *const c_char) -> Handle;

/// An open dictionary.
pub struct Voikko {
    handle: Handle,
    functions: Functions,
    /// Dropped last: the functions point into it.
    _library: Library,
}

impl Voikko {
    /// Opens the Finnish dictionary: of this folder, or of one of the usual ones.
    ///
    /// # Errors
    /// What is missing or damaged. A truncated dictionary would end the process, so it is looked
    /// at first.
    pub fn open(folder: Option<&Path>) -> Result<Self, Missing> {
        let folder = dictionary::find(folder)?;
        let library = load()?;
        // SAFETY: the signature is that of `voikkoInit` in voikko.h since version 2.2.
        let init = *unsafe { library.get::<Init>(b"voikkoInit\0") }.map_err(Missing::Function)?;
        let functions = Functions::of(&library)?;
        let path =
            CString::new(folder.as_os_str().as_encoded_bytes()).map_err(|_| Missing::Dictionary)?;
        let mut problem: *const c_char = ptr::null();
        // SAFETY: three valid pointers that outlive the call; the strings end with NUL.
        let handle = unsafe { init(&raw mut problem, c"fi".as_ptr(), path.as_ptr()) };
        if handle.is_null() {
            return Err(Missing::Refused(text_of(problem)));
        }
        Ok(Self { handle, functions, _library: library })
    }

    /// All readings of a word; none if the dictionary does not know it.
    pub fn analyse(&self, word: &str) -> Vec<Raw> {
        let Some(word) = c_word(word) else { return Vec::new() };
        // SAFETY: the handle is open and used by this thread alone; the word ends with NUL.
        let readings = unsafe { (self.functions.analyse)(self.handle, word.as_ptr()) };
        if readings.is_null() {
            return Vec::new();
        }
        let found = listed(readings).map(|reading| self.read(reading)).collect();
        // SAFETY: the list came from `analyse` and is freed once; nothing of it is kept.
        unsafe { (self.functions.free_readings)(readings) };
        found
    }

    /// Words that may have been meant, the likeliest first. Slow: milliseconds.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        let Some(word) = c_word(word) else { return Vec::new() };
        // SAFETY: as in `analyse`.
        let words = unsafe { (self.functions.suggest)(self.handle, word.as_ptr()) };
        if words.is_null() {
            return Vec::new();
        }
        let found = listed(words).map(|word| text_of(word.cast_const())).collect();
        // SAFETY: the list came from `suggest` and is freed once; its words were copied.
        unsafe { (self.functions.free_words)(words) };
        found
    }

    fn read(&self, reading: *mut c_void) -> Raw {
        let value = |key: &CStr| {
            // SAFETY: the reading is of a list that is not freed yet; the key ends with NUL.
            let value = unsafe { (self.functions.value)(reading, key.as_ptr()) };
            if value.is_null() {
                return String::new();
            }
            let text = text_of(value);
            // SAFETY: the value came from the call above and is freed once, after it was copied.
            unsafe { (self.functions.free_value)(value) };
            text
        };
        Raw {
            base: value(c"BASEFORM"),
            structure: value(c"STRUCTURE"),
            class: value(c"CLASS"),
            making: value(c"FSTOUTPUT"),
            case: value(c"SIJAMUOTO"),
            mood: value(c"MOOD"),
            participle: value(c"PARTICIPLE"),
        }
    }
}

impl Drop for Voikko {
    fn drop(&mut self) {
        // SAFETY: the handle came from `voikkoInit` and is closed once; the library is still open.
        unsafe { (self.functions.terminate)(self.handle) };
    }
}

impl Functions {
    fn of(library: &Library) -> Result<Self, Missing> {
        /// Takes a function by its name, in the type of the field it is for.
        macro_rules! function {
            ($name:literal) => {
                // SAFETY: the field's type is the declaration of this function in voikko.h.
                *unsafe { library.get(concat!($name, "\0").as_bytes()) }
                    .map_err(Missing::Function)?
            };
        }
        Ok(Self {
            terminate: function!("voikkoTerminate"),
            analyse: function!("voikkoAnalyzeWordCstr"),
            free_readings: function!("voikko_free_mor_analysis"),
            value: function!("voikko_mor_analysis_value_cstr"),
            free_value: function!("voikko_free_mor_analysis_value_cstr"),
            suggest: function!("voikkoSuggestCstr"),
            free_words: function!("voikkoFreeCstrArray"),
        })
    }
}

fn load() -> Result<Library, Missing> {
    let mut missing = None;
    for name in LIBRARIES {
        // SAFETY: loading runs the initialisers of libvoikko and of the C++ library, which have no
        // conditions of their own.
        match unsafe { Library::new(name) } {
            Ok(library) => return Ok(library),
            Err(error) => missing = missing.or(Some(error)),
        }
    }
    Err(missing.map_or(Missing::Dictionary, Missing::Library))
}

/// A word that the library can be asked about.
fn c_word(word: &str) -> Option<CString> {
    if word.is_empty() || word.len() > LONGEST_WORD { None } else { CString::new(word).ok() }
}

/// The pointers of a list that ends with a null pointer.
fn listed<T>(list: *mut *mut T) -> impl Iterator<Item = *mut T> {
    (0..).map_while(move |place| {
        // SAFETY: the list ends with a null pointer, and the iteration stops there.
        let at = unsafe { list.add(place) };
        // SAFETY: `at` is within the list, as above.
        let one = unsafe { *at };
        (!one.is_null()).then_some(one)
    })
}

fn text_of(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    // SAFETY: the library's strings end with NUL and are not freed while this copies.
    unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned()
}
