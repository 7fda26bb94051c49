//! A server on loopback that says what a test wants, byte by byte: broken answers are the point of it.

use crate::gitlab::{Reader, Server, Settings, Token};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The token of all tests; it must show nowhere.
pub(super) const TOKEN: &str = "glpat-Very-Secret-20";

/// A request as it came in.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// `GET /api/v4/hooks?page=1`
    pub(super) line: String,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
}

/// What the server does.
pub(super) enum Act {
    /// Sends these bytes and keeps the connection.
    Say(Vec<u8>),
    /// Sends these bytes and closes.
    Break(Vec<u8>),
    /// Never answers.
    Stall,
}

pub(super) struct Stub {
    pub(super) url: String,
    log: Arc<Mutex<Vec<Request>>>,
    /// How many requests were under way at once, at the most.
    pub(super) most: Arc<Mutex<(usize, usize)>>,
}

impl Stub {
    /// Answers each request with what `act` makes of its number (from 0) and the request.
    pub(super) async fn new(act: impl Fn(usize, &Request) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (log, most) = (Arc::new(Mutex::new(Vec::new())), Arc::default());
        let stub = Self { url, log: Arc::clone(&log), most: Arc::clone(&most) };
        let act = Arc::new(act);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&log), Arc::clone(&most), Arc::clone(&act)));
            }
        });
        stub
    }

    /// The same for every request.
    pub(super) async fn always(answer: Vec<u8>) -> Self {
        Self::new(move |_, _| Act::Say(answer.clone())).await
    }

    /// What came in so far.
    pub(super) fn requests(&self) -> Vec<Request> {
        self.log.lock().unwrap().clone()
    }

    /// The request lines so far, without `/api/v4`.
    pub(super) fn lines(&self) -> Vec<String> {
        self.requests().iter().map(|request| request.line.replace("/api/v4/", "")).collect()
    }

    /// Settings for this server, quick enough for tests.
    pub(super) fn settings(&self) -> Settings {
        let server = Server::parse(&self.url, "a test").unwrap();
        let mut settings = Settings::new(server, Token::parse(TOKEN, "a test").unwrap());
        settings.retry_delay = Duration::from_millis(1);
        settings
    }

    pub(super) fn reader(&self) -> Reader {
        Reader::new(self.settings()).unwrap()
    }
}

async fn serve(
    mut stream: TcpStream,
    log: Arc<Mutex<Vec<Request>>>,
    most: Arc<Mutex<(usize, usize)>>,
    act: Arc<impl Fn(usize, &Request) -> Act>,
) {
    while let Some(request) = read(&mut stream).await {
        {
            let mut most = most.lock().unwrap();
            most.0 += 1;
            most.1 = most.1.max(most.0);
        }
        tokio::task::yield_now().await;
        let act = {
            let mut log = log.lock().unwrap();
            log.push(request.clone());
            act(log.len() - 1, &request)
        };
        most.lock().unwrap().0 -= 1;
        match act {
            Act::Say(bytes) => stream.write_all(&bytes).await.unwrap(),
            Act::Break(bytes) => {
                stream.write_all(&bytes).await.unwrap();
                stream.shutdown().await.ok();
                return;
            }
            Act::Stall => std::future::pending::<()>().await,
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        // TLS spoken to a server that knows only HTTP.
        if bytes[0] == 0x16 {
            stream.write_all(&answer(400, &[], "Bad Request")).await.ok()?;
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let line = lines.next()?.trim_end_matches(" HTTP/1.1").to_owned();
    let pair = |line: &str| {
        line.split_once(": ").map(|(key, value)| (key.to_lowercase(), value.to_owned()))
    };
    let headers: BTreeMap<_, _> = lines.filter_map(pair).collect();
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < end + length {
        stream.read_buf(&mut bytes).await.ok()?;
    }
    Some(Request { line, headers, body: String::from_utf8_lossy(&bytes[end..]).into_owned() })
}

/// A JSON answer.
pub(super) fn json(status: u16, body: &str) -> Vec<u8> {
    answer(status, &[("Content-Type", "application/json"), ("X-Request-Id", "01REQ")], body)
}

/// An answer with these headers.
pub(super) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
    for (key, value) in headers {
        text += &format!("{key}: {value}\r\n");
    }
    (text + "\r\n" + body).into_bytes()
}
