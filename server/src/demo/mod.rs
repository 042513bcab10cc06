//! stub
pub async fn first_screen(
    _: &crate::app::App,
) -> Result<Option<talkoo_protocol::http::DemoBody>, crate::error::Failure> {
    Ok(None)
}
