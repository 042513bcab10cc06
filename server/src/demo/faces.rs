//! Pictures of some people of the demonstration: rings and waves of colour, made here, so that nobody
//! living lends a face to an invented person.

use std::{convert::Infallible, io::Cursor};

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use talkoo_protocol::{Action, ClientId, Refusal, files::NewUpload, people::ChangePicture};

use super::seeding::Seeding;
use crate::{
    actions::uploads,
    error::{Failure, Fault},
};

const SIDE: u32 = 256;

/// Who, two colours, and how many rings.
type Face = (&'static str, [u8; 3], [u8; 3], f32);

/// The others are shown by their letters, so that both can be seen.
const FACES: &[Face] = &[
    ("aino", [242, 166, 90], [90, 60, 110], 3.0),
    ("eero", [74, 124, 140], [214, 226, 206], 5.0),
    ("siiri", [206, 84, 92], [250, 222, 176], 2.0),
    ("birgitta", [58, 96, 72], [236, 204, 104], 4.0),
];

pub(super) async fn tell(seeding: &mut Seeding) -> Result<(), Failure> {
    for face in FACES {
        let bytes = drawn(face)?;
        let (app, member) = (seeding.app.clone(), seeding.member(face.0)?);
        let new = NewUpload {
            client_id: ClientId(app.clock.new_id()),
            name: "kuva.png".to_owned(),
            size: bytes.len() as u64,
            alt: String::new(),
            portrait: true,
        };
        let upload = uploads::begin(&app, member, &new).await?;
        let flow = futures_util::stream::iter([Ok::<_, Infallible>(bytes)]);
        let upload = uploads::append(app, member, upload.id, 0, flow).await?;
        let picture = upload.file.ok_or_else(Refusal::conflict)?.id;
        let action = Action::ChangePicture(ChangePicture { picture: Some(picture) });
        seeding.act(face.0, None, action).await?;
    }
    Ok(())
}

/// Waves around a point a little beside the middle.
fn drawn((_, one, other, rings): &Face) -> Result<Bytes, Fault> {
    let image = RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let (across, down) = (x as f32 / SIDE as f32 - 0.38, y as f32 / SIDE as f32 - 0.58);
        let bend = (across * 5.0).sin() * 0.06;
        let far = (across.hypot(down) + bend) * rings * std::f32::consts::TAU;
        let share = f32::midpoint(far.sin(), 1.0);
        let mix = |channel: usize| {
            let (one, other) = (f32::from(one[channel]), f32::from(other[channel]));
            (one + (other - one) * share) as u8
        };
        Rgb([mix(0), mix(1), mix(2)])
    });
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(image)
        .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
        .map_err(|error| Fault::caused("drawing a picture", error))?;
    Ok(bytes.into())
}
