//! Before the first frame: is the origin ours, is there a session. A browser comes with a cookie
//! and its origin is checked before the upgrade, because a socket is not covered by CSRF rules
//! (cross-site WebSocket hijacking); a program comes without a cookie and sends its token first.

use std::sync::Arc;

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket},
    },
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use talkoo_protocol::{
    LiveFrame, Refusal, ServerFrame,
    close::CloseCode,
    frame::{ClientFrame, Hello},
};
use tokio::time::timeout;

use super::{session, writer};
use crate::{
    actions::{
        credential,
        sign_in::{self, Session},
    },
    app::App,
    error::{Failure, Fault},
    figures::{FIGURES, Limit},
    hub::{Bounds, Connection, Mailbox, Place},
};

/// Room for what is fed and not taken. The library's own maximum is "unlimited".
const MAX_WRITE_BUFFER_BYTES: usize = 2 * 1024 * 1024;

/// `GET /api/v1/socket`.
///
/// # Errors
/// `overloaded`, before anything was spent on it.
pub async fn upgrade(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    socket: WebSocketUpgrade,
) -> Result<Response, Refusal> {
    if credential::check_origin(&headers, &app.settings.web).is_err() {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let token = credential::token_of(&headers, &app.settings.web).map(str::to_owned);
    if app.leaving.is_cancelled() {
        return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let place = app.admission.socket()?;
    let shown = match token {
        Some(token) => Some((token, app.admission.arriving()?)),
        None => None,
    };
    let sockets = app.settings.sockets.clone();
    Ok(socket
        .read_buffer_size(sockets.read_buffer_bytes)
        .write_buffer_size(writer::WRITE_BUFFER_BYTES)
        .max_write_buffer_size(MAX_WRITE_BUFFER_BYTES)
        .max_message_size(sockets.frame_bytes)
        .max_frame_size(sockets.frame_bytes)
        .on_upgrade(move |socket| {
            app.tasks.clone().track_future(async move {
                serve(app, socket, shown).await;
                drop(place);
            })
        }))
}

async fn serve(app: Arc<App>, mut socket: WebSocket, shown: Option<Shown>) {
    // Each step is boxed, so that a running session does not keep room for its hand-shake: asking
    // Postgres takes 15 KiB of state.
    let connection = match Box::pin(arrive(&app, &mut socket, shown)).await {
        Ok(connection) => connection,
        Err(code) => return close(&mut socket, code).await,
    };
    app.delivery.present(&connection, true);
    Box::pin(session::run(&app, &connection, &mut socket)).await;
    app.delivery.close(&connection);
}

/// A token that says whose session it is, and a place among those who wait to be greeted.
type Shown = (String, Place);

/// Waits for its turn and is greeted.
async fn arrive(
    app: &App,
    socket: &mut WebSocket,
    shown: Option<Shown>,
) -> Result<Arc<Connection>, CloseCode> {
    let within = app.settings.sockets.sign_in_within;
    let (token, _arriving) = match shown {
        Some(shown) => shown,
        None => {
            let token = timeout(within, first_token(socket)).await.ok().flatten();
            let token = token.ok_or(CloseCode::NOT_SIGNED_IN)?;
            (token, app.admission.arriving().map_err(|_| CloseCode::FULL)?)
        }
    };
    let turn = timeout(within, app.admission.greeting()).await;
    let _turn = turn.ok().flatten().ok_or(CloseCode::FULL)?;
    // A Postgres that never answers must not keep this turn from everybody else.
    let met = timeout(within, meet(app, &token)).await;
    met.map_err(|_| CloseCode::FULL)?
}

/// Whose token it is, and the first word to them.
async fn meet(app: &App, token: &str) -> Result<Arc<Connection>, CloseCode> {
    let session = session_of(app, token).await?;
    let id = app.clock.new_id().into();
    let bounds = Bounds {
        frames: app.settings.sockets.mailbox_frames,
        bytes: app.settings.sockets.mailbox_bytes,
    };
    let connection = Connection::new(id, session.member, session.id, Mailbox::new(bounds));
    if !app.delivery.hub.open(&connection, app.settings.sockets.per_member as usize) {
        return Err(CloseCode::TOO_MANY);
    }
    match hello(app, &connection).await {
        Ok(hello) => {
            connection.mailbox.push_first(hello);
            Ok(connection)
        }
        Err(fault) => {
            tracing::warn!(fault = fault.chain(), "a socket was not greeted");
            app.delivery.close(&connection);
            Err(CloseCode::FULL)
        }
    }
}

async fn session_of(app: &App, token: &str) -> Result<Session, CloseCode> {
    match sign_in::held(app, token).await {
        Ok(Some(session)) => Ok(session),
        Ok(None) => Err(CloseCode::NOT_SIGNED_IN),
        // An account that waits hears nothing.
        Err(Failure::Refused(_)) => Err(CloseCode::NOT_SIGNED_IN),
        Err(Failure::Faulted(fault)) => {
            tracing::warn!(fault = fault.chain(), "a session was not looked up");
            Err(CloseCode::FULL)
        }
    }
}

async fn first_token(socket: &mut WebSocket) -> Option<String> {
    while let Some(Ok(message)) = socket.recv().await {
        let Message::Text(text) = message else { continue };
        return match ClientFrame::read(&text) {
            Ok(ClientFrame::Live(LiveFrame::SignIn { token })) => Some(token),
            Ok(_) | Err(_) => {
                refuse_unsigned(socket).await;
                None
            }
        };
    }
    None
}

async fn refuse_unsigned(socket: &mut WebSocket) {
    let refusal = Refusal::new(talkoo_protocol::Code::NotSignedIn, "sign in first");
    FIGURES.refused(refusal.code);
    let frame = ServerFrame::Refused { reference: 0, client_id: None, refusal };
    if let Ok(frame) = crate::delivery::frame(&frame) {
        let _ = socket.send(Message::Text(frame)).await;
    }
}

async fn hello(app: &App, connection: &Connection) -> Result<Utf8Bytes, Fault> {
    let now = app.delivery.moment(connection.member).await?;
    app.delivery.marks_greeted(connection.member, now.mark_version);
    crate::delivery::frame(&ServerFrame::Hello(Hello {
        protocol: talkoo_protocol::VERSION,
        node: app.settings.node.name.clone(),
        epoch: now.epoch,
        connection: connection.id,
        session: connection.session,
        member: connection.member,
        network: app.network.stream,
        limits: app.limits(),
        server_time: now.server_time,
        mark_version: now.mark_version,
    }))
}

/// Says why and hangs up. A peer that does not listen is not waited for.
pub(super) async fn close(socket: &mut WebSocket, code: CloseCode) {
    FIGURES.closed(code);
    if code == CloseCode::SLOW {
        FIGURES.limited(Limit::Mailbox);
    } else if code == CloseCode::TOO_MANY {
        FIGURES.limited(Limit::MemberSockets);
    }
    let frame = CloseFrame { code: code.code, reason: code.reason.into() };
    let _ =
        timeout(std::time::Duration::from_secs(1), socket.send(Message::Close(Some(frame)))).await;
}
