//! Names, types and pictures: pure rules, on files made here.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use talkoo_protocol::Code;

use super::{Sort, clean_name, read_picture, read_portrait, sort_of};

const PIXELS: u32 = 1_000_000;

#[test]
fn a_name_is_one_line_without_a_path_and_without_tricks() {
    for (name, expected) in [
        ("piha.jpg", Some("piha.jpg")),
        ("  Turvallisuuskävely 2026.pdf ", Some("Turvallisuuskävely 2026.pdf")),
        ("C:\\Omat\\salainen\\piha.jpg", Some("piha.jpg")),
        ("../../etc/passwd", Some("passwd")),
        ("..", None),
        (".htaccess", None),
        ("", None),
        ("a\nb.txt", None),
        ("lasku\u{202e}gpj.exe", None),
        ("pi\u{200b}ha.jpg", None),
        ("a\0.txt", None),
    ] {
        assert_eq!(clean_name(name).ok().as_deref(), expected, "{name:?}");
    }
    assert!(clean_name(&"ä".repeat(121)).is_err());
}

#[test]
fn the_content_says_what_a_file_is_and_the_name_has_to_agree() {
    let jpeg = jpeg(&photo(8, 8));
    let word = b"PK\x03\x04\x14\0\0\0 word/document.xml ...";
    let with_macros = b"PK\x03\x04\x14\0\0\0 word/document.xml word/vbaProject.bin";
    let document = |media_type| Some(Sort::Document { media_type });
    for (name, bytes, expected) in [
        ("piha.jpg", jpeg.as_slice(), Some(Sort::Picture)),
        // A picture is a picture, whatever it is called.
        ("piha.pdf", &jpeg, Some(Sort::Picture)),
        ("ohje.pdf", b"%PDF-1.7 ...", document("application/pdf")),
        (
            "ohje.docx",
            word,
            document("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
        ("ohje.docx", with_macros, None),
        ("ohje.docx", b"PK\x03\x04 something else", None),
        ("lista.csv", b"nimi;kunta\n", document("text/csv; charset=utf-8")),
        ("lista.txt", b"a\0b", None),
        ("ohje.pdf", b"MZ\x90\0 a program", None),
        ("ohje.txt", b"MZ\x90\0 a program", None),
        ("piha.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None),
        ("sivu.html", b"<html><script>", None),
        ("ohjelma.exe", b"MZ\x90\0", None),
        ("nimetön", b"sanoja", None),
    ] {
        assert_eq!(sort_of(name, bytes).ok(), expected, "{name}");
    }
}

#[test]
fn nothing_of_what_the_camera_wrote_stays_and_the_picture_stands_upright() {
    // Red on the left, blue on the right; the camera was held so that it has to be turned clockwise.
    let sideways = photo(40, 20);
    let taken = with_exif(&jpeg(&sideways), 6, "Kuusivaara 66.5N");
    assert!(holds(&taken, b"Exif") && holds(&taken, b"66.5N"));
    let picture = read_picture("IMG_1.jpeg", &taken, PIXELS).expect("a picture");
    for part in [b"Exif".as_slice(), b"66.5N", b"GPS", b"ICC_PROFILE", b"http://ns.adobe.com"] {
        assert!(!holds(&picture.whole, part), "{}", String::from_utf8_lossy(part));
    }
    assert_eq!((picture.width, picture.height), (20, 40));
    assert_eq!((picture.name.as_str(), picture.media_type), ("IMG_1.jpg", "image/jpeg"));
    let shown = image::load_from_memory(&picture.whole).expect("it can be read");
    // What was on the left is above now.
    let (above, below) = (shown.get_pixel(10, 4), shown.get_pixel(10, 36));
    assert!(above[0] > 200 && above[2] < 60, "{above:?}");
    assert!(below[2] > 200 && below[0] < 60, "{below:?}");
}

#[test]
fn a_large_picture_gets_a_small_one_and_a_see_through_one_stays_so() {
    let large = read_picture("a.jpg", &jpeg(&photo(1_000, 500)), PIXELS).expect("a picture");
    let small = large.thumbnail.expect("a small one");
    let small = image::load_from_memory(&small).expect("it can be read");
    assert_eq!(small.dimensions(), (720, 360));

    let glass = RgbaImage::from_pixel(30, 30, Rgba([0, 0, 0, 0]));
    let glass = encoded(&DynamicImage::ImageRgba8(glass), ImageFormat::Png);
    let picture = read_picture("lasi.webp", &glass, PIXELS).expect("a picture");
    assert_eq!((picture.name.as_str(), picture.media_type), ("lasi.png", "image/png"));
    assert!(picture.thumbnail.is_none());
}

#[test]
fn of_a_portrait_the_middle_stays_square_and_nothing_of_the_camera() {
    // Upright after turning: red above, blue below, so the middle is half of each.
    let taken = with_exif(&jpeg(&photo(900, 300)), 6, "Kuusivaara 66.5N");
    let picture = read_portrait("IMG_1.jpeg", &taken, PIXELS).expect("a picture");
    assert_eq!((picture.width, picture.height), (256, 256));
    assert!(!holds(&picture.whole, b"Exif") && !holds(&picture.whole, b"66.5N"));
    let shown = image::load_from_memory(&picture.whole).expect("it can be read");
    assert_eq!(shown.dimensions(), (256, 256));
    let (above, below) = (shown.get_pixel(128, 20), shown.get_pixel(128, 236));
    assert!(above[0] > 200 && above[2] < 60 && below[2] > 200 && below[0] < 60);

    let glass = RgbaImage::from_pixel(300, 30, Rgba([0, 0, 0, 0]));
    let glass = encoded(&DynamicImage::ImageRgba8(glass), ImageFormat::Png);
    let picture = read_portrait("lasi.png", &glass, PIXELS).expect("a picture");
    assert_eq!((picture.name.as_str(), picture.media_type), ("lasi.jpg", "image/jpeg"));
    let shown = image::load_from_memory(&picture.whole).expect("it can be read");
    assert!(shown.get_pixel(128, 128)[0] > 250, "white, not black");
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let refused = |bytes: &[u8]| read_picture("a.png", bytes, PIXELS).expect_err("refused").code;
    let large =
        encoded(&DynamicImage::ImageLuma8(image::GrayImage::new(1_001, 1_000)), ImageFormat::Png);
    assert_eq!(refused(&large), Code::TooLarge);
    // A few bytes that claim sixteen thousand million pixels.
    assert_eq!(refused(&claiming(130_000, 130_000)), Code::TooLarge);
    for broken in
        [&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff\xe0 no picture", &large[..large.len() / 2]]
    {
        assert!(read_picture("a.png", broken, 2_000_000).is_err());
    }
}

/// Red on the left half, blue on the right.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }
    })
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    encoded(&DynamicImage::ImageRgb8(image.clone()), ImageFormat::Jpeg)
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).expect("it can be encoded");
    bytes
}

/// The same JPEG with a camera's words after its first marker: which way up, and where.
fn with_exif(jpeg: &[u8], orientation: u16, place: &str) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2_u16.to_le_bytes());
    for (tag, sort, count, value) in
        [(0x0112_u16, 3_u16, 1_u32, u32::from(orientation)), (0x010e, 2, place.len() as u32, 38)]
    {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(sort.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(place.as_bytes());
    let length = u16::try_from(2 + 6 + tiff.len()).expect("a short segment");
    let mut taken = jpeg[..2].to_vec();
    taken.extend([0xff, 0xe1]);
    taken.extend(length.to_be_bytes());
    taken.extend(b"Exif\0\0");
    taken.extend(tiff);
    taken.extend(&jpeg[2..]);
    taken
}

/// A PNG that says how large it is and holds nothing.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(&header);
    bytes.extend(crc32(&header).to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
