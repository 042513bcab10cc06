//! The description of the API, made from the handlers themselves (OpenAPI 3.1), and the list of
//! routes with the right that each needs.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::Value;
use talkoo_protocol::Refusal;
use utoipa::{
    PartialSchema as _, ToSchema as _,
    openapi::{
        ContentBuilder, Info, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
        path::Operation,
        security::{
            ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
        },
    },
};

/// Handlers name the right they need under this word.
const RIGHT: &str = "x-right";
/// The right of routes that need no session.
const ANYBODY: &str = "anybody";

/// One route of the site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Listed {
    pub method: String,
    pub path: String,
    /// Who may call it.
    pub right: String,
}

/// The API's own description.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "about",
    responses((status = 200, description = "this document", content_type = "application/json")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn document() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| described().to_json().unwrap_or_default());
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}

/// Every route, in the order of paths.
pub fn listed() -> Vec<Listed> {
    let mut listed = Vec::new();
    for (path, item) in described().paths.paths {
        for (method, operation) in operations(&item) {
            let right = right(operation).unwrap_or("nobody").to_owned();
            listed.push(Listed { method: method.to_owned(), path: path.clone(), right });
        }
    }
    listed
}

pub(super) fn head() -> OpenApi {
    let info =
        Info::builder().title("Talkoo").version(env!("CARGO_PKG_VERSION")).description(Some(
            "Reading, and posting by programs. What is live goes over the socket at \
             /api/v1/socket, described in protocol/README.md.",
        ));
    OpenApiBuilder::new().info(info.build()).build()
}

/// What is true of every operation is said here once: how one signs in, and what a refusal is.
fn described() -> OpenApi {
    let mut document = super::routes().into_openapi();
    let components = document.components.get_or_insert_default();
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-talkoo",
        "set by sign-in; talkoo-PORT on plain http over loopback",
    ));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    components
        .add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let mut schemas = Vec::new();
    Refusal::schemas(&mut schemas);
    schemas.push((Refusal::name().into_owned(), Refusal::schema()));
    components.schemas.extend(schemas);
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.patch, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            if right(operation) != Some(ANYBODY) {
                let none: [&str; 0] = [];
                operation.security = Some(vec![
                    SecurityRequirement::new("cookie", none),
                    SecurityRequirement::new("bearer", none),
                ]);
            }
            let refusal = ContentBuilder::new()
                .schema(Some(RefOr::Ref(Ref::from_schema_name(Refusal::name()))))
                .build();
            let refusal = ResponseBuilder::new()
                .description("a refusal; its code decides the status")
                .content("application/json", refusal);
            operation.responses.responses.insert("default".to_owned(), RefOr::T(refusal.build()));
        }
    }
    document
}

fn operations(
    item: &utoipa::openapi::PathItem,
) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn right(operation: &Operation) -> Option<&str> {
    operation.extensions.as_ref()?.get(RIGHT).and_then(Value::as_str)
}
