//! The demonstration network: an invented security network to look around in.
pub async fn first_screen(
    _: &crate::app::App,
) -> Result<Option<talkoo_protocol::http::DemoBody>, crate::error::Failure> {
    Ok(None)
}
pub async fn fill(
    _: &crate::config::Settings,
    _: &sqlx::PgPool,
) -> Result<(), crate::error::Failure> {
    Ok(())
}
pub async fn links(
    _: &crate::app::App,
) -> Result<Vec<(String, Vec<String>)>, crate::error::Failure> {
    Ok(Vec::new())
}
