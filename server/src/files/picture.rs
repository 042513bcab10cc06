//! A picture is taken apart and made anew, so that nothing stays of what the camera wrote beside it
//! (where, when, on whose telephone) and nothing hides in it. It is turned the way it was held. Of a
//! moving picture the first frame stays; colour profiles go with the rest.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgba, RgbaImage,
    codecs::jpeg::JpegEncoder,
    imageops::{FilterType, overlay},
};
use talkoo_protocol::{Code, Refusal};

use super::name::split;

/// Longer side of the small one: enough for a row of talk on a sharp screen.
const SMALL: u32 = 720;
/// Side of a portrait: four times the largest that a screen shows it.
const PORTRAIT: u32 = 256;
/// A drawing of more bytes than this is kept as a photograph.
const HEAVY: usize = 2 << 20;
const QUALITY: u8 = 86;
const SMALL_QUALITY: u8 = 78;
/// Bytes that one pixel takes in memory at most while it is unpacked (16 bits, four channels).
const PIXEL_BYTES: u64 = 8;
/// What decoders need beside the picture itself.
const ROOM: u64 = 16 << 20;

/// A picture as it is stored and shown.
#[derive(Debug)]
pub struct Picture {
    pub name: String,
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
    pub whole: Vec<u8>,
    /// Absent when the picture is small itself.
    pub thumbnail: Option<Vec<u8>>,
}

/// Reads a picture and makes it anew. Takes a while: not for a thread that serves others.
///
/// # Errors
/// `too_large` for more pixels than `pixels`, `rule` for what cannot be read.
pub fn read(name: &str, bytes: &[u8], pixels: u32) -> Result<Picture, Refusal> {
    let image = decode(bytes, pixels)?;
    let (width, height) = (image.width(), image.height());
    let (form, whole) = encode(&image, is_drawn(bytes))?;
    let is_small = width <= SMALL && height <= SMALL;
    let thumbnail = if is_small {
        None
    } else {
        let small = image.resize(SMALL, SMALL, FilterType::Triangle);
        drop(image);
        Some(form.encode(&small, SMALL_QUALITY)?)
    };
    let (stem, _) = split(name);
    let name = format!("{stem}.{}", form.extension());
    Ok(Picture { name, media_type: form.media_type(), width, height, whole, thumbnail })
}

/// Reads a picture of a person and makes it anew: the middle of it, square and small. What was seen
/// through is white, so that nothing shines through it.
///
/// # Errors
/// As [`read`].
pub fn portrait(name: &str, bytes: &[u8], pixels: u32) -> Result<Picture, Refusal> {
    let image = decode(bytes, pixels)?;
    let (width, height) = (image.width(), image.height());
    let side = width.min(height);
    // The middle is taken before it is made small: half the memory, and no second rounding.
    let middle = image.crop_imm((width - side) / 2, (height - side) / 2, side, side);
    drop(image);
    let small = middle.resize_exact(PORTRAIT, PORTRAIT, FilterType::Triangle);
    let whole = Form::Jpeg.encode(&on_white(&small), QUALITY)?;
    let (stem, _) = split(name);
    Ok(Picture {
        name: format!("{stem}.{}", Form::Jpeg.extension()),
        media_type: Form::Jpeg.media_type(),
        width: PORTRAIT,
        height: PORTRAIT,
        whole,
        thumbnail: None,
    })
}

fn on_white(image: &DynamicImage) -> DynamicImage {
    let mut ground = RgbaImage::from_pixel(image.width(), image.height(), Rgba([255; 4]));
    overlay(&mut ground, &image.to_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(ground)
}

/// The size is asked before anything is unpacked, and unpacking has a bound of its own: a small file
/// that claims to be a large picture costs nothing.
fn decode(bytes: &[u8], pixels: u32) -> Result<DynamicImage, Refusal> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(u64::from(pixels) * PIXEL_BYTES + ROOM);
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| unread())?;
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > u64::from(pixels) {
        let most = pixels / 1_000_000;
        return Err(Refusal::new(Code::TooLarge, format!("picture: {most} megapixels at most")));
    }
    decoder.set_limits(limits).map_err(|error| unfit(&error))?;
    let orientation = decoder.orientation().map_err(|error| unfit(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Screenshots and drawings come as these; their sharp edges suffer as a photograph.
fn is_drawn(bytes: &[u8]) -> bool {
    matches!(image::guess_format(bytes), Ok(ImageFormat::Png | ImageFormat::Gif))
}

/// What can be seen through stays so, and so does what was drawn, unless it is heavy.
fn encode(image: &DynamicImage, is_drawn: bool) -> Result<(Form, Vec<u8>), Refusal> {
    let is_glass =
        image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel[3] < 255);
    if is_glass || is_drawn {
        let whole = Form::Png.encode(image, QUALITY)?;
        if is_glass || whole.len() <= HEAVY {
            return Ok((Form::Png, whole));
        }
    }
    Ok((Form::Jpeg, Form::Jpeg.encode(image, QUALITY)?))
}

#[derive(Clone, Copy)]
enum Form {
    Jpeg,
    Png,
}

impl Form {
    const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    fn encode(self, image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        match self {
            Self::Jpeg => {
                let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
                image.to_rgb8().write_with_encoder(encoder)
            }
            Self::Png => DynamicImage::ImageRgba8(image.to_rgba8())
                .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png),
        }
        .map_err(|error| unfit(&error))?;
        Ok(bytes)
    }
}

fn unread() -> Refusal {
    Refusal::rule("file_type: the picture cannot be read")
}

fn unfit(error: &image::ImageError) -> Refusal {
    if matches!(error, image::ImageError::Limits(_)) {
        return Refusal::new(Code::TooLarge, "picture: too large to be unpacked");
    }
    unread()
}
