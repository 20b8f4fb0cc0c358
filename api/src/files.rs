//! What an uploaded file is, by its content; what it may be called.

use domain::text::parse_line;

/// The longest file name that is kept, in characters.
const LONGEST_NAME: usize = 120;
/// More entries than any letter or table has.
const MOST_ENTRIES: u16 = 10_000;

/// A kind of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Media type.
    pub media_type: &'static str,
    /// Endings that such a file may have; the first is given to one that has none of them.
    pub endings: &'static [&'static str],
}

const DOCX: Kind = Kind {
    media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    endings: &["docx"],
};
const XLSX: Kind = Kind {
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    endings: &["xlsx"],
};

/// What begins with its own mark. Office files are archives and are looked into.
const MARKED: &[Kind] = &[
    Kind { media_type: "image/jpeg", endings: &["jpg", "jpeg"] },
    Kind { media_type: "image/png", endings: &["png"] },
    Kind { media_type: "image/webp", endings: &["webp"] },
    Kind { media_type: "application/pdf", endings: &["pdf"] },
    Kind { media_type: "audio/amr", endings: &["amr"] },
    Kind { media_type: "audio/mpeg", endings: &["mp3"] },
    Kind { media_type: "video/mp4", endings: &["mp4"] },
];

/// The kind of a file by its content; what the sender says of it does not count.
#[must_use]
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"PK\x03\x04") {
        return office(bytes);
    }
    let found = infer::get(bytes)?.mime_type();
    MARKED.iter().find(|kind| kind.media_type == found).copied()
}

/// A letter or a table: an archive with the right parts, without macros.
fn office(bytes: &[u8]) -> Option<Kind> {
    let names = entries(bytes)?;
    let has = |name: &[u8]| names.contains(&name);
    let macros = names.iter().any(|name| name.ends_with(b"vbaProject.bin"));
    if macros || !has(b"[Content_Types].xml") {
        return None;
    }
    match (has(b"word/document.xml"), has(b"xl/workbook.xml")) {
        (true, false) => Some(DOCX),
        (false, true) => Some(XLSX),
        _ => None,
    }
}

/// The names in an archive's central directory (APPNOTE 4.3.12 and 4.3.16). Nothing is unpacked.
fn entries(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let tail = bytes.len().saturating_sub(65_557);
    let end = tail + find_last(&bytes[tail..], b"PK\x05\x06")?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    if count > usize::from(MOST_ENTRIES) {
        return None;
    }
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let (name, extra, comment) =
            (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
        names.push(bytes.get(at + 46..at + 46 + name)?);
        at += 46 + name + extra + comment;
    }
    Some(names)
}

fn find_last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|window| window == mark)
}

/// A number of two or four bytes, the least first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

/// The name that a file is kept under: the last part of what the sender says, on one line, not too long,
/// with an ending that fits its kind.
#[must_use]
pub fn clean_name(given: &str, kind: Kind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().filter(|c| !matches!(c, '"' | '<' | '>' | '|' | ':' | '*' | '?')).collect();
    let ending = kind.endings.first().copied().unwrap_or("bin");
    let name = plain.trim_matches(['.', ' ']);
    let fits = name
        .rsplit_once('.')
        .is_some_and(|(_, has)| kind.endings.iter().any(|known| has.eq_ignore_ascii_case(known)));
    let stem = if fits { name.rsplit_once('.').map_or(name, |(stem, _)| stem) } else { name };
    let stem: String = stem.chars().take(LONGEST_NAME).collect();
    let stem = parse_line("file", &stem, 1, LONGEST_NAME).unwrap_or_else(|_| "file".to_owned());
    format!("{stem}.{ending}")
}

/// `Content-Disposition` for a download (RFC 6266, RFC 5987).
#[must_use]
pub fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of empty, stored files.
    pub(crate) fn archive(names: &[&str]) -> Vec<u8> {
        let (mut body, mut directory) = (Vec::new(), Vec::new());
        for name in names {
            let at = u32::try_from(body.len()).unwrap().to_le_bytes();
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            body.extend_from_slice(b"PK\x03\x04");
            body.extend_from_slice(&[0; 22]);
            body.extend_from_slice(&length);
            body.extend_from_slice(&[0; 2]);
            body.extend_from_slice(name.as_bytes());
            directory.extend_from_slice(b"PK\x01\x02");
            directory.extend_from_slice(&[0; 24]);
            directory.extend_from_slice(&length);
            directory.extend_from_slice(&[0; 12]);
            directory.extend_from_slice(&at);
            directory.extend_from_slice(name.as_bytes());
        }
        let count = u16::try_from(names.len()).unwrap().to_le_bytes();
        let (size, at) = (directory.len(), body.len());
        body.extend_from_slice(&directory);
        body.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        body.extend_from_slice(&count);
        body.extend_from_slice(&count);
        body.extend_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
        body.extend_from_slice(&u32::try_from(at).unwrap().to_le_bytes());
        body.extend_from_slice(&[0; 2]);
        body
    }

    #[test]
    fn the_kind_is_read_from_the_content() {
        for (bytes, media_type) in [
            (&b"\xff\xd8\xff\xe0rest"[..], "image/jpeg"),
            (b"\x89PNG\r\n\x1a\nrest", "image/png"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"%PDF-1.7 rest", "application/pdf"),
            (b"#!AMR\nrest-of-it", "audio/amr"),
            (b"ID3\x03rest", "audio/mpeg"),
            (b"\0\0\0\x18ftypisom\0\0\0\0", "video/mp4"),
        ] {
            assert_eq!(kind(bytes).map(|kind| kind.media_type), Some(media_type));
        }
        for other in [&b""[..], b"<html>", b"MZ\x90\0", b"plain text", b"GIF89a", b"PK\x03\x04"] {
            assert_eq!(kind(other), None, "{other:?}");
        }
    }

    #[test]
    fn an_archive_is_a_letter_or_a_table_only_with_their_parts_and_without_macros() {
        let types = "[Content_Types].xml";
        for (names, expected) in [
            (&[types, "word/document.xml"][..], Some(DOCX)),
            (&["xl/workbook.xml", types], Some(XLSX)),
            (&["word/document.xml"], None),
            (&[types, "word/document.xml", "xl/workbook.xml"], None),
            (&[types, "word/document.xml", "word/vbaProject.bin"], None),
            (&[types, "ppt/presentation.xml"], None),
            (&["evil.exe"], None),
        ] {
            assert_eq!(kind(&archive(names)), expected, "{names:?}");
        }
        let whole = archive(&[types, "word/document.xml"]);
        for cut in 0..whole.len() {
            // None of them may panic.
            let _ = kind(&whole[..cut]);
        }
    }

    #[test]
    fn a_name_is_cleaned_and_ends_as_its_kind_does() {
        let jpeg = MARKED[0];
        for (given, kept) in [
            ("图 1.JPG", "图 1.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\files\\photo.jpeg", "photo.jpg"),
            ("invoice.pdf", "invoice.pdf.jpg"),
            ("", "file.jpg"),
            ("...", "file.jpg"),
            ("a\u{202E}gpj.exe", "file.jpg"),
            ("a\r\nb.jpg", "file.jpg"),
        ] {
            assert_eq!(clean_name(given, jpeg), kept, "{given:?}");
        }
        assert_eq!(clean_name(&"长".repeat(500), jpeg).chars().count(), LONGEST_NAME + 4);
    }

    #[test]
    fn a_download_is_named_in_both_forms() {
        assert_eq!(
            disposition("发票\";a.pdf"),
            "attachment; filename=\"____a.pdf\"; filename*=UTF-8''%E5%8F%91%E7%A5%A8%22%3Ba.pdf"
        );
    }
}
