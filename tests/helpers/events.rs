//! A stream of server-sent events as a browser reads it.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, StatusCode};
use futures_util::StreamExt;
use serde_json::Value;
use tokio::time::timeout;

/// Longer than anything that is waited for.
const LONG: Duration = Duration::from_secs(20);

/// An open stream.
pub struct Events {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: BodyDataStream,
    text: String,
}

impl Events {
    pub fn new(status: StatusCode, headers: HeaderMap, body: Body) -> Self {
        Self { status, headers, body: body.into_data_stream(), text: String::new() }
    }

    /// The number of the next change that is told; `None` where the stream ends.
    ///
    /// # Panics
    /// Nothing is told.
    pub async fn next(&mut self) -> Option<i64> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field =
                    |name: &str| event.lines().find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()));
                let (id, data) = (field("id:"), field("data:"));
                self.text = String::from(rest);
                let (Some(id), Some(data)) = (id, data) else { continue };
                let data: Value = serde_json::from_str(&data).unwrap();
                assert_eq!(data["seq"].to_string(), id);
                assert!(data["spread"].is_u64());
                return Some(id.parse().unwrap());
            }
            let more = timeout(LONG, self.body.next()).await.unwrap()?.unwrap();
            self.text.push_str(std::str::from_utf8(&more).unwrap());
        }
    }
}
