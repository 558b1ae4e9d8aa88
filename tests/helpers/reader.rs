//! A reader at a browser: real HTTP, cookies kept, the headers that a browser sends with its own forms.

use std::collections::BTreeMap;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Mutex;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::request::Builder;
use axum::http::response::Parts;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum_extra::extract::cookie::Cookie;
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::Events;
use super::described::is_described;

/// One reader with the cookies of one browser. Redirects are not followed; see [`Reader::follow`].
pub struct Reader {
    client: Client<HttpConnector, Body>,
    address: SocketAddr,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// # Panics
    /// The body is no JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|fault| panic!("{fault} in {}", self.text()))
    }

    /// Where a redirect leads; empty where it is none.
    pub fn location(&self) -> String {
        self.header("location")
    }

    /// A header's value; empty where it is not there.
    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }
}

impl Reader {
    pub fn new(address: SocketAddr) -> Self {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Self { client, address, cookies: Mutex::default() }
    }

    /// The same browser, with its cookies as they are, at another address of the program.
    pub fn at(&self, address: SocketAddr) -> Self {
        let cookies = Mutex::new(self.cookies.lock().unwrap().clone());
        Self { client: self.client.clone(), address, cookies }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("accept", "text/html"), Body::empty()).await
    }

    /// A page as it asks for itself while it is live.
    pub async fn again(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("accept", "text/html").header("x-live", "1"), Body::empty()).await
    }

    /// Opens a stream of events, from the one that was heard last.
    ///
    /// # Panics
    /// The program does not answer.
    pub async fn listen(&self, path: &str, last: Option<&str>) -> Events {
        let request = Request::get(path).header("accept", "text/event-stream").header("accept-encoding", "gzip");
        let request = last.into_iter().fold(request, |request, last| request.header("last-event-id", last));
        let (parts, body) = self.request(request, Body::empty()).await.unwrap();
        Events::new(parts.status, parts.headers, body)
    }

    /// The same address, asked for as JSON.
    pub async fn get_json(&self, path: &str) -> Answer {
        self.send(Request::get(path).header("accept", "application/json"), Body::empty()).await
    }

    /// Sends a form as a page of this site does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        let request = own(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request, pairs.join("&").into()).await
    }

    /// Sends a form and goes where the answer leads.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await;
        self.follow(answer).await
    }

    pub async fn post_json(&self, path: &str, value: &Value) -> Answer {
        let request = own(path).header("content-type", "application/json").header("accept", "application/json");
        self.send(request, value.to_string().into()).await
    }

    /// Sends a file as the form field `file`.
    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let head = format!(
            "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--part--\r\n"].concat();
        self.send(own(path).header("content-type", "multipart/form-data; boundary=part"), body.into()).await
    }

    /// Sends a form that carries a file, or none, in the field `file`.
    pub async fn enclose(&self, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        let (name, bytes) = file.unwrap_or(("", b""));
        let head = format!("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
        body.extend(head.bytes().chain(*b"Content-Type: application/octet-stream\r\n\r\n"));
        body.extend(bytes.iter().chain(b"\r\n--part--\r\n"));
        self.send(own(path).header("content-type", "multipart/form-data; boundary=part"), body.into()).await
    }

    /// Goes where a redirect leads, once; any other answer stays as it is.
    pub async fn follow(&self, answer: Answer) -> Answer {
        if answer.status.is_redirection() { self.get(&answer.location()).await } else { answer }
    }

    /// Sends the form that takes back what a page has just told.
    ///
    /// # Panics
    /// The page tells nothing that can be taken back.
    pub async fn take_back(&self, told: &Answer) -> Answer {
        let page = told.text();
        let notice = page.split_once("<div class=\"notice good\"").unwrap().1.split_once("</div>").unwrap().0;
        let values = |name: &str| -> Vec<String> {
            notice.split(&format!("{name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let (names, texts) = (values("name"), values("value"));
        let fields: Vec<_> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
        self.submit(&values("action")[0], &fields).await
    }

    /// Sends any request with this reader's cookies. The address may be a path.
    ///
    /// # Panics
    /// The program does not answer.
    pub async fn send(&self, request: Builder, body: Body) -> Answer {
        self.try_send(request, body).await.unwrap()
    }

    /// As [`Reader::send`], where the program may be gone.
    pub async fn try_send(&self, request: Builder, body: Body) -> Result<Answer, Box<dyn Error + Send + Sync>> {
        let asked = request.method_ref().cloned().zip(request.uri_ref().map(ToString::to_string));
        let (parts, body) = self.request(request, body).await?;
        let body = to_bytes(body, 64 << 20).await?;
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        if let Some((method, address)) = asked {
            is_described(&method, &address, &answer);
        }
        Ok(answer)
    }

    /// Sends a request and keeps the cookies that come back; the body is still to be read.
    async fn request(&self, request: Builder, body: Body) -> Result<(Parts, Body), Box<dyn Error + Send + Sync>> {
        let mut request = request.body(body)?;
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() = format!("http://{}{path}", self.address).parse()?;
        let cookies = self.cookies();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.parse()?);
        }
        let (parts, body) = self.client.request(request).await?.into_parts();
        self.keep(&parts.headers);
        Ok((parts, Body::new(body)))
    }

    fn cookies(&self) -> String {
        let pairs: Vec<_> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    fn keep(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap();
        for value in headers.get_all(header::SET_COOKIE) {
            let cookie = Cookie::parse(value.to_str().unwrap()).unwrap();
            if cookie.max_age().is_some_and(time::Duration::is_zero) {
                cookies.remove(cookie.name());
            } else {
                cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
    }
}

/// A request as a browser sends it from a page of this very site.
fn own(path: &str) -> Builder {
    Request::post(path).header("sec-fetch-site", "same-origin")
}
