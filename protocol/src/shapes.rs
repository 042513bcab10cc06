//! One attribute list for every shape on the wire, so that serde, the OpenAPI schema and the
//! generated TypeScript can never be forgotten one by one.

macro_rules! shapes {
    ($($item:item)*) => {$(
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
        $item
    )*};
}
