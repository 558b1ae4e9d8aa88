//! How addresses are described to programs: the answers that are alike everywhere, and what the description of each
//! address has besides what its handler says.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use utoipa::__dev::ComposeSchema;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, Required, Response};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

use super::errors::ErrorPage;
use super::reader::{Done, SESSION};
use crate::app::App;
use crate::error::Result;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// What the document says of itself.
const ABOUT: &str = "Runs the work of a consultative assembly, and keeps the record of it.\n\n\
    One address serves a page to a browser and the same facts as JSON to a program that sends \
    `Accept: application/json`. Forms are taken as forms and as JSON. A program signs in with a personal token, made on \
    the page of one's account: `Authorization: Bearer …`. What a reader may see and do is what his account may.";

/// What an answer means, by its status, where its handler does not say more. Those from 400 on are refusals.
const MEANINGS: &[(&str, &str)] = &[
    ("200", "What is there, or what was done."),
    ("206", "The part of it that was asked for."),
    ("303", "To a browser: it was done, and is told on the page to which this leads."),
    ("304", "It is as it was."),
    ("400", "A key in the address is no number."),
    ("401", "Nobody is signed in."),
    ("403", "The reader may not do this."),
    ("404", "There is no such thing, or nothing of it may be seen by this reader."),
    ("409", "The rules or the state of the thing do not allow it, or somebody changed it meanwhile."),
    ("413", "What was sent is larger than is taken in."),
    ("416", "It has no such part."),
    ("422", "What was sent cannot be read, or does not fit."),
];

fn meaning(status: &str) -> &'static str {
    MEANINGS.iter().find(|(known, _)| *known == status).map_or("", |(_, meaning)| *meaning)
}

fn answer<T: ToSchema>(kind: &str) -> ResponseBuilder {
    let schema = Ref::from_schema_name(T::name());
    ResponseBuilder::new().content(kind, Content::new(Some(schema)))
}

fn refusals(statuses: &[&str]) -> BTreeMap<String, RefOr<Response>> {
    let refusal = |status: &&str| ((*status).to_owned(), answer::<ErrorPage>(JSON).build().into());
    statuses.iter().map(refusal).collect()
}

/// What a page that is open to all answers besides itself.
pub enum Open {}

impl IntoResponses for Open {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refusals(&["404"])
    }
}

/// What a page for some answers besides itself.
pub enum Closed {}

impl IntoResponses for Closed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refusals(&["401", "403", "404"])
    }
}

/// What a page for some answers besides itself that is there while the state of its thing allows it.
pub enum Timely {}

impl IntoResponses for Timely {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refusals(&["401", "403", "404", "409"])
    }
}

/// What an action answers. One that shows its form again says so itself: see [`OrRefusal`].
pub enum Acts {}

impl IntoResponses for Acts {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut responses = refusals(&["400", "401", "403", "404", "409", "413", "422"]);
        responses.insert("200".to_owned(), answer::<Done>(JSON).build().into());
        responses.insert("303".to_owned(), ResponseBuilder::new().build().into());
        responses
    }
}

/// The answer with a file, whose bytes are of one of these kinds.
#[must_use]
pub fn file(kinds: impl IntoIterator<Item = &'static str>) -> Response {
    let bytes = || Content::new(Some(Ref::from_schema_name(Bytes::name())));
    let answer = ResponseBuilder::new();
    kinds.into_iter().fold(answer, |answer, kind| answer.content(kind, bytes())).build()
}

/// A page that shows what was sent and why it was not taken; or a refusal where there is no page to show.
pub struct OrRefusal<T>(PhantomData<T>);

/// That something was done; or a page, where not all of it could be.
pub struct DoneOr<T>(PhantomData<T>);

/// Declares that a schema is one of two others, of which the first is that of its parameter.
macro_rules! either {
    ($Either:ident, $Other:ty) => {
        impl<T: ToSchema> ComposeSchema for $Either<T> {
            fn compose(_: Vec<RefOr<Schema>>) -> RefOr<Schema> {
                let both = [T::name(), <$Other>::name()].map(Ref::from_schema_name);
                both.into_iter().fold(OneOfBuilder::new(), OneOfBuilder::item).into()
            }
        }

        impl<T: ToSchema> ToSchema for $Either<T> {}
    };
}

either!(OrRefusal, ErrorPage);
either!(DoneOr, Done);

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct Bytes(pub Vec<u8>);

/// A form, and a file where one is chosen.
#[derive(ToSchema)]
pub struct WithFile<T> {
    #[serde(flatten)]
    pub form: T,
    pub file: Option<Bytes>,
}

/// The form of a file alone.
#[derive(ToSchema)]
pub struct FileForm {
    pub file: Bytes,
}

/// The address at which a document is served.
///
/// # Errors
/// The document cannot be written.
pub fn routes(document: OpenApi) -> Result<Router<App>> {
    let document = document.to_json()?;
    let served = async || ([(header::CONTENT_TYPE, JSON)], document);
    Ok(Router::new().route("/openapi.json", get(served)))
}

/// The document of what routes describe, with what is the same for all of them.
#[must_use]
pub fn finished(mut document: OpenApi) -> OpenApi {
    let license = LicenseBuilder::new().name(env!("CARGO_PKG_LICENSE")).identifier(Some(env!("CARGO_PKG_LICENSE")));
    document.info = InfoBuilder::new()
        .title(env!("CARGO_PKG_NAME"))
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(license.build()))
        .build();
    let components = document.components.get_or_insert_default();
    let token = Http::new(HttpAuthScheme::Bearer);
    components.add_security_scheme("token", SecurityScheme::Http(token));
    let session = ApiKey::Cookie(ApiKeyValue::new(SESSION));
    components.add_security_scheme("session", SecurityScheme::ApiKey(session));
    let mut shared = vec![(ErrorPage::name(), ErrorPage::schema()), (Done::name(), Done::schema())];
    shared.push((Bytes::name(), Bytes::schema()));
    components.schemas.extend(shared.into_iter().map(|(name, schema)| (name.into_owned(), schema)));
    for (path, item) in &mut document.paths.paths {
        let PathItem { get, post, .. } = item;
        for (method, operation) in [("get", get), ("post", post)] {
            if let Some(operation) = operation {
                complete(operation, method, path);
            }
        }
    }
    document
}

fn complete(operation: &mut Operation, method: &str, path: &str) {
    let steps = path.split(['/', '.']).filter(|step| !step.is_empty() && *step != "{committee}");
    let steps: Vec<_> = steps.map(|step| step.trim_matches(['{', '}'])).collect();
    operation.operation_id = Some(format!("{method}_{}", steps.join("_")));
    places(operation, path);
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        body.required = Some(Required::True);
        if let Some(fields) = body.content.get(JSON).cloned() {
            body.content.insert(FORM.to_owned(), fields);
        }
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            meaning(status).clone_into(&mut response.description);
        }
    }
    let known = ["token", "session"].map(|scheme| SecurityRequirement::new(scheme, [""; 0]));
    let anybody = (!operation.responses.responses.contains_key("401")).then(SecurityRequirement::default);
    operation.security = Some(known.into_iter().chain(anybody).collect());
}

/// Declares the steps in braces that the handler does not: they are keys, but for the committee's.
fn places(operation: &mut Operation, path: &str) {
    let declared = operation.parameters.get_or_insert_default();
    for name in path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}')) {
        if declared.iter().any(|one| matches!(one, RefOr::T(one) if one.name == name)) {
            continue;
        }
        let text = ObjectBuilder::new().schema_type(Type::String);
        let key = ObjectBuilder::new().schema_type(Type::Integer);
        let key = key.format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)));
        let place = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
        let place = place.schema(Some(if name == "committee" { text } else { key }));
        declared.push(RefOr::T(place.build()));
    }
}
