use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

/// The longest piece of text or CDATA that is handed on, in bytes. A file of the content folder has at
/// most 1 MB; four times that leaves room for mark-up. What is longer is cut here, so that no export
/// takes more memory than this, and the item that it stands in is refused later.
pub(super) const LONGEST_TEXT: usize = 4 * 1024 * 1024;
/// The longest tag. WordPress writes none above a few hundred bytes.
const LONGEST_TAG: usize = 64 * 1024;
/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

/// The bytes of an export as UTF-8, with no text longer than [`LONGEST_TEXT`].
pub(super) struct ExportText<R> {
    source: R,
    decoder: Option<Decoder>,
    state: State,
    /// How long the present text or tag is.
    length: usize,
    /// How much of the mark that ends the present text has been seen.
    matched: usize,
    /// Whether the rest of the present text is left out.
    cutting: bool,
    /// What the present tag begins with, to tell comments and CDATA from others.
    begin: Vec<u8>,
    out: Vec<u8>,
    read: usize,
    ended: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    Comment,
    CData,
}

impl State {
    /// What ends it.
    fn end(self) -> &'static [u8] {
        match self {
            Self::Text => b"<",
            Self::Tag => b">",
            Self::Comment => b"-->",
            Self::CData => b"]]>",
        }
    }
}

impl<R: Read> ExportText<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            decoder: None,
            state: State::Text,
            length: 0,
            matched: 0,
            cutting: false,
            begin: Vec::new(),
            out: Vec::new(),
            read: 0,
            ended: false,
        }
    }

    /// Reads, decodes and passes on the next chunk.
    fn fill(&mut self) -> io::Result<()> {
        let mut bytes = vec![0; CHUNK];
        let count = self.source.read(&mut bytes)?;
        let bytes = &bytes[..count];
        let decoder = self.decoder.get_or_insert_with(|| encoding(bytes).new_decoder());
        let mut text =
            String::with_capacity(decoder.max_utf8_buffer_length(count).unwrap_or(4 * CHUNK));
        let (result, ..) = decoder.decode_to_string(bytes, &mut text, count == 0);
        // The buffer is as long as the longest result.
        debug_assert!(result == CoderResult::InputEmpty);
        self.ended = count == 0;
        self.out.clear();
        self.read = 0;
        for byte in text.bytes() {
            self.pass(byte)?;
        }
        Ok(())
    }

    fn pass(&mut self, byte: u8) -> io::Result<()> {
        let end = self.state.end();
        let was = self.matched;
        self.matched = match end.get(was) {
            Some(wanted) if *wanted == byte => was + 1,
            // `]]]>` and `--->` end as well.
            _ if byte == end[0] && was + 1 == end.len() => was,
            _ => usize::from(byte == end[0]),
        };
        self.length += 1;
        if self.matched == end.len() {
            if self.cutting {
                self.out.extend_from_slice(end);
            } else {
                self.out.push(byte);
            }
            self.enter(if self.state == State::Text { State::Tag } else { State::Text });
            return Ok(());
        }
        // Neither a mark nor a character is cut in two; a row of `]` is as good as its last ones.
        let between = (was == 0 || self.matched == was) && byte & 0xC0 != 0x80;
        self.cutting |= self.length > LONGEST_TEXT && between && self.state != State::Tag;
        if self.cutting {
            return Ok(());
        }
        self.out.push(byte);
        if self.state == State::Tag { self.tag(byte) } else { Ok(()) }
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        (self.length, self.matched, self.cutting) = (0, 0, false);
        self.begin.clear();
    }

    /// Notices where a tag is a comment or CDATA.
    fn tag(&mut self, byte: u8) -> io::Result<()> {
        if self.length > LONGEST_TAG {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a tag is longer than any that WordPress writes",
            ));
        }
        if self.begin.len() < b"![CDATA[".len() {
            self.begin.push(byte);
        }
        let state = match &self.begin[..] {
            b"!--" => State::Comment,
            b"![CDATA[" => State::CData,
            _ => return Ok(()),
        };
        self.enter(state);
        Ok(())
    }
}

impl<R: Read> Read for ExportText<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.out.len() && !self.ended {
            self.fill()?;
        }
        let rest = &self.out[self.read..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.read += count;
        Ok(count)
    }
}

/// What the first bytes say of the encoding; UTF-8 where they say nothing, as WordPress writes.
fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = begin.split("?>").next().unwrap_or_default();
    let named = declaration.split("encoding=").nth(1).unwrap_or_default();
    let quote = named.chars().next().filter(|first| matches!(first, '"' | '\''));
    let label = quote.and_then(|quote| named[1..].split(quote).next()).unwrap_or_default();
    Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let mut text = String::new();
        ExportText::new(bytes).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn ordinary_text_passes_as_it_is() {
        let export = "<a b='c'>d ]] e <!-- f <g> -- --><![CDATA[h ]] <i> ]]]]><![CDATA[>]]></a>é";
        assert_eq!(text(export.as_bytes()), export);
    }

    #[test]
    fn other_encodings_become_utf_8() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>";
        assert!(text(latin).ends_with("<a>café</a>"));
        let utf16: Vec<u8> = "\u{feff}<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16), "<a>é</a>");
        assert_eq!(text(b"<a>\xff\xfe\x80</a>"), "<a>\u{fffd}\u{fffd}\u{fffd}</a>");
    }

    #[test]
    fn long_texts_are_cut_and_still_end() {
        for (begin, end) in [("<a>", "</a>"), ("<a><![CDATA[", "]]></a>"), ("<!--", "-->")] {
            for filler in ["x", "é", "]]", "--"] {
                let filler = filler.repeat(LONGEST_TEXT);
                let cut = text(format!("{begin}{filler}{end}<b/>").as_bytes());
                assert!(cut.len() < LONGEST_TEXT + 200, "{begin}");
                assert!(cut.ends_with(&format!("{end}<b/>")), "{begin} {}", &cut[cut.len() - 40..]);
            }
        }
    }

    #[test]
    fn a_tag_without_end_is_an_error() {
        let tag = format!("<a {}", "b ".repeat(LONGEST_TAG));
        let mut text = String::new();
        assert!(ExportText::new(tag.as_bytes()).read_to_string(&mut text).is_err());
    }
}
