//! A browser of its own for each journey, by way of chromedriver; both end with the journey, whatever happens.

use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::helpers::{PASSWORD, Reader, TestApp};
use data_encoding::BASE64;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Headless, as root, and silent towards the network.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
];

/// What pages are looked at in: a desk and a phone.
const DESK: u32 = 1440;
const PHONE: u32 = 390;
const WIDTHS: [u32; 2] = [DESK, PHONE];
const SCHEMES: [&str; 2] = ["light", "dark"];

/// How often axe is brought to a page that goes away under it.
const TIMES: usize = 5;

/// A person at a browser, who reads Chinese.
pub struct Browser {
    client: Client,
    /// Where the driver listens, for what only Chromium knows.
    driver: Reader,
    session: String,
    site: SocketAddr,
    /// Of the screen before which the person sits.
    width: Cell<u32>,
    _processes: Processes,
}

/// The driver and, in the same group, the browser that it started.
struct Processes {
    driver: Child,
    /// Their profile and everything else that they leave behind.
    folder: TempDir,
}

impl Drop for Processes {
    fn drop(&mut self) {
        let group = format!("-{}", self.driver.id());
        Command::new("kill").args(["-KILL", "--", &group]).status().ok();
        self.driver.wait().ok();
    }
}

impl Processes {
    /// Starts a driver on a free port; gives the port that it says it took.
    fn start() -> Option<(Self, u16)> {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").env("TMPDIR", folder.path()).env("HOME", folder.path()).env("LANGUAGE", "zh_CN");
        let driver = command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = driver else {
            assert!(std::env::var_os("CI").is_none(), "chromedriver is missing; tools/setup brings it");
            eprintln!("not walked: chromedriver is missing; tools/setup brings it");
            return None;
        };
        let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let processes = Self { driver, folder };
        let said = lines.map_while(Result::ok).find(|line| line.contains("successfully on port")).unwrap();
        let port = said.trim_end_matches('.').rsplit(' ').next().unwrap().parse().unwrap();
        Some((processes, port))
    }
}

impl Browser {
    /// A fresh browser; `None` where no driver is installed, which CI does not accept.
    ///
    /// # Panics
    /// The browser does not start.
    pub async fn start(app: &TestApp) -> Option<Self> {
        let (processes, port) = Processes::start()?;
        let mut flags: Vec<_> = FLAGS.iter().map(ToString::to_string).collect();
        flags.push(format!("--user-data-dir={}", processes.folder.path().join("profile").display()));
        let options = json!({ "args": flags, "prefs": { "intl.accept_languages": "zh-CN,zh" } });
        let Value::Object(capabilities) = json!({ "goog:chromeOptions": options }) else { unreachable!() };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await.unwrap();
        let session = client.session_id().await.unwrap().unwrap();
        let driver = Reader::new(SocketAddr::from(([127, 0, 0, 1], port)));
        let width = Cell::new(DESK);
        Some(Self { client, driver, session, site: app.address, width, _processes: processes })
    }

    /// The same on a phone.
    pub async fn on_a_phone(app: &TestApp) -> Option<Self> {
        let browser = Self::start(app).await?;
        browser.width.set(PHONE);
        browser.show_as(PHONE, SCHEMES[0]).await;
        Some(browser)
    }

    /// Opens a page of the program.
    pub async fn open(&self, path: &str) {
        self.client.goto(&format!("http://{}{path}", self.site)).await.unwrap();
    }

    /// Signs in by the page, and goes on to another.
    pub async fn sign_in_as(&self, login: &str, next: &str) {
        self.open(&format!("/sign-in?next={next}")).await;
        self.write("#login", login).await;
        self.write("#password", PASSWORD).await;
        self.press("main button.primary").await;
        self.find("form[action='/sign-out']").await;
    }

    pub async fn sign_out(&self) {
        self.press(".menu.account > summary").await;
        self.press("form[action='/sign-out'] button").await;
        self.find(".menu.account a[href^='/sign-in']").await;
    }

    /// The session ends without a word, as if it had lasted too long.
    pub async fn be_forgotten(&self) {
        self.client.delete_all_cookies().await.unwrap();
    }

    /// Goes to the `n`th of the windows that are open.
    pub async fn to_window(&self, n: usize) {
        let window = self.client.windows().await.unwrap().swap_remove(n);
        self.client.switch_to_window(window).await.unwrap();
    }

    /// The path and query of the page at hand.
    pub async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    /// The first thing that fits a CSS selector, waited for.
    ///
    /// # Panics
    /// It does not come within ten seconds.
    pub async fn find(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(Duration::from_secs(10));
        wait.for_element(Locator::Css(css)).await.unwrap_or_else(|fault| panic!("no {css}: {fault}"))
    }

    /// Does something with what fits a selector; anew, where the page went away under it.
    async fn with<T>(&self, css: &str, act: impl AsyncFn(Element) -> Result<T, CmdError>) -> T {
        loop {
            match act(self.find(css).await).await {
                Ok(done) => return done,
                Err(fault) if gone(&fault) => {}
                Err(fault) => panic!("{css}: {fault}"),
            }
        }
    }

    pub async fn press(&self, css: &str) {
        self.with(css, async |element| element.click().await).await;
    }

    /// Presses twice, as somebody does whom nothing answers at once: what the first press sent is on its way.
    pub async fn press_twice(&self, css: &str) {
        self.find(css).await;
        self.answer_after(500).await;
        let press = "const [css, done] = arguments;
            const one = document.querySelector(css);
            one.click();
            setTimeout(() => { one.click(); done(null); }, 100);";
        self.client.execute_async(press, vec![json!(css)]).await.unwrap();
        self.answer_after(0).await;
    }

    /// Lets every answer take so many milliseconds more.
    async fn answer_after(&self, latency: u32) {
        let line = json!({ "offline": false, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.chromium("Network.emulateNetworkConditions", line).await;
    }

    /// Goes from one thing to the next by the keyboard until it comes to what fits a selector, and presses it.
    ///
    /// # Panics
    /// It is not among the first hundred.
    pub async fn reach_and_press(&self, css: &str) {
        for _ in 0..100 {
            self.key("Tab", 9, "").await;
            let there = "return document.activeElement.matches(arguments[0])";
            if self.client.execute(there, vec![json!(css)]).await.unwrap() == true {
                return self.key("Enter", 13, "\r").await;
            }
        }
        panic!("the keyboard does not reach {css}");
    }

    async fn key(&self, name: &str, code: u32, text: &str) {
        for event in ["keyDown", "keyUp"] {
            let typed = if event == "keyDown" { text } else { "" };
            let event =
                json!({ "type": event, "key": name, "code": name, "windowsVirtualKeyCode": code, "text": typed });
            self.chromium("Input.dispatchKeyEvent", event).await;
        }
    }

    /// Drags one thing onto the upper edge of another with the mouse. The common protocol carries no drag.
    pub async fn drag(&self, what: &str, onto: &str) {
        let place = "const { left, width, top } = document.querySelector(arguments[0]).getBoundingClientRect();
            return [left + width / 2, top + 8];";
        let mut at = Vec::new();
        for css in [what, onto] {
            self.find(css).await;
            let place = self.client.execute(place, vec![json!(css)]).await.unwrap();
            at.push([0, 1].map(|n: usize| place[n].as_f64().unwrap()));
        }
        // A drag begins only some way from where the button went down.
        let on_the_way = (1..=5).map(|n| f64::from(n) / 5.0);
        let [from, to] = at[..] else { unreachable!() };
        let moves = on_the_way.map(|part| ("mouseMoved", [0, 1].map(|n: usize| from[n] + (to[n] - from[n]) * part)));
        let path = [("mousePressed", from)].into_iter().chain(moves).chain([("mouseReleased", to)]);
        for (event, [x, y]) in path {
            let buttons = i32::from(event != "mouseReleased");
            let event = json!({ "type": event, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 });
            self.chromium("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Writes into a field, in place of what stood there.
    pub async fn write(&self, css: &str, text: &str) {
        let write = async |field: Element| {
            field.clear().await?;
            field.send_keys(text).await
        };
        self.with(css, write).await;
    }

    /// Chooses in a list what reads so.
    pub async fn pick(&self, css: &str, label: &str) {
        self.with(css, async |list| list.select_by_label(label).await).await;
    }

    /// Sets a field that is not typed in, such as a date.
    pub async fn set(&self, css: &str, value: &str) {
        self.find(css).await;
        let set = "const field = document.querySelector(arguments[0]);
            field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.client.execute(set, vec![json!(css), json!(value)]).await.unwrap();
    }

    /// What stands in a field.
    pub async fn value(&self, css: &str) -> String {
        let value = self.with(css, async |field| field.prop("value").await).await;
        value.unwrap_or_default()
    }

    /// Chooses a file in a file field.
    pub async fn choose(&self, css: &str, file: &Path) {
        self.find(css).await.send_keys(&file.canonicalize().unwrap().display().to_string()).await.unwrap();
    }

    /// The text that a person sees there.
    pub async fn text(&self, css: &str) -> String {
        self.with(css, async |element| element.text().await).await
    }

    /// Waits until a person reads this there.
    ///
    /// # Panics
    /// It does not come within ten seconds.
    pub async fn reads(&self, css: &str, text: &str) {
        let limit = Duration::from_secs(10);
        let come = async { while self.text(css).await != text {} };
        let in_time = tokio::time::timeout(limit, come).await.is_ok();
        assert!(in_time, "{css} reads {}, not {text}", self.text(css).await);
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Looks at the page on a desk and on a phone, in light and in dark: axe finds nothing, and nothing is wider than
    /// the window. Keeps a picture of each under `target/screenshots` where `YIZHENG_SCREENSHOTS` is set.
    pub async fn look(&self, name: &str) {
        let mut faults = Vec::new();
        for width in WIDTHS {
            for scheme in SCHEMES {
                self.show_as(width, scheme).await;
                let place = format!("{name} at {width} px, {scheme}");
                faults.extend(self.axe().await.into_iter().map(|fault| format!("{place}: {fault}")));
                // The window of a phone grows with what is too wide for it.
                let wide = self.run("return document.documentElement.scrollWidth").await;
                if wide.as_u64().is_none_or(|wide| wide > u64::from(width)) {
                    faults.push(format!("{place}: {wide} px wide"));
                }
                if std::env::var_os("YIZHENG_SCREENSHOTS").is_some() {
                    self.picture(&format!("{name}-{width}-{scheme}")).await;
                }
            }
        }
        self.show_as(self.width.get(), SCHEMES[0]).await;
        assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    }

    /// What of the page's controls would be on paper.
    pub async fn printed(&self, name: &str) -> Vec<Value> {
        self.chromium("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        if std::env::var_os("YIZHENG_SCREENSHOTS").is_some() {
            self.picture(&format!("{name}-print")).await;
        }
        let controls = "return [...document.querySelectorAll('button, .button, input, select, textarea, summary, nav')]
            .filter((one) => one.checkVisibility()).map((one) => one.outerHTML);";
        let found = self.run(controls).await;
        self.show_as(self.width.get(), SCHEMES[0]).await;
        found.as_array().unwrap().clone()
    }

    async fn show_as(&self, width: u32, scheme: &str) {
        let phone = width < 600;
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": phone });
        self.chromium("Emulation.setDeviceMetricsOverride", size).await;
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.chromium("Emulation.setEmulatedMedia", features).await;
    }

    /// What axe finds wrong with the page, one line for each element.
    pub async fn axe(&self) -> Vec<String> {
        let run = "const done = arguments[0]; if (typeof axe === 'undefined') return done(null);
            axe.run(document, { resultTypes: ['violations'] })
                .then(found => done(found.violations), fault => done([{ id: String(fault), nodes: [] }]))";
        let mut found = Value::Null;
        // Brought once to a page; one that is live may be loaded anew in between.
        for _ in 0..TIMES {
            found = self.client.execute_async(run, Vec::new()).await.unwrap();
            if !found.is_null() {
                break;
            }
            let source = std::fs::read_to_string(root().join("tests/browser/node_modules/axe-core/axe.min.js"));
            self.run(&source.unwrap_or_else(|fault| panic!("{fault}: tools/setup brings axe"))).await;
        }
        let mut faults = Vec::new();
        for rule in found.as_array().unwrap() {
            let of = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
            let nodes = rule["nodes"].as_array().unwrap();
            let lines = nodes.iter().map(|node| format!("{}\n    {}", of(node, "html"), of(node, "failureSummary")));
            faults.push(format!(
                "{}: {}\n  {}",
                of(rule, "id"),
                of(rule, "help"),
                lines.collect::<Vec<_>>().join("\n  ")
            ));
        }
        faults
    }

    /// Keeps a picture of the whole page as `target/screenshots/{name}.png`.
    async fn picture(&self, name: &str) {
        let folder = root().join("target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let height = self.run("return document.documentElement.scrollHeight").await;
        let width = self.run("return window.innerWidth").await;
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let shot =
            self.chromium("Page.captureScreenshot", json!({ "captureBeyondViewport": true, "clip": clip })).await;
        let png = BASE64.decode(shot["data"].as_str().unwrap().as_bytes()).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), png).unwrap();
    }

    /// Asks Chromium for what the common protocol of drivers does not know.
    async fn chromium(&self, command: &str, parameters: Value) -> Value {
        let path = format!("/session/{}/goog/cdp/execute", self.session);
        let answer = self.driver.post_json(&path, &json!({ "cmd": command, "params": parameters })).await;
        assert_eq!(answer.status, 200, "{command}: {}", answer.text());
        answer.json()["value"].take()
    }
}

/// The page went away under what was found in it. While it goes, Chromium says so in words of its own.
fn gone(fault: &CmdError) -> bool {
    fault.is_stale_element_reference() || fault.to_string().contains("does not belong to the document")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
