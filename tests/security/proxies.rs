//! Proxies: what they see, and what is said of them.

use labwright::sandbox::ADMIN_TOKEN;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::said;
use crate::support::World;

/// A proxy is told where to connect to, and the rest is the server's, encrypted.
#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_does_not_see_the_token_of_an_https_server() {
    let proxy = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = proxy.local_addr().unwrap();
    let seen = tokio::spawn(async move {
        let (mut connection, _) = proxy.accept().await.unwrap();
        let mut seen = vec![0; 4096];
        let length = connection.read(&mut seen).await.unwrap();
        connection.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        seen.truncate(length);
        String::from_utf8(seen).unwrap()
    });
    let mut world = World::start("").await;
    world.secret("HTTPS_PROXY", &format!("http://{address}"));
    let arguments = ["get", "system_hooks", "--gitlab-url", "https://gitlab.example.com"];
    let refused = world.run(&arguments).await;
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    let seen = seen.await.unwrap();
    assert!(seen.starts_with("CONNECT gitlab.example.com:443"), "{seen}");
    assert!(!seen.contains(ADMIN_TOKEN), "{seen}");
}

/// Trouble with a proxy names it and its variable, never its credentials; what cannot be read sends nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_does_not_work_is_named_without_its_credentials() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = closed.local_addr().unwrap();
    drop(closed);
    let asks = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let asking = asks.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = asks.accept().await {
            let _ = connection.read(&mut [0; 4096]).await;
            let answer = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
            let _ = connection.write_all(answer.as_bytes()).await;
        }
    });
    let refused = format!("the proxy http://{nobody} (HTTPS_PROXY) refuses the connection");
    let login = format!("the proxy http://{asking} (all_proxy) requires credentials");
    let nobody = format!("http://mia:hunter2@{nobody}");
    for (variables, exit, words) in [
        (vec![("HTTPS_PROXY", nobody.clone())], 1, [refused.as_str(), "NO_PROXY"]),
        (vec![("all_proxy", format!("mia:hunter2@{asking}"))], 1, [&login, "all_proxy"]),
        (vec![("HTTPS_PROXY", "http://mia:hunter2@p:port".to_owned())], 3, ["HTTPS_PROXY", "port"]),
        (vec![("HTTPS_PROXY", "socks5://mia:hunter2@p".to_owned())], 3, ["HTTPS_PROXY", "http://"]),
        (
            vec![("HTTPS_PROXY", nobody), ("NO_PROXY", "a.example.com,[::1".to_owned())],
            3,
            ["NO_PROXY", "[::1"],
        ),
    ] {
        let mut world = World::start("").await;
        variables.iter().for_each(|(name, value)| world.secret(name, value));
        let arguments = ["get", "system_hooks", "--gitlab-url", "https://gitlab.example.com"];
        let run = world.run(&arguments).await;
        let text = said(&run);
        assert_eq!(run.status.code(), Some(exit), "{variables:?}: {text}");
        let flat = text.split_whitespace().filter(|it| *it != "│").collect::<Vec<_>>().join(" ");
        assert!(words.iter().all(|it| flat.contains(it)), "{variables:?}: {text}");
        assert!(!text.contains("hunter2") && !text.contains("Tried"), "{text}");
    }
}
